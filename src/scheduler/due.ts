// Which planned messages are due now: a cron expression in a zone and an instant in, planned slots out.
import { Cron } from 'croner';
import { toTimestamp } from '#src/lib/dates.ts';
import { UserError } from '#src/lib/errors.ts';

/** When something is sent, and to whom. */
export interface Plan {
  readonly id: string;
  /** Five fields, read in `zone`. */
  readonly cron: string;
  /** IANA */
  readonly zone: string;
  /** Channel id. */
  readonly target: string;
  /** Slots up to this instant (milliseconds since 1970) are not made up for: the plan is younger than they are. */
  readonly sinceMs?: number;
}

interface DueSlot<P extends Plan = Plan> {
  readonly plan: P;
  /** Planned instant, 'YYYY-MM-DD HH:MM:SS' UTC. */
  readonly slot: string;
}

interface DueOptions {
  readonly graceMs?: number;
  /** Told of an expression that cannot be read; the other plans are not held up by it. */
  readonly onUnreadable?: (cron: string, zone: string, error: unknown) => void;
}

/** A message that is later than this is not wanted any more. */
export const GRACE_MS = 6 * 3_600_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * The newest slot of each plan, when it lies in the grace period: whatever was missed before it is not made up for. A fixed time has
 * one slot on every day, also when the clocks change: one that falls into the gap comes right after it, one that comes twice counts once.
 */
export function dueSlots<P extends Plan>(
  plans: readonly P[],
  now: Date,
  { graceMs = GRACE_MS, onUnreadable = () => {} }: DueOptions = {},
): DueSlot<P>[] {
  const newest = memo((cron, zone) => {
    try {
      return newestSlot(cron, zone, now);
    } catch (error) {
      onUnreadable(cron, zone, error);
      return null;
    }
  });
  return plans.flatMap((plan) => {
    const slot = newest(plan.cron, plan.zone);
    if (slot === null || now.getTime() - slot.getTime() > graceMs) return [];
    if (plan.sinceMs !== undefined && slot.getTime() <= plan.sinceMs) return [];
    return [{ plan, slot: toTimestamp(slot) }];
  });
}

/** A slot at exactly this instant counts. */
function newestSlot(cron: string, zone: string, now: Date): Date | null {
  return pattern(cron, zone).previousRuns(1, new Date(now.getTime() + 1))[0] ?? null;
}

/** Many plans share "Mondays at nine": each distinct expression is computed once. */
function memo(compute: (cron: string, zone: string) => Date | null) {
  const known = new Map<string, Date | null>();
  return (cron: string, zone: string): Date | null => {
    const key = `${cron}|${zone}`;
    if (!known.has(key)) known.set(key, compute(cron, zone));
    return known.get(key)!;
  };
}

/** 'no-wildcard': a list of hours names fixed times too, so that an hour that comes twice does not send twice. */
function pattern(cron: string, zone: string): Cron {
  return new Cron(cron, { timezone: zone, paused: true, mode: '5-part', fixedTimeRule: 'no-wildcard' });
}

/** Enough slots to see two in one hour of any pattern. */
const SLOTS_LOOKED_AT = 25;

/** Throws UserError 'bad_cron' for an expression that cannot be read, never comes, or comes more often than hourly. */
export function checkCron(cron: string, zone: string, now: Date): void {
  if (cron.trim().split(/\s+/).length !== 5)
    throw badCron(cron, 'does not have five fields (minute, hour, day of month, month, weekday)');
  const slots = slotsOrExplain(cron, zone, now);
  if (slots.length === 0) throw badCron(cron, 'never comes: there is no such day');
  const tooClose = slots.some((slot, i) => i > 0 && slot.getTime() - slots[i - 1]!.getTime() < HOUR_MS);
  if (tooClose) throw badCron(cron, 'comes more often than hourly');
}

function slotsOrExplain(cron: string, zone: string, now: Date): Date[] {
  try {
    return pattern(cron, zone).nextRuns(SLOTS_LOOKED_AT, now);
  } catch (error) {
    throw badCron(
      cron,
      isZone(zone) ? 'cannot be read' : `is read in "${zone}", which is no time zone`,
      error,
    );
  }
}

function isZone(zone: string): boolean {
  try {
    pattern('0 0 * * *', zone).nextRuns(1, new Date(0));
    return true;
  } catch {
    return false;
  }
}

function badCron(cron: string, problem: string, cause?: unknown): UserError {
  return new UserError(
    {
      code: 'bad_cron',
      message: `The schedule "${cron.slice(0, 60)}" ${problem}.`,
      kept: 'Nothing was scheduled.',
      next: 'Write five fields such as "0 9 * * 1-5" (weekdays at 09:00), and a zone such as Europe/Berlin.',
    },
    { cause },
  );
}
