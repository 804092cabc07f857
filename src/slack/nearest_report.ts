// Which report a sentence is about: the one that shares most words with it, spelling mistakes allowed.
import { nearest } from '#src/lib/text.ts';
import type { AnyReport } from '#src/reports/report.ts';

type Named = Pick<AnyReport, 'id' | 'title' | 'question'>;

/** Words of the id count more than words of the question. */
const ID_WEIGHT = 3;
/** Too common to tell reports apart. */
const COMMON = new Set(
  'a an and are by do does each for how in is it job jobs last make most much of on one run that the their to what which with'.split(
    ' ',
  ),
);

export function nearestReport<R extends Named>(text: string, reports: readonly R[]): R | null {
  const words = wordsOf(text);
  const ranked = reports
    .map((report) => ({ report, score: scoreOf(report, words) }))
    .sort((a, b) => b.score - a.score);
  const best = ranked[0];
  return best && best.score > 0 ? best.report : null;
}

function scoreOf({ id, question }: Named, words: readonly string[]): number {
  const idWords = wordsOf(id);
  const asked = wordsOf(question).filter((word) => !COMMON.has(word));
  const inId = idWords.filter((word) => words.some((typed) => isLike(typed, word)));
  const inQuestion = asked.filter((word) => words.includes(word));
  // Fewer words left over is nearer: "job cost" is job_cost, not job_cost_pareto.
  return (
    inId.length * ID_WEIGHT + inQuestion.length - (inId.length > 0 ? (idWords.length - inId.length) * 0.5 : 0)
  );
}

function isLike(typed: string, word: string): boolean {
  if (typed === word || typed === `${word}s`) return true;
  return (
    typed.length >= 4 && word.length >= 4 && Math.abs(typed.length - word.length) <= 2 && closeTo(typed, word)
  );
}

function closeTo(typed: string, word: string): boolean {
  return nearest(typed, [word]) === word && typed[0] === word[0];
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}
