// Cuts text into the pieces that search compares: words, word stems, and short character runs that survive typing errors.
import { stemmer } from 'stemmer';

/** Nobody asks more than this; the rest of a longer text is ignored. */
const MAX_TEXT_LENGTH = 20_000;

const STOP_WORDS = new Set(
  `a about after again all also am an and any are as at be because been being but by can could did do does doing done
  each for from get had has have he her here his how i if in into is it its itself just let like make may me might more
  most much must my no nor of on one only or other our out own per please same shall she should so some such tell than
  that the their them then there these they this those to too us very was we were what when where which while who whom
  whose why will with without would you your`.split(/\s+/),
);

/** Lower case without accents, so that 'Café' and 'cafe' are the same word. */
function foldText(text: string): string {
  return text
    .slice(0, MAX_TEXT_LENGTH)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

/** Words in order, folded; underscores and punctuation separate. */
export function wordsOf(text: string): string[] {
  return foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}

/** Porter's stem of an English word; anything else unchanged. */
export function stemOf(word: string): string {
  return /^[a-z]{3,}$/.test(word) ? stemmer(word) : word;
}

/** Stems of the words that carry meaning; of all words when none does. */
export function stemsOf(text: string): string[] {
  const words = wordsOf(text);
  const telling = words.filter((word) => !isStopWord(word));
  return (telling.length > 0 ? telling : words).map(stemOf);
}

/** Words of a name: also cut where the case changes, 'dailyOrders' -> 'daily', 'orders'. */
export function nameWordsOf(name: string): string[] {
  return wordsOf(name.slice(0, MAX_TEXT_LENGTH).replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2'));
}

/** Runs of 3 and 4 characters of each word with its borders: 'job' -> '_jo', 'job', 'ob_', '_job', 'job_'. */
export function characterGramsOf(words: readonly string[]): string[] {
  return words.flatMap((word) => {
    const characters = [...`_${word}_`];
    return [3, 4].flatMap((size) => slidingRuns(characters, size));
  });
}

function slidingRuns(characters: readonly string[], size: number): string[] {
  const count = Math.max(0, characters.length - size + 1);
  return Array.from({ length: count }, (_, i) => characters.slice(i, i + size).join(''));
}
