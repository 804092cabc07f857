// Finds names of entities in a text: the longest first, a person also by the given name where it means one person only.
import type { EntityRef } from '#src/reports/facts.ts';
import type { EntityName } from '#src/reports/line.ts';

export interface NameHit {
  readonly at: number;
  readonly text: string;
  /** Several things may share a name. */
  readonly refs: readonly EntityRef[];
}

export type NameFinder = (text: string) => readonly NameHit[];

export function nameFinder(names: readonly EntityName[]): NameFinder {
  const byText = refsByText([...names, ...givenNames(names)]);
  const texts = [...byText.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  if (texts.length === 0) return () => [];
  const pattern = new RegExp(
    `(?<![\\p{L}\\d_])(?:${texts.map(escapeRegExp).join('|')})(?![\\p{L}\\d_])`,
    'gu',
  );
  return (text) =>
    [...text.matchAll(pattern)].map((match) => ({
      at: match.index,
      text: match[0],
      refs: byText.get(match[0])!,
    }));
}

function refsByText(names: readonly EntityName[]): ReadonlyMap<string, readonly EntityRef[]> {
  const byText = new Map<string, EntityRef[]>();
  for (const { ref, name } of names) {
    const text = name.normalize('NFKC').trim();
    if (!/\p{L}/u.test(text) || text.length < 2) continue;
    const refs = byText.get(text) ?? [];
    if (!refs.includes(ref)) refs.push(ref);
    byText.set(text, refs);
  }
  return byText;
}

/** 'Sofia' where only one Sofia is known. */
function givenNames(names: readonly EntityName[]): EntityName[] {
  const people = new Map<string, Map<EntityRef, string>>();
  for (const { ref, name } of names) {
    const given = /^(\p{Lu}[\p{L}-]+) \p{Lu}/u.exec(name)?.[1];
    if (!ref.startsWith('user:') || !given) continue;
    people.set(given, (people.get(given) ?? new Map()).set(ref, name));
  }
  return [...people].flatMap(([name, refs]) =>
    refs.size === 1 ? [{ ref: [...refs.keys()][0]!, name }] : [],
  );
}

export function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
