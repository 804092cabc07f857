// One attempt of one run: how long it takes, how many machines work, whether it fails and with which words.
import type { Random } from '#src/lib/random.ts';
import { ARCHETYPES } from './archetypes.ts';
import type { CalendarDay } from './calendar.ts';
import type { DayEffect } from './effects.ts';
import { type ErrorFamily, errorText } from './error_texts.ts';
import { expectedEvictions, poisson } from './evictions.ts';
import { failureProbability } from './failure_model.ts';
import { instanceType } from './instance_types.ts';
import type { Job } from './jobs.ts';
import { clamp } from './rounding.ts';
import type { RunStatus } from './rows.ts';

export interface AttemptPlan {
  readonly job: Job;
  readonly day: CalendarDay;
  readonly effect: DayEffect;
  readonly startMs: number;
  readonly number: number;
  readonly previousFailed: boolean;
  readonly upstreamFailed: boolean;
  readonly jobEffect: number;
}

export interface Attempt {
  readonly startMs: number;
  readonly endMs: number;
  readonly status: RunStatus;
  readonly error: string | null;
  readonly worker: string;
  readonly workers: number;
  readonly minNodes: number;
  readonly maxNodes: number;
  readonly spotRatio: number | null;
  readonly evictionsAt: readonly number[];
  readonly repairs: number;
  /** Share of the run time during which machines were up. */
  readonly billedShare: number;
}

/** Every draw in a fixed order, so that a change of one cause leaves the luck of the others as it was. */
interface Luck {
  readonly duration: number;
  readonly workers: number;
  readonly spot: number;
  readonly evictions: number;
  readonly fail: number;
  readonly cancel: number;
  readonly progress: number;
  readonly repair: number;
  readonly upstream: number;
}

function drawLuck(random: Random): Luck {
  return {
    duration: random.normal(),
    workers: random.normal(),
    spot: random.normal(),
    evictions: random.next(),
    fail: random.next(),
    cancel: random.next(),
    progress: random.next(),
    repair: random.next(),
    upstream: random.next(),
  };
}

export function simulateAttempt(plan: AttemptPlan, random: Random): Attempt {
  const luck = drawLuck(random);
  const shape = shapeOf(plan, luck);
  const evictions = evictionCount(plan, shape, luck);
  const minutes = shape.minutes * (1 + 0.05 * evictions);
  const outcome = outcomeOf(plan, shape, evictions, luck, random);
  const endMs = plan.startMs + Math.round(minutes * outcome.durationShare * 60) * 1000;
  return {
    startMs: plan.startMs,
    endMs,
    status: outcome.status,
    error: outcome.error,
    worker: shape.worker,
    workers: shape.workers,
    minNodes: shape.minNodes,
    maxNodes: shape.maxNodes,
    spotRatio: shape.spotRatio,
    evictionsAt: evictionTimes(plan.startMs, endMs, evictions, random),
    repairs: outcome.repairs,
    billedShare: outcome.billedShare,
  };
}

interface Shape {
  readonly minutes: number;
  readonly worker: string;
  readonly workers: number;
  readonly minNodes: number;
  readonly maxNodes: number;
  readonly spotRatio: number | null;
}

function shapeOf(plan: AttemptPlan, luck: Luck): Shape {
  const { job, effect } = plan;
  const traits = ARCHETYPES[job.spec.archetype];
  const load = loadFactor(plan) * Math.exp(traits.noise * luck.duration);
  const streams = job.spec.archetype === 'streaming';
  const minutes = job.sizing.minutes * effect.duration * (streams ? 1 : load) + effect.waitMinutes;
  const minNodes = effect.minNodes ?? job.sizing.minNodes;
  const maxNodes = effect.maxNodes ?? job.sizing.maxNodes;
  const wanted = job.sizing.workers * effect.workers * (streams ? load : 1) * Math.exp(0.05 * luck.workers);
  return {
    minutes: streams ? Math.min(minutes, 1435) : Math.max(1.5, minutes),
    worker: effect.worker ?? job.sizing.worker,
    workers: job.spec.autoscales ? clamp(wanted, minNodes, maxNodes) : job.sizing.workers * effect.workers,
    minNodes,
    maxNodes,
    spotRatio: spotRatioOf(plan, luck),
  };
}

/** Work of the day against a normal weekday at the end of the range. */
function loadFactor({ job, day }: AttemptPlan): number {
  const traits = ARCHETYPES[job.spec.archetype];
  const growth = 1 + (day.growth - 1) * traits.elasticity;
  const weekend = day.isWeekend || day.isHoliday ? traits.weekend : 1;
  return growth * weekend * (day.isMonthEnd ? job.spec.monthEnd : 1);
}

/** Measured share of spot machine time: the configured share, a little lower when capacity was short. */
function spotRatioOf({ job, effect }: AttemptPlan, luck: Luck): number | null {
  if (job.spec.serverless) return null;
  const wanted = effect.spot ?? job.spec.spot;
  return wanted === 0 ? 0 : clamp(wanted + 0.03 * luck.spot, 0, 1);
}

function evictionCount(plan: AttemptPlan, shape: Shape, luck: Luck): number {
  if (!shape.spotRatio) return 0;
  const hour = new Date(plan.startMs).getUTCHours();
  const nodes = shape.workers * shape.spotRatio;
  const mean = expectedEvictions(instanceType(shape.worker), nodes, shape.minutes / 60, hour);
  return poisson(Math.min(9, mean * plan.effect.evictions), luck.evictions);
}

function evictionTimes(startMs: number, endMs: number, count: number, random: Random): number[] {
  const times = Array.from(
    { length: count },
    () => startMs + (0.1 + 0.85 * random.next()) * (endMs - startMs),
  );
  return times.map((t) => Math.floor(t / 1000) * 1000).sort((a, b) => a - b);
}

interface Outcome {
  readonly status: RunStatus;
  readonly error: string | null;
  readonly durationShare: number;
  readonly billedShare: number;
  readonly repairs: number;
}

const DONE: Outcome = { status: 'SUCCESS', error: null, durationShare: 1, billedShare: 1, repairs: 0 };
const SKIPPED: Outcome = { status: 'SKIPPED', error: null, durationShare: 0, billedShare: 0, repairs: 0 };

function outcomeOf(plan: AttemptPlan, shape: Shape, evictions: number, luck: Luck, random: Random): Outcome {
  return (
    forcedOutcome(plan, luck, random) ??
    interruptedOutcome(plan, luck) ??
    drawnOutcome(plan, shape, evictions, luck, random)
  );
}

/** What an incident or a failed upstream job decides beforehand. */
function forcedOutcome(plan: AttemptPlan, luck: Luck, random: Random): Outcome | null {
  const { effect } = plan;
  if (plan.number < effect.failFirst) return failed(plan, effect.error ?? 'driver', luck, random);
  if (!plan.upstreamFailed || luck.upstream >= 0.7) return null;
  if (luck.upstream >= 0.2) return failed(plan, 'upstream', luck, random);
  return { ...SKIPPED, error: 'UPSTREAM_FAILED: a job this one depends on did not succeed' };
}

function interruptedOutcome({ job }: AttemptPlan, luck: Luck): Outcome | null {
  if (luck.cancel < (job.spec.archetype === 'ad_hoc' ? 0.045 : 0.004)) return cancelled(luck);
  if (job.spec.archetype !== 'hourly_ingest' || luck.cancel <= 0.994) return null;
  return { ...SKIPPED, error: 'MAX_CONCURRENT_RUNS_EXCEEDED: the run before this one was still active' };
}

function drawnOutcome(
  plan: AttemptPlan,
  shape: Shape,
  evictions: number,
  luck: Luck,
  random: Random,
): Outcome {
  const { job, effect } = plan;
  const features = {
    spotRatio: shape.spotRatio ?? 0,
    evictions,
    isNight: new Date(plan.startMs).getUTCHours() < 4,
    isMonthEnd: plan.day.isMonthEnd,
    previousFailed: plan.previousFailed,
    isFixedSize: !job.spec.autoscales && !job.spec.serverless,
  };
  if (luck.fail >= failureProbability(features, plan.jobEffect, effect.failLogit)) return DONE;
  if (luck.repair < 0.08) return { ...DONE, durationShare: 1.3 + 0.5 * luck.progress, repairs: 1 };
  return failed(plan, effect.error ?? drawFamily(evictions, plan, random), luck, random);
}

function cancelled(luck: Luck): Outcome {
  return {
    status: 'CANCELLED',
    error: 'Run was cancelled by a user',
    durationShare: 0.1 + 0.6 * luck.progress,
    billedShare: 1,
    repairs: 0,
  };
}

function failed(plan: AttemptPlan, family: ErrorFamily, luck: Luck, random: Random): Outcome {
  const [low, high] = STOPS_AT[family];
  const worker = plan.effect.worker ?? plan.job.sizing.worker;
  return {
    status: 'FAILED',
    error: errorText(family, plan.job.spec.department, worker, random),
    durationShare: low + (high - low) * luck.progress,
    billedShare: family === 'capacity' ? 0.25 : 1,
    repairs: luck.repair > 0.96 ? 1 : 0,
  };
}

/** How far a run gets, as a share of its time, before it fails this way. */
const STOPS_AT: Readonly<Record<ErrorFamily, readonly [number, number]>> = {
  out_of_memory: [0.45, 0.85],
  spot_loss: [0.3, 0.95],
  delta_conflict: [0.7, 1],
  schema: [0.05, 0.4],
  permission: [0.02, 0.3],
  capacity: [0.04, 0.12],
  upstream: [0.05, 0.25],
  timeout: [1.3, 1.9],
  library: [0.03, 0.1],
  driver: [0.4, 1.2],
};

const USUAL_MIX: readonly (readonly [ErrorFamily, number])[] = [
  ['out_of_memory', 0.2],
  ['delta_conflict', 0.15],
  ['schema', 0.16],
  ['permission', 0.12],
  ['capacity', 0.1],
  ['upstream', 0.08],
  ['timeout', 0.08],
  ['library', 0.05],
  ['driver', 0.06],
];

function drawFamily(evictions: number, plan: AttemptPlan, random: Random): ErrorFamily {
  if (evictions > 0 && random.chance(0.7)) return 'spot_loss';
  if (plan.job.spec.serverless) return random.pick(['schema', 'permission', 'delta_conflict', 'timeout']);
  let roll = random.next();
  for (const [family, share] of USUAL_MIX) {
    roll -= share;
    if (roll < 0) return family;
  }
  return 'driver';
}
