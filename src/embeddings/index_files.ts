// Opens a search index from disk: a manifest that names files by their content, each checked before anything reads it.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { errorText, UserError } from '#src/lib/errors.ts';
import { hashOf, sha256 } from '#src/lib/hash.ts';

const indexFile = z.object({ name: z.string(), bytes: z.number(), sha256: z.string() });
export type IndexFile = z.infer<typeof indexFile>;

const manifestSchema = z.object({
  /** What the index was built from; another hash means it is stale. */
  sourceSha256: z.string(),
  /** Changes when the way of building changes. */
  version: z.string(),
  embedder: z.object({ id: z.string(), dims: z.number().int().positive() }),
  itemCount: z.number().int(),
  vectorCount: z.number().int(),
  files: z.object({ database: indexFile, vectors: indexFile, model: indexFile.optional() }),
});
export type IndexManifest = z.infer<typeof manifestSchema>;
export type IndexPart = keyof IndexManifest['files'];

export interface IndexPlace {
  readonly dir: string;
  /** Start of every file name: 'docs' gives docs.json, docs.<hash>.db and so on. */
  readonly stem: string;
  /** What a person runs to build it again. */
  readonly command: string;
}

export const INDEX_ENDINGS: Readonly<Record<IndexPart, string>> = {
  database: 'db',
  vectors: 'hnsw',
  model: 'lsa',
};

export function manifestPath(place: IndexPlace): string {
  return path.join(place.dir, `${place.stem}.json`);
}

export interface OpenedFiles {
  readonly manifest: IndexManifest;
  pathOf(part: IndexPart): string;
}

/** The manifest with every file checked against its checksum. Throws UserError: missing, stale or damaged. */
export function openIndexFiles(place: IndexPlace, version: string, sourceSha256?: string): OpenedFiles {
  const manifest = readManifest(place);
  const isStale = sourceSha256 !== undefined && manifest.sourceSha256 !== sourceSha256;
  if (manifest.version !== version || isStale) throw staleIndex(place);
  for (const file of Object.values(manifest.files)) if (file) checkFile(place, file);
  return {
    manifest,
    pathOf: (part) => {
      const file = manifest.files[part];
      if (!file) throw damagedIndex(place, `the manifest names no ${part} file`);
      return path.join(place.dir, file.name);
    },
  };
}

function readManifest(place: IndexPlace): IndexManifest {
  const text = readText(manifestPath(place));
  if (text === null) throw missingIndex(place);
  try {
    const { sha256: seal, ...rest } = JSON.parse(text);
    if (hashOf(rest) !== seal) throw new Error('its checksum does not match');
    return manifestSchema.parse(rest);
  } catch (error) {
    throw damagedIndex(place, `${place.stem}.json is not readable`, error);
  }
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function checkFile(place: IndexPlace, file: IndexFile): void {
  let actual: string;
  try {
    actual = sha256(readFileSync(path.join(place.dir, file.name)));
  } catch (error) {
    throw damagedIndex(place, `${file.name} cannot be read`, error);
  }
  if (actual !== file.sha256)
    throw damagedIndex(place, `${file.name} does not have the content it was written with`);
}

function missingIndex(place: IndexPlace): UserError {
  return new UserError({
    code: 'missing_index',
    message: `There is no search index "${place.stem}" yet.`,
    next: `Run "${place.command}" to build it.`,
  });
}

function staleIndex(place: IndexPlace): UserError {
  return new UserError({
    code: 'stale_index',
    message: `The search index "${place.stem}" was built from other content than there is now.`,
    next: `Run "${place.command}" to build it again.`,
  });
}

export function damagedIndex(place: IndexPlace, what: string, cause?: unknown): UserError {
  return new UserError(
    {
      code: 'damaged_index',
      message: `The search index "${place.stem}" is damaged: ${what}.`,
      next: `Run "${place.command}" to build it again.`,
    },
    { cause },
  );
}

export type Log = (message: string) => void;

const REPAIRABLE = new Set(['missing_index', 'stale_index', 'damaged_index', 'other_embedder']);

/** Opens the index; when it is missing, stale or damaged, builds it and opens the new one. */
export async function openOrBuild<T>(
  open: () => Promise<T>,
  build: () => Promise<unknown>,
  log: Log = () => {},
): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof UserError && REPAIRABLE.has(error.code))) throw error;
    log(`${error.message} Building it now.`);
    if (error.cause) log(errorText(error.cause));
  }
  await build();
  return open();
}
