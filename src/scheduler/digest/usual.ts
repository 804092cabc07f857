// What is usual, and what stands out from it.

import { MICROS_PER_USD } from '#src/lib/money.ts';
import { mad, mean, median } from '#src/lib/stats.ts';

export interface Usual {
  readonly micros: number;
  /** How far ordinary days lie from it. */
  readonly spreadMicros: number;
}

/** Turns a median absolute deviation into what a standard deviation would be for normally spread days. */
const MAD_TO_SD = 1.4826;
/** Few days can lie close together by chance: no subject is taken to be steadier than this share of its usual cost. */
const LEAST_SPREAD = 0.13;
/** What comes seldom is not expected to cost the same each time. */
const LEAST_SPREAD_OF_SELDOM = 0.25;
const STANDS_OUT = 2.5;
/** How many of the newest values say what is usual; older ones only how far days lie apart. */
export const USUAL_BASES = 4;

/** `costs`, newest first, must not be empty. */
export function usualOf(costs: readonly number[], isSeldom = false): Usual {
  const micros = Math.round(median(costs.slice(0, USUAL_BASES)) ?? 0);
  const least = isSeldom ? LEAST_SPREAD_OF_SELDOM : LEAST_SPREAD;
  return { micros, spreadMicros: Math.max(MAD_TO_SD * (mad(costs) ?? 0), least * micros) };
}

/** Far from the usual for this subject, and enough money to matter. */
export function standsOut(micros: number, usual: Usual, minimumMicros: number): boolean {
  const distance = Math.abs(micros - usual.micros);
  return distance >= minimumMicros && distance >= STANDS_OUT * usual.spreadMicros;
}

/** What has stood out keeps doing so until it is half way back: on the edge it would come and go every day. */
export function stillStandsOut(micros: number, usual: Usual, minimumMicros: number): boolean {
  return standsOut(micros, { ...usual, spreadMicros: usual.spreadMicros / 2 }, minimumMicros / 2);
}

const LEAST_USD_PER_DAY = 10;
const LEAST_SHARE = 0.01;

/** From which difference per day on something is worth a line: one percent of an average day of the account, and never cents. */
export function minimumMicrosPerDay(dayCosts: readonly number[]): number {
  return Math.max(LEAST_USD_PER_DAY * MICROS_PER_USD, LEAST_SHARE * (mean(dayCosts) ?? 0));
}
