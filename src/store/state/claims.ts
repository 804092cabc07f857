// Who answers a click: a key can be taken once until it expires, by one of any number of processes.
import type { Clock } from '#src/lib/dates.ts';
import { keptIfPossible, type Statements } from './statements.ts';

export interface Claims {
  /** True for exactly one caller until `ttlMs` have passed. */
  take(key: string, ttlMs: number): boolean;
  /** Gives a key back, so that a click that failed can be repeated at once. */
  release(key: string): void;
}

/** Expired rows are swept once in so many takes: often enough to stay small, rare enough to cost nothing. */
const SWEEP_EVERY = 500;

/**
 * While the disk takes nothing, this process remembers its own claims: a click that another one answers too is better than a
 * click that nobody answers.
 */
export function createClaims(statements: Statements, clock: Clock): Claims {
  let takes = 0;
  const own = new Map<string, number>();
  const takeHere = (key: string, now: number, ttlMs: number): boolean => {
    for (const [known, expires] of own) if (expires <= now) own.delete(known);
    if (own.has(key)) return false;
    own.set(key, now + ttlMs);
    return true;
  };
  return {
    take(key, ttlMs) {
      const now = clock().getTime();
      let isTaken = false;
      const isKept = keptIfPossible(() => {
        if (takes++ % SWEEP_EVERY === 0) statements.run('claims_prune', { now });
        isTaken = statements.get('claim_take', { key, now, expires: now + ttlMs }) !== undefined;
      });
      return isKept ? isTaken : takeHere(key, now, ttlMs);
    },
    release(key) {
      own.delete(key);
      keptIfPossible(() => statements.run('claim_release', { key }));
    },
  };
}
