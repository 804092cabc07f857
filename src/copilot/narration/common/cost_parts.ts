// Parts of a change in money that add up to it to the cent.
import { centsOfParts } from '#src/lib/cost_split.ts';
import { microsToUsd } from '#src/lib/money.ts';

const MICROS_PER_CENT = 10_000;

/** The difference of two amounts, each rounded to whole cents as facts state them; micro-dollars. */
export function changeInCents(nowMicros: number, beforeMicros: number): number {
  const cents = (micros: number) => Math.round(microsToUsd(micros) * 100);
  return (cents(nowMicros) - cents(beforeMicros)) * MICROS_PER_CENT;
}

/** Largest remainder in whole cents: the results sum to `total`, itself whole cents; micro-dollars. */
export const partsInCents = centsOfParts;
