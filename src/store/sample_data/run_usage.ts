// The machine time, DBUs and dollars of an attempt, per UTC day.

import { END_MS } from './calendar.ts';
import { instanceType } from './instance_types.ts';
import type { SimulatedAttempt } from './job_history.ts';
import type { Job } from './jobs.ts';
import { micros } from './rounding.ts';
import { costOf, PHOTON_FACTOR } from './skus.ts';
import { dayOfMs } from './timestamps.ts';

const DAY_MS = 86_400_000;

interface DayCost {
  readonly day: string;
  readonly dbus: number;
  /** null while the SKU has no price. */
  readonly usd: number | null;
}

/** One entry per UTC day the attempt touches; none when no machine started. */
export function dayCosts(job: Job, attempt: SimulatedAttempt): DayCost[] {
  const rate = dbusPerHour(job, attempt);
  return hoursByDay(attempt).map(([day, hours]) => {
    const dbus = micros(rate * hours);
    return { day, dbus, usd: costOf(job.sizing.sku, dbus, day) };
  });
}

/** DBUs per hour of the driver and the workers at work. */
function dbusPerHour(job: Job, attempt: SimulatedAttempt): number {
  if (job.spec.serverless) return job.sizing.serverlessRate;
  const workers = attempt.workers * instanceType(attempt.worker).dbuPerHour;
  return (instanceType(job.sizing.driver).dbuPerHour + workers) * (job.spec.photon ? PHOTON_FACTOR : 1);
}

function hoursByDay(attempt: SimulatedAttempt): [day: string, hours: number][] {
  const end = Math.min(attempt.endMs, END_MS);
  const parts: [string, number][] = [];
  for (let from = attempt.startMs; from < end; ) {
    const to = Math.min(end, (Math.floor(from / DAY_MS) + 1) * DAY_MS);
    parts.push([dayOfMs(from), ((to - from) / 3_600_000) * attempt.billedShare]);
    from = to;
  }
  return parts;
}
