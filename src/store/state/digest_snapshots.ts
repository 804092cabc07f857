// What the last digest said to a channel, so that the next one can say what changed.
import type { Statements } from './statements.ts';

export interface Snapshot {
  readonly slot: string;
  readonly facts: unknown;
}

export interface DigestSnapshots {
  get(scheduleId: string, target: string): Snapshot | undefined;
  put(scheduleId: string, target: string, snapshot: Snapshot): void;
}

export function createDigestSnapshots(statements: Statements): DigestSnapshots {
  return {
    get(schedule, target) {
      const row = statements.get<{ slot: string; facts: string }>('snapshot_get', { schedule, target });
      return row && { slot: row.slot, facts: JSON.parse(row.facts) };
    },
    put: (schedule, target, { slot, facts }) =>
      void statements.run('snapshot_put', { schedule, target, slot, facts: JSON.stringify(facts) }),
  };
}
