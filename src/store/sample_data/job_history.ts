// A job's 200 days: its runs, retries and what the jobs that depend on it can see.
import type { Random } from '#src/lib/random.ts';
import { type Attempt, simulateAttempt } from './attempt.ts';
import { CALENDAR, type CalendarDay, dayIndexOf, END_MS } from './calendar.ts';
import { type DayEffect, type Effect, effectOn } from './effects.ts';
import { FAILURE_COEFFICIENTS } from './failure_model.ts';
import type { JobSpec } from './job_spec.ts';
import type { Job } from './jobs.ts';
import { firings } from './schedule.ts';

/** How one planned firing ended, retries included. */
interface Outcome {
  readonly plannedMs: number;
  readonly endMs: number;
  readonly ok: boolean;
}

export interface SimulatedAttempt extends Attempt {
  readonly day: CalendarDay;
  /** Index of the attempt this one repeats, in the job's list. */
  readonly retryOf: number | null;
  readonly hasRetry: boolean;
}

export interface JobHistory {
  readonly attempts: SimulatedAttempt[];
  readonly outcomes: Outcome[];
}

export interface Upstream {
  readonly outcomes: readonly Outcome[];
  readonly spec: JobSpec;
}

export function simulateJob(
  job: Job,
  effects: readonly Effect[],
  upstreams: readonly Upstream[],
  random: Random,
): JobHistory {
  const history: JobHistory = { attempts: [], outcomes: [] };
  const jobEffect = drawJobEffect(random);
  for (const day of CALENDAR) {
    if (isOutsideLife(job, day)) continue;
    const effect = effectOn(effects, day.day, dayIndexOf);
    const dayRandom = random.fork(day.day);
    const starts = startsOn(job, day, effect, dayRandom);
    starts.forEach((plannedMs, i) => {
      simulateFiring(
        {
          job,
          day,
          effect: i === 0 ? effect : { ...effect, failFirst: 0, blocked: false },
          plannedMs,
          upstreams,
          jobEffect,
          random: dayRandom.fork(String(i)),
        },
        history,
      );
    });
  }
  return history;
}

function drawJobEffect(jobRandom: Random): number {
  return FAILURE_COEFFICIENTS.job_effect_sd * jobRandom.fork('job effect').normal();
}

/** The constant of a job in the failure model. */
export function jobEffectOf(accountRandom: Random, job: Job): number {
  return drawJobEffect(jobStream(accountRandom, job));
}

/** The stream all of a job's history is drawn from. */
export function jobStream(accountRandom: Random, job: Job): Random {
  return accountRandom.fork(`runs/${job.spec.key}`);
}

function isOutsideLife(job: Job, day: CalendarDay): boolean {
  const { firstDay, lastDay } = job.spec;
  return (firstDay !== null && day.day < firstDay) || (lastDay !== null && day.day > lastDay);
}

function startsOn(job: Job, day: CalendarDay, effect: DayEffect, random: Random): number[] {
  const planned =
    job.spec.cron === null
      ? manualStarts(job, day, random.fork('manual'))
      : firings(job.spec.cron, job.spec.zone, day);
  const extras = effect.extraRuns === 0 ? [] : extraStarts(effect.extraRuns, day, random.fork('extra'));
  return [...planned, ...extras].filter((ms) => ms >= CALENDAR[0]!.startMs).sort((a, b) => a - b);
}

function extraStarts(count: number, day: CalendarDay, random: Random): number[] {
  return Array.from({ length: count }, () => day.startMs + random.int(7 * 60, 17 * 60) * 60_000);
}

/** People start jobs by hand on working days between 07:00 and 17:00 UTC, rarely at weekends. */
function manualStarts(job: Job, day: CalendarDay, random: Random): number[] {
  const mean = day.isWeekend || day.isHoliday ? job.spec.perWeek / 40 : (job.spec.perWeek / 5) * 0.96;
  const count = Math.floor(mean) + Number(random.chance(mean - Math.floor(mean)));
  return Array.from({ length: count }, () => day.startMs + random.int(7 * 3600, 17 * 3600) * 1000);
}

interface Firing {
  readonly job: Job;
  readonly day: CalendarDay;
  readonly effect: DayEffect;
  readonly plannedMs: number;
  readonly upstreams: readonly Upstream[];
  readonly jobEffect: number;
  readonly random: Random;
}

function simulateFiring(firing: Firing, history: JobHistory): void {
  const { job, effect, plannedMs } = firing;
  const upstream = waitFor(firing);
  let startMs = Math.max(plannedMs, upstream.readyMs) + firing.random.int(2, 45) * 1000;
  const retries = effect.failFirst <= 3 ? Math.max(job.spec.retries, effect.failFirst) : job.spec.retries;
  const lastEndMs = job.spec.archetype === 'streaming' ? plannedMs + STREAM_MS : Number.POSITIVE_INFINITY;
  let retryOf: number | null = null;
  let ok = false;
  for (let number = 0; number <= retries && startMs < Math.min(END_MS, lastEndMs); number++) {
    const random = number === 0 ? firing.random : firing.random.fork(`attempt ${number}`);
    const previousFailed = history.attempts.at(-1)?.status === 'FAILED';
    const plan = { ...firing, startMs, number, previousFailed, failedUpstream: upstream.failed, lastEndMs };
    const attempt = simulateAttempt(plan, random);
    const hasRetry = attempt.status === 'FAILED' && number < retries && attempt.endMs < END_MS - 300_000;
    history.attempts.push({ ...attempt, day: firing.day, retryOf, hasRetry });
    ok = attempt.status === 'SUCCESS';
    if (!hasRetry) break;
    retryOf = history.attempts.length - 1;
    startMs = attempt.endMs + random.int(60, 240) * 1000;
  }
  const endMs = history.attempts.at(-1)?.endMs ?? plannedMs;
  history.outcomes.push({ plannedMs, endMs, ok });
}

const DAY_MS = 86_400_000;
const STREAM_MS = 1435 * 60_000;
const LONGEST_WAIT_MS = 4 * 3_600_000;

/** When the newest results of all upstream jobs are there, and one of those that failed. */
function waitFor({ plannedMs, upstreams, random }: Firing): { readyMs: number; failed: JobSpec | null } {
  // Drawn whether needed or not: an upstream job that is late must not change the luck of this one.
  const delayMs = random.int(30, 180) * 1000;
  let readyMs = plannedMs;
  let failed: JobSpec | null = null;
  for (const { outcomes, spec } of upstreams) {
    // A stream is always on: nobody waits for it.
    const last = spec.archetype === 'streaming' ? undefined : latestBefore(outcomes, plannedMs);
    if (!last || last.plannedMs < plannedMs - DAY_MS) continue;
    if (!last.ok) failed ??= spec;
    if (last.endMs > readyMs) readyMs = last.endMs + delayMs;
  }
  return { readyMs: Math.min(readyMs, plannedMs + LONGEST_WAIT_MS), failed };
}

function latestBefore(outcomes: readonly Outcome[], plannedMs: number): Outcome | undefined {
  let low = 0;
  let high = outcomes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (outcomes[middle]!.plannedMs <= plannedMs) low = middle + 1;
    else high = middle;
  }
  return outcomes[low - 1];
}
