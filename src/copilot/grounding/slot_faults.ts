// What stands directly beside a figure may not make another figure of it.
import type { IndexedFact } from './fact_index.ts';
import type { Sentence, Token } from './sentences.ts';
import type { Violation } from './verdict.ts';

export type Fault = Pick<Violation, 'kind' | 'why'>;

const UNIT_WORDS: readonly (readonly [RegExp, RegExp])[] = [
  [/^(%|percent|percentage)$/, /^(percent|percent_delta|ratio)$/],
  [/^points?$/, /^points$/],
  [/^(h|hours?)$/, /^(hours|minutes|count|time)$/],
  [/^(min|minutes?)$/, /^minutes$/],
  [/^(s|seconds?)$/, /^minutes$/],
  [/^gb$/, /^gb$/],
  [/^dbus?$/, /^dbu$/],
  [/^(dollars?|usd)$/, /^usd/],
  [/^(k|m|bn|million|thousand|billion)$/, /^$/],
];

/** '{{f5}}%' and '${{f5}}': the words beside a slot must not give it another unit. */
export function unitFault({ tokens }: Sentence, at: number, { fact }: IndexedFact): Fault | null {
  const next = tokens[at + 1];
  const unit = next && UNIT_WORDS.find(([word]) => word.test(next.word));
  const isWrong =
    (unit && !unit[1].test(fact.unit)) || (tokens[at - 1]?.text === '$' && !/^usd/.test(fact.unit));
  return isWrong ? { kind: 'unit', why: `the figure is ${fact.forms[0]}` } : null;
}

/** '1{{f5}}' or '{{f5}}7' would be read as another figure. */
export function gluedTo({ tokens }: Sentence, at: number): Fault | null {
  const isFigure = (token: Token | undefined) => token?.kind === 'slot' || token?.kind === 'figure';
  const next = tokens[at + 1];
  const touches = next?.glued && isFigure(next) && !/^[-+–]/.test(next.text);
  return touches ? { kind: 'digit', why: 'two figures without a space' } : null;
}
