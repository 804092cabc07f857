// How an attempt ends: success, failure with its words, cancelled or skipped.
import type { Random } from '#src/lib/random.ts';
import type { AttemptPlan, Luck, Shape } from './attempt_plan.ts';
import { type ErrorFamily, errorText, outputTable } from './error_texts.ts';
import { failureProbability } from './failure_model.ts';
import type { RunStatus } from './rows.ts';

interface AttemptOutcome {
  readonly status: RunStatus;
  readonly error: string | null;
  readonly durationShare: number;
  readonly billedShare: number;
  readonly repairs: number;
}

const DONE: AttemptOutcome = { status: 'SUCCESS', error: null, durationShare: 1, billedShare: 1, repairs: 0 };
const SKIPPED: AttemptOutcome = {
  status: 'SKIPPED',
  error: null,
  durationShare: 0,
  billedShare: 0,
  repairs: 0,
};

export function outcomeOf(
  plan: AttemptPlan,
  shape: Shape,
  evictions: number,
  luck: Luck,
  random: Random,
): AttemptOutcome {
  return (
    forcedOutcome(plan, luck, random) ??
    interruptedOutcome(plan, luck) ??
    drawnOutcome(plan, shape, evictions, luck, random)
  );
}

/** What an incident or a failed upstream job decides beforehand. */
function forcedOutcome(plan: AttemptPlan, luck: Luck, random: Random): AttemptOutcome | null {
  const { effect } = plan;
  if (plan.number < effect.failFirst) return failed(plan, effect.error ?? 'driver', luck, random);
  if (!effect.blocked && (effect.steady || !plan.failedUpstream || luck.upstream >= 0.7)) return null;
  if (luck.upstream >= 0.2) return failed(plan, 'upstream', luck, random);
  return { ...SKIPPED, error: 'UPSTREAM_FAILED: a job this one depends on did not succeed' };
}

function interruptedOutcome({ job, effect }: AttemptPlan, luck: Luck): AttemptOutcome | null {
  if (effect.steady) return null;
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
): AttemptOutcome {
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

function cancelled(luck: Luck): AttemptOutcome {
  return {
    status: 'CANCELLED',
    error: 'Run was cancelled by a user',
    durationShare: 0.1 + 0.6 * luck.progress,
    billedShare: 1,
    repairs: 0,
  };
}

function failed(plan: AttemptPlan, family: ErrorFamily, luck: Luck, random: Random): AttemptOutcome {
  const { job, effect } = plan;
  const [low, high] = STOPS_AT[family];
  const planted = plan.number < effect.failFirst ? effect.failAt : null;
  const context = {
    department: job.spec.department,
    worker: effect.worker ?? job.sizing.worker,
    day: plan.day.day,
    upstreamTable: plan.failedUpstream ? outputTable(plan.failedUpstream) : null,
  };
  return {
    status: 'FAILED',
    error: errorText(family, context, random),
    durationShare: planted ?? low + (high - low) * luck.progress,
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
  upstream: [0.01, 0.08],
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
