// What is to be sent regularly: the digest of the settings and the schedules people made.
import { parseTimestamp } from '#src/lib/dates.ts';
import type { Occurrences } from '#src/store/state/occurrences.ts';
import type { ReportRequest, Schedules } from '#src/store/state/schedules.ts';
import type { Plan } from './due.ts';

export interface MessagePlan extends Plan {
  readonly kind: 'digest' | 'report';
  /** kind report: what to run. */
  readonly request: ReportRequest | null;
}

/** The digest as the settings ask for it. */
export interface DigestSchedule {
  readonly cron: string;
  /** IANA */
  readonly zone: string;
  /** Channel id. */
  readonly target: string;
}

/** Stays the same when the settings change, so that the digest's memory does too. */
export const SETTINGS_DIGEST = 'digest:settings';

interface PlanSources {
  readonly digest: DigestSchedule | null;
  readonly schedules: Schedules;
  readonly occurrences: Occurrences;
  /** When this process started, milliseconds since 1970. */
  readonly startedMs: number;
}

export function messagePlans({ digest, schedules, occurrences, startedMs }: PlanSources): MessagePlan[] {
  const stored = schedules.list().map(({ createdAt, ...schedule }) => ({ ...schedule, sinceMs: createdAt }));
  if (digest === null) return stored;
  const sinceMs = newestSlotMs(occurrences, digest.target) ?? startedMs;
  return [{ ...digest, id: SETTINGS_DIGEST, kind: 'digest', request: null, sinceMs }, ...stored];
}

const LOOKED_AT = 50;

/**
 * A digest that is set up at ten does not make up for nine; one that has been sent before does. A cron that is moved to an earlier
 * hour does not send the same day twice.
 */
function newestSlotMs(occurrences: Occurrences, target: string): number | null {
  const newest = occurrences.history(SETTINGS_DIGEST, LOOKED_AT).find((row) => row.target === target);
  return newest === undefined ? null : parseTimestamp(newest.slot);
}
