// Names as people read them: never a bare id where a name exists, never one name for two things.

export interface Nameable {
  readonly id: string | null;
  readonly name: string | null;
  /** What tells two things of one name apart: the workspace. */
  readonly place?: string | null;
}

export const UNATTRIBUTED = 'Unattributed';

/** One distinct display name per item, in order. */
export function displayNames(items: readonly Nameable[]): string[] {
  const plain = items.map((item) =>
    item.id === null ? UNATTRIBUTED : item.name?.trim() || `job ${item.id}`,
  );
  const counts = countBy(plain);
  const placed = plain.map((name, i) => {
    const place = items[i]!.place;
    return counts.get(name)! > 1 && place ? `${name} (${place})` : name;
  });
  const still = countBy(placed);
  return placed.map((name, i) => (still.get(name)! > 1 ? `${name} (${items[i]!.id})` : name));
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** Codes that do not read as what they name. */
const PRODUCTS: Readonly<Record<string, string>> = { DLT: 'Pipelines', DEFAULT_STORAGE: 'Storage' };

/** 'Pipelines' of '3190:DLT', usage of a workspace that is no job, warehouse or cluster. */
export function productOf(subjectId: string): string {
  const code = subjectId.slice(subjectId.indexOf(':') + 1);
  return PRODUCTS[code] ?? (inWords(code) || 'Not named');
}

/** 'MODEL_SERVING' -> 'Model serving'; a name in another form stays as it is. */
function inWords(code: string): string {
  return /^[A-Z][A-Z_]+$/.test(code)
    ? code.charAt(0) + code.slice(1).toLowerCase().replaceAll('_', ' ')
    : code;
}
