// Names of entities in lists: never a bare id where a name exists, never one name for two things.
import type { EntityName } from '#src/reports/line.ts';

export interface Named {
  readonly type: string;
  readonly id: string;
  readonly name: string | null;
  /** What tells two of one name apart, the workspace. */
  readonly place?: string | null;
}

/** In order; a name that occurs twice gets its place, and its id when the place does not help. */
export function entityNames(items: readonly Named[]): EntityName[] {
  const plain = items.map((item) => item.name?.trim() || `${item.type.replaceAll('_', ' ')} ${item.id}`);
  const repeated = repeats(plain);
  const placed = plain.map((name, i) => {
    const place = items[i]!.place;
    return repeated.has(name) && place ? `${name} (${place})` : name;
  });
  const still = repeats(placed);
  return items.map(({ type, id }, i) => ({
    ref: `${type}:${id}`,
    name: still.has(placed[i]!) ? `${placed[i]} (${id})` : placed[i]!,
  }));
}

function repeats(names: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(names.filter((name) => seen.has(name) || !seen.add(name)));
}
