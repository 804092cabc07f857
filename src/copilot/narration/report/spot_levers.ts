// Where spot capacity could cost less: jobs whose losses cost more than on-demand would, and calm jobs that could use more of it.
import { ratio } from '#src/lib/stats.ts';
import { line } from '#src/reports/line.ts';
import type { ReportStudy } from '../../study/report_study.ts';
import { changeInCents } from '../common/cost_parts.ts';
import { entityNames } from '../common/entity_names.ts';
import { bySize, type JobWaste, type Lever } from '../common/levers.ts';
import type { Saving } from '../compute/compute_savings.ts';

/** Spot share of a batch job whose driver stays on demand, percent. */
const TARGET_SPOT_PCT = 80;
/** A job that fails more often than this, percent, is not calm. */
const CALM_PCT = 5;

export function spotLevers(study: ReportStudy): Lever[] {
  const names = entityNames(
    study.jobs.map((job) => ({ type: 'job', id: job.job_id, name: job.job_name, place: job.workspace_name })),
  );
  const levers = study.jobs.flatMap((job, i) => {
    const saving = leaveSpot(job, study.settings.spotDiscount) ?? moreSpot(job, study.settings.spotDiscount);
    return saving && saving.micros >= 1_000_000
      ? [{ entity: names[i]!, statement: 'facts/job_waste', saving }]
      : [];
  });
  return bySize(levers);
}

/** Failed runs of an evicted job cost more than the machines on demand would. */
function leaveSpot(job: JobWaste, discount: number): Saving | null {
  const premium = job.spot_micros / (1 - discount) - job.spot_micros;
  if (job.evictions === 0 || job.failed_micros <= premium) return null;
  const micros = changeInCents(job.failed_micros, Math.round(premium));
  return {
    key: 'leave_spot',
    micros,
    action: () => line`run it on demand`,
    sums: (f) =>
      line`its ${f.count('runs.failed', 'failed runs', job.failed_runs)} failed runs cost ${f.usd('failed.cost', 'cost of failed runs', job.failed_micros)} with ${f.count('evictions', 'evictions', job.evictions)} evictions; on demand its spot part would cost ${f.usd('premium', 'what on demand would cost more', Math.round(premium))} more at an assumed discount of ${f.ratio('discount', 'assumed spot discount', discount)}; difference ${f.usd('saving.leave_spot', 'saving from leaving spot', micros)}, at most`,
    risk: () =>
      line`not every failure comes from an eviction (*Spot and evictions* of the job tells them apart)`,
  };
}

/** A job without evictions and failures that still runs on demand. */
function moreSpot(job: JobWaste, discount: number): Saving | null {
  const failing = ratio(job.failed_runs * 100, job.failed_runs + job.success_runs) ?? 0;
  const pct = ratio(job.spot_micros * 100, job.cost_micros);
  if (!job.has_workers || job.evictions > 0 || failing > CALM_PCT || pct === null || pct >= TARGET_SPOT_PCT)
    return null;
  const moved = Math.round((job.cost_micros * TARGET_SPOT_PCT) / 100) - job.spot_micros;
  const micros = Math.round(moved * discount);
  return {
    key: 'more_spot',
    micros,
    action: (f) =>
      line`raise its spot share from ${f.percent('spot.pct', 'share of cost on spot', pct)} to ${f.percent('spot.target', 'spot share aimed for', TARGET_SPOT_PCT)}, driver on demand`,
    sums: (f) =>
      line`${f.usd('moved', 'cost that would move to spot', moved)} would move x ${f.ratio('discount', 'assumed spot discount', discount)} assumed discount = ${f.usd('saving.more_spot', 'saving from more spot, an estimate', micros)} of ${f.usd('cost', 'cost in the period', job.cost_micros)}`,
    risk: () =>
      job.spot_micros === 0
        ? line`evictions, so repeats and a less certain end; nothing of it ran on spot so far, so how often is not known, and a stream that must not stop is no candidate`
        : line`evictions, so repeats and a less certain end; it had none in this period at the share it has now`,
  };
}
