// One planned message to one channel: written before it is posted, so that a crash or a second process cannot double it.
import type { Clock } from '#src/lib/dates.ts';
import { isDeadHere, processIdentity } from '#src/lib/process_identity.ts';
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
  /** The process that held it last; null before owners were written down. */
  readonly owner: string | null;
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
  /** Takes over one left behind for `staleMs`, or by a process known to be dead; false when someone else was faster or it is still held. */
  takeOver(row: Occurrence, staleMs: number): boolean;
  get(key: OccurrenceKey): Occurrence | undefined;
  /** Those neither posted nor failed and untouched for `staleMs` or held by a dead process, oldest slot first. */
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
  readonly owner: string | null;
}

export function createOccurrences(
  statements: Statements,
  clock: Clock,
  owner: string = processIdentity(),
): Occurrences {
  const now = () => clock().getTime();
  const isLeft = (row: Occurrence, staleMs: number) => row.updatedAt <= now() - staleMs || isAbandoned(row);
  return {
    claim: (key) => statements.run('occurrence_claim', { ...columns(key), now: now(), owner }) === 1,
    advance: (key, { from, to, ts, detail }) => {
      const step = { current: from, next: to, ts: ts ?? null, detail: detail ?? null, now: now() };
      return statements.run('occurrence_advance', { ...columns(key), ...step }) === 1;
    },
    takeOver: (row, staleMs) => {
      const at = now();
      const dead = isAbandoned(row) ? row.owner : null;
      return (
        statements.run('occurrence_take_over', {
          ...columns(row),
          now: at,
          stale: at - staleMs,
          owner,
          dead,
        }) === 1
      );
    },
    get: (key) => {
      const row = statements.get<Row>('occurrence_get', columns(key));
      return row && toOccurrence(row);
    },
    unfinished: (staleMs) =>
      statements
        .all<Row>('occurrences_unfinished', {})
        .map(toOccurrence)
        .filter((row) => isLeft(row, staleMs)),
    history: (schedule, limit) =>
      statements.all<Row>('occurrences_history', { schedule, limit }).map(toOccurrence),
  };
}

/** The process that held it is certainly gone: nobody else goes on with it. */
export function isAbandoned({ owner }: Occurrence): boolean {
  return owner !== null && isDeadHere(owner);
}

function columns({ scheduleId, slot, target }: OccurrenceKey) {
  return { schedule: scheduleId, slot, target };
}

function toOccurrence(row: Row): Occurrence {
  const { schedule_id, updated_at, ...rest } = row;
  return { ...rest, scheduleId: schedule_id, updatedAt: updated_at };
}
