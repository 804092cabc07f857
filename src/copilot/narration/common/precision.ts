// Amounts that are read as a sum or a difference: whole dollars, unless the printed ones would not add up; then all to the cent.
import type { Fact } from '#src/reports/facts.ts';
import { form, type Span } from '#src/reports/line.ts';

/** Writes an amount of the group; 'unsigned' is for changes whose direction a word states. */
export type Writer = (fact: Fact, style?: 'signed' | 'unsigned') => Span;

/** Places of the spellings of money among a fact's forms; see units.ts. */
const FORMS = {
  usd: { whole: 0, cents: 1 },
  usd_delta: { whole: 0, unsignedWhole: 1, cents: 2, unsignedCents: 3 },
} as const;

/** `parts` and `total` are the values of the facts that will be written; a difference is a sum with a negative part. */
export function moneyWriter(parts: readonly number[], total: number): Writer {
  return writer(needsCents(parts, total));
}

export function needsCents(parts: readonly number[], total: number): boolean {
  return !addsUp(parts.map(printed), total);
}

export interface Change {
  readonly now: number;
  readonly before: number;
  readonly change: number;
}

/** One writer per line of a list of changes (dollars): each line subtracts as printed, and the lines add up to the printed total. */
export function changeWriters(changes: readonly Change[], total: number): Writer[] {
  const cents = changes.map(({ now, before, change }) => needsCents([now, -before], change));
  const shown = changes.map(({ change }, i) => (cents[i] ? change : printed(change)));
  const all = !addsUp(shown, total);
  return cents.map((own) => writer(own || all));
}

export function writer(cents: boolean): Writer {
  return (fact, style = 'signed') => form(fact, placeOf(fact, cents, style === 'unsigned'));
}

function placeOf(fact: Fact, cents: boolean, unsigned: boolean): number {
  if (fact.unit !== 'usd_delta') return cents ? FORMS.usd.cents : FORMS.usd.whole;
  const { whole, unsignedWhole, cents: signedCents, unsignedCents } = FORMS.usd_delta;
  if (cents) return unsigned ? unsignedCents : signedCents;
  return unsigned ? unsignedWhole : whole;
}

/** Whether a reader who adds up what is shown gets the printed total, at the precision of the total. */
function addsUp(shown: readonly number[], total: number): boolean {
  const sum = inCents(shown.reduce((a, b) => a + b, 0));
  return isShownInCents(total)
    ? sum === inCents(total)
    : Math.round(sum / 100) * 100 === inCents(printed(total));
}

/** Money is printed with cents below ten dollars only. */
function isShownInCents(usd: number): boolean {
  return Math.abs(usd) < 9.995;
}

function printed(usd: number): number {
  return isShownInCents(usd) ? usd : Math.sign(usd) * Math.round(Math.abs(usd));
}

function inCents(usd: number): number {
  return Math.round(usd * 100);
}
