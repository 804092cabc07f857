// Who answers a click: a key can be taken once until it expires, by one of any number of processes.
import type { Clock } from '#src/lib/dates.ts';
import type { Statements } from './statements.ts';

export interface Claims {
  /** True for exactly one caller until `ttlMs` have passed. */
  take(key: string, ttlMs: number): boolean;
  /** Gives a key back, so that a click that failed can be repeated at once. */
  release(key: string): void;
}

/** Expired rows are swept once in so many takes: often enough to stay small, rare enough to cost nothing. */
const SWEEP_EVERY = 500;

export function createClaims(statements: Statements, clock: Clock): Claims {
  let takes = 0;
  return {
    take(key, ttlMs) {
      const now = clock().getTime();
      if (takes++ % SWEEP_EVERY === 0) statements.run('claims_prune', { now });
      return statements.get('claim_take', { key, now, expires: now + ttlMs }) !== undefined;
    },
    release: (key) => void statements.run('claim_release', { key }),
  };
}
