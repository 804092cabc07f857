// One planned message to one channel: written before it is posted, so that a crash or a second process cannot double it.
import type { Clock } from '#src/lib/dates.ts';
import type { Statements } from './statements.ts';

/**
 * claimed: nothing has been sent, safe to do again. posting: a message may be out, look before sending again.
 * posted and failed are final.
 */
export type OccurrenceState = 'claimed' | 'posting' | 'posted' | 'failed';

export interface OccurrenceKey {
  readonly scheduleId: string;
  /** Planned instant, 'YYYY-MM-DD HH:MM:SS' UTC. */
  readonly slot: string;
  /** Channel id. */
  readonly target: string;
}

export interface Occurrence extends OccurrenceKey {
  readonly state: OccurrenceState;
  /** Of the posted message. */
  readonly ts: string | null;
  /** Why it failed. */
  readonly detail: string | null;
  /** Milliseconds since 1970. */
  readonly updatedAt: number;
}

export interface Step {
  readonly from: OccurrenceState;
  readonly to: OccurrenceState;
  readonly ts?: string;
  readonly detail?: string;
}

export interface Occurrences {
  /** True for the one caller who may send it. */
  claim(key: OccurrenceKey): boolean;
  /** Moves it on; false when it was no longer in `from`. */
  advance(key: OccurrenceKey, step: Step): boolean;
  /** Takes over one left behind for `staleMs`; false when someone else was faster or it is still fresh. */
  takeOver(key: OccurrenceKey, staleMs: number): boolean;
  get(key: OccurrenceKey): Occurrence | undefined;
  /** Those neither posted nor failed and untouched for `staleMs`, oldest slot first. */
  unfinished(staleMs: number): readonly Occurrence[];
  /** Newest slot first. */
  history(scheduleId: string, limit: number): readonly Occurrence[];
}

interface Row {
  readonly schedule_id: string;
  readonly slot: string;
  readonly target: string;
  readonly state: OccurrenceState;
  readonly ts: string | null;
  readonly detail: string | null;
  readonly updated_at: number;
}

export function createOccurrences(statements: Statements, clock: Clock): Occurrences {
  const now = () => clock().getTime();
  return {
    claim: (key) => statements.run('occurrence_claim', { ...columns(key), now: now() }) === 1,
    advance: (key, { from, to, ts, detail }) => {
      const step = { current: from, next: to, ts: ts ?? null, detail: detail ?? null, now: now() };
      return statements.run('occurrence_advance', { ...columns(key), ...step }) === 1;
    },
    takeOver: (key, staleMs) => {
      const at = now();
      return statements.run('occurrence_take_over', { ...columns(key), now: at, stale: at - staleMs }) === 1;
    },
    get: (key) => {
      const row = statements.get<Row>('occurrence_get', columns(key));
      return row && toOccurrence(row);
    },
    unfinished: (staleMs) =>
      statements.all<Row>('occurrences_unfinished', { stale: now() - staleMs }).map(toOccurrence),
    history: (schedule, limit) =>
      statements.all<Row>('occurrences_history', { schedule, limit }).map(toOccurrence),
  };
}

function columns({ scheduleId, slot, target }: OccurrenceKey) {
  return { schedule: scheduleId, slot, target };
}

function toOccurrence(row: Row): Occurrence {
  const { schedule_id, updated_at, ...rest } = row;
  return { ...rest, scheduleId: schedule_id, updatedAt: updated_at };
}
