// Text from data is data: cutting, cleaning and finding the nearest word, the same on every machine.
import { distance } from 'fastest-levenshtein';

/** Compares by code unit, never by locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Control characters (both sets of them) and halves of characters break XML and terminals; line breaks become spaces. */
export function cleanText(text: string): string {
  return text.replace(/[\r\n\t\u0085\u2028\u2029]+/g, ' ').replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, '');
}

/** Cuts at the end by user-visible characters, with an ellipsis. */
export function truncate(text: string, limit: number): string {
  const characters = [...text];
  return characters.length <= limit
    ? text
    : `${characters
        .slice(0, Math.max(0, limit - 1))
        .join('')
        .trimEnd()}…`;
}

/** Cuts in the middle: names of jobs differ at their ends too. */
export function middleEllipsis(text: string, limit: number): string {
  const characters = [...text];
  if (characters.length <= limit) return text;
  const head = Math.ceil((limit - 1) / 2);
  const tail = limit - 1 - head;
  return `${characters.slice(0, head).join('')}…${tail > 0 ? characters.slice(-tail).join('') : ''}`;
}

/** The shortest candidate that begins with `word`, else the closest, or null when none is near (more than half of the letters differ). */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const lower = word.toLowerCase();
  const beginning = candidates.filter((item) => lower.length > 2 && item.toLowerCase().startsWith(lower));
  if (beginning.length > 0)
    return [...beginning].sort((a, b) => a.length - b.length || compareText(a, b))[0]!;
  const ranked = candidates
    .map((candidate) => ({ candidate, d: distance(lower, candidate.toLowerCase()) }))
    .sort((a, b) => a.d - b.d || compareText(a.candidate, b.candidate));
  const best = ranked[0];
  return best && best.d <= Math.max(2, Math.floor(word.length / 2)) ? best.candidate : null;
}

/** 'a', 'a and b', 'a, b and c'. */
export function joinAnd(items: readonly string[]): string {
  if (items.length <= 1) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** '1 run', '31 runs'. */
export function plural(count: number, singular: string, many = `${singular}s`): string {
  return count === 1 ? singular : many;
}
