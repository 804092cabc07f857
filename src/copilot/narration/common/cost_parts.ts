// Parts of a change in money that add up to the change as it is written, so that a reader can check the sum.
import { apportion } from '#src/lib/cost_split.ts';
import { microsToUsd } from '#src/lib/money.ts';

/** From ten dollars on amounts are written in whole dollars, and so must their parts be. */
const WHOLE_FROM_MICROS = 9_995_000;

/** Rounds like the change is written: to dollars, or to cents when everything is small. */
export function writtenChange(nowMicros: number, beforeMicros: number): number {
  const whole = Math.max(Math.abs(nowMicros), Math.abs(beforeMicros)) >= WHOLE_FROM_MICROS;
  const written = (micros: number) => Math.round(microsToUsd(micros) * (whole ? 1 : 100));
  return (written(nowMicros) - written(beforeMicros)) * (whole ? 1_000_000 : 10_000);
}

/** Largest remainder in whole dollars (cents for a small change): the results sum to `total`, itself in that unit. */
export function writtenParts(totalMicros: number, parts: readonly number[]): number[] {
  const whole =
    totalMicros % 1_000_000 === 0 &&
    [totalMicros, ...parts].some((part) => Math.abs(part) >= WHOLE_FROM_MICROS);
  const scale = whole ? 100 : 1;
  const drift = totalMicros - parts.reduce((sum, part) => sum + part, 0);
  const adjusted = parts.map((part, i) => (i === largest(parts) ? part + drift : part) / scale);
  return apportion(totalMicros / scale, adjusted).map((part) => part * scale);
}

/** Where the difference between the exact and the written total, less than a dollar, goes. */
function largest(parts: readonly number[]): number {
  return parts.reduce((best, part, i) => (Math.abs(part) > Math.abs(parts[best]!) ? i : best), 0);
}
