// What spot would do to the bill of the cloud provider: an estimate, never part of a saving, because that bill is not in these data.
import { ratio } from '#src/lib/stats.ts';
import { plural } from '#src/lib/text.ts';
import { type Line, line, words } from '#src/reports/line.ts';
import type { JobUse } from '../../study/job_uses.ts';
import type { Figures } from './figures.ts';
import { lossOf } from './job_savings.ts';
import { isWorth, type Saving, subtraction } from './saving.ts';

/** Spot share of a job whose driver stays on demand, percent. */
const TARGET_SPOT_PCT = 80;
/** A spot share this close to the target is as good as there, points. */
const WORTHWHILE_POINTS = 5;
/** A mean run of this many hours is a stream: an eviction stops it. */
const STREAM_HOURS = 20;
/** A job that fails more often than this, percent, is not calm. */
const CALM_PCT = 5;

/** A dollar of machines for each dollar of DBUs, as the job runs now. */
export function onDemandPremium(spotMicros: number, discount: number): number {
  return Math.round(spotMicros / (1 - discount) - spotMicros);
}

/** The premise of every estimate of the machine bill. */
export function machinePremise(): Line {
  return line`if each dollar of DBUs comes with a dollar of machines`;
}

/** Why spot is told apart from savings. */
export function notInThisBill(): Line {
  return line`spot lowers the machine bill of the cloud provider, which these data do not hold; DBUs cost the same on spot`;
}

/** '$1,400 on spot / (100% - 65%) = $4,000, $2,600 more': what machines on demand only would cost more. */
export function premiumSum(f: Figures, spotMicros: number, discount: number): Line {
  const premium = onDemandPremium(spotMicros, discount);
  const [changed, spot, more] = subtraction(
    f.usd('spot.as_ondemand', 'the part on spot at on-demand prices, an estimate', spotMicros + premium),
    f.usd('spot.cost', 'cost of the part on spot', spotMicros),
    f.usd('ondemand.premium', 'what on demand only would cost more for machines, an estimate', premium),
  );
  const whole = f.percent('whole', 'the whole', 100);
  return line`${spot} on spot / (${whole} - ${discountFact(f, discount)} assumed discount) = ${changed}, ${more} more`;
}

function discountFact(f: Figures, discount: number) {
  return f.ratio('setting.spot_discount', 'assumed spot discount', discount);
}

export function isStream(use: JobUse): boolean {
  return meanHours(use) >= STREAM_HOURS;
}

function meanHours(use: JobUse): number {
  return ratio(use.duration_ms / 3.6e6, use.duration_runs) ?? 0;
}

export function streamFact(f: Figures) {
  return f.hours('stream.hours', 'mean run from which a job counts as always on', STREAM_HOURS);
}

function spotPct(use: JobUse): number | null {
  return ratio(use.spot_micros * 100, use.cost_micros);
}

/** More spot for a job that has room for it; null for serverless, ended and mostly-spot jobs. */
export function moreSpot(use: JobUse, discount: number): Saving | null {
  const pct = spotPct(use);
  if (!use.has_workers || use.ended || pct === null || pct > TARGET_SPOT_PCT - WORTHWHILE_POINTS) return null;
  const moved = Math.round((use.cost_micros * TARGET_SPOT_PCT) / 100) - use.spot_micros;
  const micros = Math.round((moved * discount) / 1_000_000) * 1_000_000;
  if (!isWorth(micros)) return null;
  return {
    key: 'more_spot',
    micros,
    action: (f) =>
      line`raise its spot share from ${f.percent('spot.pct', 'share of cost on spot', pct)} to ${targetFact(f)}, driver on demand`,
    sums: (f) =>
      line`${targetFact(f)} of ${f.usd('cost', 'cost in the period', use.cost_micros)}${onSpot(f, use)} = ${f.usd('spot.moved', 'cost that would move to spot', moved)}, x ${discountFact(f, discount)} assumed discount = ${f.usd('estimate.more_spot', 'what more spot would take off the machine bill, an estimate', micros)}`,
    risk: (f) => spotRisk(use, f),
  };
}

/** ' less the $1,400 on spot now'. */
function onSpot(f: Figures, { spot_micros }: JobUse): Line {
  if (spot_micros === 0) return [];
  return line` less the ${f.usd('spot.cost', 'cost of the part on spot', spot_micros)} on spot now`;
}

function targetFact(f: Figures) {
  return f.percent('target.spot', 'spot share aimed for', TARGET_SPOT_PCT);
}

function spotRisk(use: JobUse, f: Figures): Line {
  const stream = isStream(use)
    ? line`; a run takes ${hoursFact(use, f)}, so it is a stream that one eviction stops`
    : [];
  return line`machines taken away, so repeats and a less certain end; ${soFar(use, f)}${stream}`;
}

function soFar(use: JobUse, f: Figures): Line {
  if (use.spot_micros === 0)
    return line`nothing of it ran on spot so far, so how often that happens is yet to be seen`;
  if (use.evictions === 0) return line`it had no eviction in the period at the share it has now`;
  const seen = f.count('evictions.seen', 'spot evictions by day of the event', use.evictions);
  return line`it had ${seen} ${words(plural(use.evictions, 'eviction'))} at the share it has now`;
}

function hoursFact(use: JobUse, f: Figures) {
  return f.hours('run.hours', 'mean hours of a run', meanHours(use));
}

/** No evictions, hardly a failure, and not always on. */
export function isCalm(use: JobUse): boolean {
  const failing = ratio(use.failed_runs * 100, use.failed_runs + use.success_runs) ?? 0;
  return use.evictions === 0 && failing <= CALM_PCT && !isStream(use);
}

/** On demand where runs lost to spot cost more than the machines would. */
export function leaveSpot(use: JobUse, discount: number): Saving | null {
  const lost = lossOf(use, 'spot_loss');
  const premium = onDemandPremium(use.spot_micros, discount);
  if (!lost || use.ended || lost.micros <= premium) return null;
  const micros = Math.round((lost.micros - premium) / 1_000_000) * 1_000_000;
  if (!isWorth(micros)) return null;
  return {
    key: 'leave_spot',
    micros,
    action: () => line`run it on demand`,
    sums: (f) =>
      line`${f.count('spot_loss.runs', 'runs that failed for lost spot capacity', lost.runs)} ${words(plural(lost.runs, 'run'))} lost with spot capacity cost ${f.usd('spot_loss.cost', 'DBU cost of runs that failed for lost spot capacity', lost.micros)} of DBUs; machines on demand: ${premiumSum(f, use.spot_micros, discount)}; difference ${f.usd('estimate.leave_spot', 'lost runs less the dearer machines, an estimate', micros)}, at most`,
    risk: () => line`runs can fail for other reasons too (*Failures* of the job tells them apart)`,
  };
}
