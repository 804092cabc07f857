// Ids and timestamps that look like Slack's, the same on every start.
import { createHash } from 'node:crypto';

export type NewId = (prefix: string) => string;

/** 'C' + '0' + nine characters: apps check that a file id matches ^F[A-Z0-9]{8,}$, so short toy ids would not do. */
export function makeIds(seed: string): NewId {
  let count = 0;
  return (prefix) => {
    count += 1;
    const hex = createHash('sha256').update(`${seed}:${prefix}:${count}`).digest('hex');
    const letters = BigInt(`0x${hex}`).toString(36).toUpperCase();
    return `${prefix}0${letters.slice(0, 9)}`;
  };
}

/** Message timestamps: seconds, a dot, six digits; strictly increasing even when the clock stands still or is set back. */
export function makeTimestamps(now: () => Date): () => string {
  let last = 0;
  return () => {
    last = Math.max(now().getTime() * 1000, last + 1);
    return timestampOf(last);
  };
}

export function timestampOf(micros: number): string {
  const text = String(micros).padStart(16, '0');
  return `${text.slice(0, -6)}.${text.slice(-6)}`;
}
