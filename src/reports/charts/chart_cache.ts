// The last pictures drawn, and where each one already lies outside, so that neither is made twice.

interface Entry<Image> {
  readonly image: Promise<Image>;
  externalId?: string;
}

export interface ChartCache<Image> {
  /** The picture under this hash, drawn by `draw` when it is not there; a failed one is forgotten. */
  readonly get: (hash: string, draw: () => Promise<Image>) => Promise<Image>;
  /** The id an uploaded picture got, for instance a Slack file id. */
  readonly externalId: (hash: string) => string | undefined;
  readonly rememberExternalId: (hash: string, id: string) => void;
}

/** Keeps the `limit` most recently used pictures. */
export function createChartCache<Image>(limit = 200): ChartCache<Image> {
  const entries = new Map<string, Entry<Image>>();
  const touch = (hash: string, entry: Entry<Image>) => {
    entries.delete(hash);
    entries.set(hash, entry);
    if (entries.size > limit) entries.delete(entries.keys().next().value!);
  };
  return {
    get: (hash, draw) => {
      const entry = entries.get(hash) ?? { image: draw() };
      touch(hash, entry);
      entry.image.catch(() => {
        if (entries.get(hash) === entry) entries.delete(hash);
      });
      return entry.image;
    },
    externalId: (hash) => entries.get(hash)?.externalId,
    rememberExternalId: (hash, id) => {
      const entry = entries.get(hash);
      if (entry) entry.externalId = id;
    },
  };
}
