// One attempt of one run: how long it takes, how many machines work, whether it fails and with which words.
import type { Random } from '#src/lib/random.ts';
import { ARCHETYPES } from './archetypes.ts';
import type { AttemptPlan, Luck, Shape } from './attempt_plan.ts';
import { expectedEvictions, poisson } from './evictions.ts';
import { instanceType } from './instance_types.ts';
import { outcomeOf } from './outcome.ts';
import { clamp } from './rounding.ts';
import type { RunStatus } from './rows.ts';

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
  const evictions = Math.max(evictionCount(plan, shape, luck), Number(isPlantedSpotLoss(plan)));
  const minutes = shape.minutes * (1 + 0.05 * evictions);
  const outcome = outcomeOf(plan, shape, evictions, luck, random);
  const lengthMs = Math.round(minutes * outcome.durationShare * 60) * 1000;
  const endMs = Math.min(plan.startMs + lengthMs, plan.lastEndMs);
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

/** An attempt that must fail for a lost machine loses at least one. */
function isPlantedSpotLoss({ number, effect }: AttemptPlan): boolean {
  return number < effect.failFirst && effect.error === 'spot_loss';
}

function evictionTimes(startMs: number, endMs: number, count: number, random: Random): number[] {
  const times = Array.from(
    { length: count },
    () => startMs + (0.1 + 0.85 * random.next()) * (endMs - startMs),
  );
  return times.map((t) => Math.floor(t / 1000) * 1000).sort((a, b) => a - b);
}
