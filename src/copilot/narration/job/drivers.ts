// Diagnose: what the cost of this job is made of: which runs, which SKU, which days, which configuration.
import { microsToUsd } from '#src/lib/money.ts';
import { skuName } from '#src/lib/sku_names.ts';
import { median, ratio, significant, sum } from '#src/lib/stats.ts';
import { compareText, plural } from '#src/lib/text.ts';
import { form, type Line, line, quote, strong, words } from '#src/reports/line.ts';
import type { JobRun, JobStudy } from '../../study/job_study.ts';
import { writer } from '../common/precision.ts';
import { draft, type Narration } from '../draft.ts';
import { costFact, costOf, countFact, from, isFailed, totals, usdFact } from './measures.ts';
import { nextFor } from './next.ts';
import { futureNote, nothingThere, unpricedNote } from './notes.ts';

export function drivers(study: JobStudy): Narration {
  const nothing = nothingThere(study);
  if (nothing) return nothing;
  const priced = study.runs.filter((run) => run.cost_micros !== null);
  const points = [
    topRuns(study, priced),
    skuPoint(study),
    failedPoint(study, priced),
    weekdayPoint(study, priced),
    configurationPoint(study, priced),
  ];
  return draft(headline(study, priced), {
    points: points.filter((point) => point.length > 0),
    next: nextFor(study).slice(0, 1),
    notes: [...startNote(study, priced), ...futureNote(study), ...unpricedNote(study)],
  });
}

function headline(study: JobStudy, priced: readonly JobRun[]): Line {
  const cost = costFact(study);
  const typical = median(priced.map((run) => run.cost_micros!));
  if (typical === null)
    return line`${strong(study.subject)} *cost* ${strong(cost)}; no run of the period has usage of its own.`;
  const runs = countFact(study, 'runs.priced', 'runs with usage', priced.length);
  const all = countFact(study, 'runs', 'runs started in the period', study.runs.length);
  const of = priced.length === study.runs.length ? [] : line`of the ${all} `;
  const noun = plural(Math.max(priced.length, study.runs.length), 'run');
  const each =
    priced.length === 1
      ? []
      : line`, typically ${usdFact(study, 'cost.per_run', 'median cost of a run', typical)} each`;
  return line`${strong(study.subject)} ${strong(words('cost'))} ${strong(cost)}${strong(words(':'))} ${runs} ${of}${words(noun)} ${words(of.length === 0 ? 'with' : priced.length === 1 ? 'has' : 'have')} usage${each}.`;
}

/** Runs count by their start day and cost by its day of use: where the two differ, the difference is said. */
function startNote(study: JobStudy, priced: readonly JobRun[]): Line[] {
  const ofRuns = costOf(priced);
  if (priced.length === 0 || microsToUsd(ofRuns) === microsToUsd(totals(study, 'current').costMicros))
    return [];
  const sum = usdFact(study, 'runs.cost', 'cost of the runs started in the period', ofRuns);
  const cents =
    microsToUsd(ofRuns).toFixed(0) === microsToUsd(totals(study, 'current').costMicros).toFixed(0);
  const write = writer(cents);
  return [
    line`The runs that started in the period cost ${write(sum)} in all, against ${write(costFact(study))} used in it: runs count by their start day, cost by the day of use.`,
  ];
}

/** How uneven the runs are: the most expensive three, named by day. */
function topRuns(study: JobStudy, priced: readonly JobRun[]): Line {
  if (priced.length < 4) return [];
  const top = [...priced]
    .sort((a, b) => b.cost_micros! - a.cost_micros! || compareText(a.job_run_id, b.job_run_id))
    .slice(0, 3);
  const share = ratio(costOf(top) * 100, costOf(priced));
  if (share === null) return [];
  const count = countFact(study, 'runs.top', 'most expensive runs named', top.length);
  const pct = study.sheet.add({
    key: 'runs.top_share',
    label: 'share of cost of the most expensive runs',
    value: significant(share),
    unit: 'percent',
    ...from('runs'),
  });
  const named = top.flatMap(
    (run, i) =>
      line`${words(i === 0 ? '' : ', ')}${runDay(study, run)}${sharesDay(run, top) ? line` at ${runTime(study, run)}` : []} ${usdFact(study, `run.${run.job_run_id}.cost`, 'cost of a run', run.cost_micros!)}`,
  );
  return line`The ${count} most expensive runs make ${pct} of what all runs cost: ${named}.`;
}

function sharesDay(run: JobRun, runs: readonly JobRun[]): boolean {
  const day = run.start_time.slice(0, 10);
  return runs.filter((other) => other.start_time.startsWith(day)).length > 1;
}

function runTime(study: JobStudy, run: JobRun) {
  return study.sheet.add({
    key: `run.${run.job_run_id}.time`,
    label: 'start of a run',
    value: run.start_time,
    unit: 'time',
    rowKey: run.job_run_id,
    ...from('runs'),
  });
}

export function runDay(study: JobStudy, run: JobRun) {
  return study.sheet.add({
    key: `run.${run.job_run_id}.day`,
    label: 'day of a run',
    value: run.start_time.slice(0, 10),
    unit: 'day',
    rowKey: run.job_run_id,
    ...from('runs'),
  });
}

function skuPoint(study: JobStudy): Line {
  const skus = study.skus.filter((sku) => sku.period === 'current' && sku.cost_micros !== 0);
  const all = sum(skus.map((sku) => sku.cost_micros));
  const top = [...skus].sort(
    (a, b) => b.cost_micros - a.cost_micros || compareText(a.compute_sku, b.compute_sku),
  )[0];
  if (!top || all === 0) return [];
  const price = ratio(top.cost_micros, top.dbu_micros);
  const pct = study.sheet.add({
    key: 'sku.top_share',
    label: `share of ${skuName(top.compute_sku)}`,
    value: significant((top.cost_micros * 100) / all),
    unit: 'percent',
    ...from('cost'),
  });
  const dbus = study.sheet.add({
    key: 'dbu',
    label: 'DBUs consumed',
    value: significant(sum(skus.map((s) => s.dbu_micros)) / 1e6),
    unit: 'dbu',
    ...from('cost'),
  });
  const rate =
    price === null
      ? []
      : line` at ${study.sheet.add({ key: 'sku.price', label: 'cost per DBU of the main SKU', value: significant(price), unit: 'usd_per_dbu', ...from('cost') })} per DBU on average`;
  const name = quote(skuName(top.compute_sku));
  if (skus.length === 1) return line`${dbus} in all, billed as ${name}${rate}.`;
  return line`${dbus} in all, ${pct} of the money on ${name}${rate}.`;
}

function failedPoint(study: JobStudy, priced: readonly JobRun[]): Line {
  const wasted = priced.filter((run) => isFailed(run));
  const retries = priced.filter((run) => run.retry_of_run_id !== null);
  if (wasted.length === 0) return line`No money went into failed runs.`;
  const cost = usdFact(study, 'failed.cost', 'cost of failed runs', costOf(wasted));
  if (retries.length === 0) return line`Failed runs took ${cost}; none was repeated automatically.`;
  const again = usdFact(study, 'retries.cost', 'cost of repeated attempts', costOf(retries));
  const both = wasted.filter((run) => retries.includes(run));
  if (both.length === 0) return line`Failed runs took ${cost}, the attempts that repeat them ${again}.`;
  const twice = usdFact(study, 'retries.failed_cost', 'cost of repeated attempts that failed', costOf(both));
  return line`Failed runs took ${cost}, the attempts that repeat them ${again}; ${twice} count in both, for repeats that failed again.`;
}

function weekdayPoint(study: JobStudy, priced: readonly JobRun[]): Line {
  const isWeekend = (run: JobRun) =>
    [0, 6].includes(new Date(`${run.start_time.slice(0, 10)}T00:00:00Z`).getUTCDay());
  const weekend = median(priced.filter(isWeekend).map((run) => run.cost_micros!));
  const week = median(priced.filter((run) => !isWeekend(run)).map((run) => run.cost_micros!));
  const difference = weekend === null || week === null ? null : ratio((weekend - week) * 100, week);
  if (difference === null || week! < 0 || Math.abs(difference) < 15) return [];
  const fact = study.sheet.add({
    key: 'weekend.difference',
    label: 'median run at weekends against weekdays',
    value: significant(difference),
    unit: 'percent_delta',
    ...from('runs'),
  });
  return line`A run at the weekend costs ${form(fact, 1)} ${words(difference > 0 ? 'more' : 'less')} than one on a weekday (medians).`;
}

/** The current shape of the compute, and the money in runs of each shape where there were several. */
function configurationPoint(study: JobStudy, priced: readonly JobRun[]): Line {
  const last = priced.filter((run) => run.worker_instance_type !== null).at(-1);
  if (!last) return line`Its compute is serverless or not recorded, so no machine sizes are known.`;
  const size = sizeOf(study, last);
  const ratioFact =
    last.spot_ratio === null
      ? []
      : line`; ${study.sheet.add({ key: 'config.spot', label: 'spot ratio of the newest run', value: significant(last.spot_ratio), unit: 'ratio', ...from('runs') })} of its capacity was on spot`;
  return line`Its newest run had ${quote(last.worker_instance_type!)} workers, ${size}${ratioFact}.`;
}

function sizeOf(study: JobStudy, run: JobRun): Line {
  const add = (key: string, label: string, value: number) => countFact(study, key, label, value);
  if (run.max_nodes !== null && run.is_autoscaling_enabled)
    return line`autoscaling from ${add('config.min', 'fewest workers of the newest run', run.min_nodes ?? 0)} to ${add('config.max', 'most workers of the newest run', run.max_nodes)}`;
  if (run.fixed_nodes !== null)
    return line`${add('config.fixed', 'workers of the newest run', run.fixed_nodes)} of them, fixed`;
  return line`of unrecorded number`;
}
