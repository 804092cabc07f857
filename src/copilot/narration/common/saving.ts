// A saving: what to do, its sum as a reader can check it, and what it risks; and from which amount on it is worth a person's time.
import type { Fact } from '#src/reports/facts.ts';
import { form, type Line, line, type Span } from '#src/reports/line.ts';
import { changeInCents } from './cost_parts.ts';
import type { Figures } from './figures.ts';

export interface Saving {
  readonly key: string;
  /** Whole dollars of DBU list cost, unless all of it goes. */
  readonly micros: number;
  /** What to do, an imperative clause. Facts are added only by what is written. */
  readonly action: (f: Figures) => Line;
  /** Current, changed, difference. */
  readonly sums: (f: Figures) => Line;
  readonly risk: (f: Figures) => Line;
}

/** Finds a saving in what the ones before it leave. */
export type Find<Use> = (use: Use, leftMicros: number) => Saving | null;

/** Below this, in the period looked at, a saving is not worth a person's time. */
const WORTH_MICROS = 10_000_000;

/** In the order they should be done; each is computed on what the ones before leave, so that they may be added. */
export function inOrder<Use>(use: Use, costMicros: number, finds: readonly Find<Use>[]): Saving[] {
  const savings: Saving[] = [];
  let left = costMicros;
  for (const find of finds) {
    const saving = find(use, left);
    if (!saving || saving.micros < WORTH_MICROS) continue;
    savings.push(saving);
    left -= saving.micros;
  }
  return savings;
}

export function savedMicros(savings: readonly Saving[]): number {
  return savings.reduce((sum, saving) => sum + saving.micros, 0);
}

/** '$10': what a saving must bring at least to be named. */
export function worthFact(f: Figures): Fact {
  return f.usd('saving.least', 'saving below which nothing is proposed', WORTH_MICROS);
}

/** An estimate in whole dollars, so that what was, what is left and what is saved subtract on paper. */
export function estimate(micros: number, leftMicros: number): number {
  const dollars = Math.round(micros / 1_000_000) * 1_000_000;
  return micros < leftMicros && dollars < leftMicros ? dollars : changeInCents(leftMicros, 0);
}

/** Current, changed and difference, written so that the printed ones subtract: whole dollars where those do, else cents. */
export function subtraction(current: Fact, changed: Fact, difference: Fact): readonly [Span, Span, Span] {
  const cents = (fact: Fact) => Math.round(Number(fact.forms[0]!.replace(/[$,]/g, '')) * 100);
  const place = cents(current) - cents(changed) === cents(difference) ? 0 : 1;
  return [form(current, place), form(changed, place), form(difference, place)];
}

/** '$3,652 becomes $2,363; difference $1,289'. */
export function becomes(f: Figures, key: string, leftMicros: number, micros: number): Line {
  const [current, changed, difference] = subtraction(
    f.usd(`${key}.before`, 'cost before this step', leftMicros),
    f.usd(`${key}.then`, 'cost after this step', leftMicros - micros),
    f.usd(`saving.${key}`, 'saving, the most it could be', micros),
  );
  return line`${current} becomes ${changed}; difference ${difference}`;
}

export function isWorth(micros: number): boolean {
  return micros >= WORTH_MICROS;
}
