// The terms of a changed cost in words, the same in every list, picture and sentence.
import type { Term } from '#src/lib/cost_terms.ts';

const WORDS: Readonly<Record<Term, readonly [up: string, down: string]>> = {
  new: ['New', 'New'],
  gone: ['Gone', 'Gone'],
  runs: ['More runs', 'Fewer runs'],
  retries: ['More repeated attempts', 'Fewer repeated attempts'],
  duration: ['Longer runs', 'Shorter runs'],
  days: ['More days with usage', 'Fewer days with usage'],
  intensity: ['Larger compute per hour', 'Smaller compute per hour'],
  price: ['Higher price per DBU', 'Lower price per DBU'],
  mix: ['Dearer kinds of compute', 'Cheaper kinds of compute'],
  rest: ['Not explained by runs', 'Not explained by runs'],
};

export function termName(term: Term, amount: number): string {
  return WORDS[term][amount > 0 ? 0 : 1];
}

/** For sums over many things, some of which rose and some fell. */
const OVERALL: Readonly<Record<Term, string>> = {
  new: 'New, nothing before',
  gone: 'Gone, nothing now',
  runs: 'Number of runs',
  retries: 'Repeated attempts',
  duration: 'Hours per run',
  days: 'Days with usage',
  intensity: 'DBUs per hour or day',
  price: 'Price per DBU',
  mix: 'Kinds of compute',
  rest: 'Not explained',
};

export function overallName(term: Term): string {
  return OVERALL[term];
}
