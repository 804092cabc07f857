// Spot risk by job: much cost on spot, many evictions, many failures.
import { formatUsd, microsToUsd } from '#src/lib/money.ts';
import { ratio, significant } from '#src/lib/stats.ts';
import { compareText, plural } from '#src/lib/text.ts';
import {
  MAX_MARKS,
  NUMBERED_POINTS,
  type SpotRiskRow as PointRow,
  spotRiskFrame,
} from '../charts/datasets.ts';
import type { Fact, FactSheet } from '../facts.ts';
import { type Line, line, strong, words } from '../line.ts';
import { displayNames } from '../names.ts';
import { UNPRICED_COLUMN, type Unpriced, unpricedNotes } from '../notes.ts';
import { defineReport, type ReadingInput, type ReportSettings, type Row, type Window } from '../report.ts';

interface Raw extends Unpriced {
  readonly job_id: string;
  readonly job_name: string | null;
  readonly workspace_name: string | null;
  readonly cost_micros: number;
  readonly spot_cost_micros: number;
  readonly evictions: number;
  readonly days_with_evictions: number;
  readonly success_runs: number;
  readonly failed_runs: number;
  readonly days_with_runs: number;
}

export interface SpotRiskRow extends Row {
  readonly job_id: string;
  readonly job_name: string;
  readonly cost_total_usd: number;
  readonly cost_spot_usd: number;
  readonly spot_cost_pct: number;
  readonly eviction_count: number;
  readonly days_with_evictions: number;
  readonly failure_rate_pct: number | null;
  readonly at_risk_usd: number;
  readonly risk_score: number;
  readonly cost_if_all_ondemand_usd: number;
  readonly reliability_premium_usd: number;
  readonly unpriced_rows: number;
}

/** Dollars at risk a day that make half of the highest score. */
const HALF_SCORE_USD = 10;

export const spotRiskByJob = defineReport<Raw, SpotRiskRow>({
  id: 'spot_risk_by_job',
  version: 2,
  title: 'Spot risk by job',
  pillar: 'Resilience',
  question: 'Which jobs depend on spot capacity that is being taken away?',
  menuLabel: 'Look into a job',
  noun: ['job', 'jobs'],
  columns: [
    { name: 'job_id', unit: 'id', description: 'The job' },
    { name: 'job_name', unit: 'text', description: 'Name of the job' },
    { name: 'cost_total_usd', unit: 'usd', description: 'Cost by usage date' },
    { name: 'cost_spot_usd', unit: 'usd', description: 'Cost of each run times its spot ratio' },
    { name: 'spot_cost_pct', unit: 'percent', description: 'Spot cost / cost' },
    { name: 'eviction_count', unit: 'count', description: 'Spot evictions in the period' },
    { name: 'days_with_evictions', unit: 'days', description: 'Days with at least one eviction' },
    { name: 'failure_rate_pct', unit: 'percent', description: 'Failed / (succeeded + failed)' },
    {
      name: 'at_risk_usd',
      unit: 'usd',
      description: 'Spot cost x chance that a day is disturbed by an eviction or a failure',
    },
    {
      name: 'risk_score',
      unit: 'score',
      description: 'Dollars at risk a day on a scale from 0 to 100 (formula on the page of the report)',
    },
    {
      name: 'cost_if_all_ondemand_usd',
      unit: 'usd',
      description: 'Estimate at the stated discount: on-demand cost + spot cost / (1 - spot discount)',
    },
    {
      name: 'reliability_premium_usd',
      unit: 'usd',
      description:
        'Estimate: the figure before minus the cost; it would show on the cloud bill, not on this one',
    },
    UNPRICED_COLUMN,
  ],
  shape: (raw, window, settings) => {
    const names = displayNames(raw.map((r) => ({ id: r.job_id, name: r.job_name, place: r.workspace_name })));
    const rows = raw.map((r, i) => shapeRow(r, names[i]!, window, settings));
    return rows.sort(
      (a, b) =>
        b.risk_score - a.risk_score || b.cost_total_usd - a.cost_total_usd || compareText(a.job_id, b.job_id),
    );
  },
  read: (input) => ({
    finding: finding(input),
    figures: figures(input),
    method: method(input),
    notes: unpricedNotes(input.raw, input.sheet),
  }),
  menu: (rows) =>
    rows.map((row, i) => ({
      ref: `job:${row.job_id}`,
      name: row.job_name,
      note: `${isNumbered(row, i) ? `${i + 1}: ` : ''}${formatUsd(row.at_risk_usd)} at risk of ${formatUsd(row.cost_total_usd)}`,
    })),
  chart: (rows, period) => ({
    dataset: points(rows),
    frame: spotRiskFrame(points(rows)),
    subtitle: `Share of cost on spot against cost in US dollars, ${period}`,
    alt: {
      kind: 'Scatter chart',
      unit: 'jobs',
      items: rows
        .filter((row) => row.cost_spot_usd > 0)
        .map((row) => ({ name: row.job_name, value: `${formatUsd(row.at_risk_usd)} at risk` })),
      note: 'Points are sized by evictions and coloured by failure rate',
    },
  }),
});

/**
 * At risk = spot cost x (1 - (1 - share of run days with an eviction) x (1 - failure rate)); score = 100 x a / (a + 10) with the dollars
 * at risk per day as a: dollars rank the jobs, and a score means the same whatever the period and the filters.
 */
function shapeRow(r: Raw, name: string, window: Window, settings: ReportSettings): SpotRiskRow {
  const failure = ratio(r.failed_runs, r.success_runs + r.failed_runs);
  const disturbed = Math.min(1, ratio(r.days_with_evictions, r.days_with_runs) ?? 0);
  // Corrections can take the cost on spot below zero; nothing less than nothing is at risk.
  const atRisk = Math.max(0, r.spot_cost_micros) * (1 - (1 - disturbed) * (1 - (failure ?? 0)));
  const perDay = atRisk / 1e6 / window.days;
  const allOnDemand = r.cost_micros - r.spot_cost_micros + r.spot_cost_micros / (1 - settings.spotDiscount);
  return {
    job_id: r.job_id,
    job_name: name,
    cost_total_usd: microsToUsd(r.cost_micros),
    cost_spot_usd: microsToUsd(r.spot_cost_micros),
    spot_cost_pct: significant((r.spot_cost_micros / r.cost_micros) * 100),
    eviction_count: r.evictions,
    days_with_evictions: r.days_with_evictions,
    failure_rate_pct: failure === null ? null : significant(failure * 100),
    at_risk_usd: microsToUsd(Math.round(atRisk)),
    risk_score: significant((100 * perDay) / (perDay + HALF_SCORE_USD)),
    cost_if_all_ondemand_usd: microsToUsd(Math.round(allOnDemand)),
    reliability_premium_usd: microsToUsd(Math.round(allOnDemand - r.cost_micros)),
    unpriced_rows: r.unpriced_rows,
  };
}

type Input = ReadingInput<SpotRiskRow, Raw>;

function evictionsFact(rows: readonly SpotRiskRow[], sheet: FactSheet) {
  const value = total(rows, 'eviction_count');
  return sheet.add({ key: 'evictions.total', label: 'spot evictions', value, unit: 'count' });
}

/** The job with the most money at risk leads the sentence. */
function finding(input: Input): Line {
  const { rows, sheet, scope } = input;
  const all = evictionsFact(rows, sheet);
  const top = rows[0]!;
  if (Number(all.value) > 0 && top.at_risk_usd > 0) return topFinding(input, top);
  const jobs = sheet.add({ key: 'jobs.count', label: 'jobs with cost', value: rows.length, unit: 'count' });
  const where = line`${jobs} ${words(plural(rows.length, 'job'))}${scope}`;
  if (Number(all.value) === 0) return line`${strong(words('No spot evictions'))} in ${where}.`;
  return line`${strong(words('No cost on spot is at risk'))} in ${where}; spot evictions: ${all}.`;
}

function topFinding({ rows, sheet, scope }: Input, top: SpotRiskRow): Line {
  const name = { ref: `job:${top.job_id}`, name: top.job_name };
  const own = { subject: name.ref, rowKey: top.job_id };
  const add = (key: string, label: string, value: number, unit: 'usd' | 'percent' | 'count') =>
    sheet.add({ key: `top.${key}`, label: `${label} of ${top.job_name}`, value, unit, ...own });
  const spot = add('spot_cost', 'cost on spot', top.cost_spot_usd, 'usd');
  const share = add('spot_pct', 'spot share', top.spot_cost_pct, 'percent');
  const its = add('evictions', 'evictions', top.eviction_count, 'count');
  const onSpot = line`${spot} on spot (${share} of its cost)`;
  if (rows.length === 1)
    return line`${strong(name)} ${strong(words('has'))} ${onSpot} and ${its} ${words(plural(top.eviction_count, 'eviction'))}.`;
  const among = scope.length === 0 ? [] : line` among jobs${scope}`;
  return line`${strong(name)} ${strong(words('has the most at risk'))}${strong(among)}${strong(words(':'))} ${onSpot}, with ${ofAll(its, evictionsFact(rows, sheet))}.`;
}

/** '64 of all 261 evictions', 'all 2 evictions', 'the only eviction' */
function ofAll(its: Fact, all: Fact): Line {
  if (its.value !== all.value) return line`${its} of all ${all} evictions`;
  return all.value === 1 ? line`the only eviction` : line`all ${all} evictions`;
}

function figures({ raw, rows, sheet, settings }: Input): Line[] {
  const all = raw.reduce((sum, r) => sum + r.cost_micros, 0);
  const spotMicros = raw.reduce((sum, r) => sum + r.spot_cost_micros, 0);
  const add = (key: string, label: string, value: number, unit: 'usd' | 'percent' | 'count') =>
    sheet.add({ key, label, value, unit });
  const share = significant(ratio(spotMicros * 100, all) ?? 0);
  const hit = rows.filter((row) => row.eviction_count > 0).length;
  return [
    line`On spot ${strong(add('spot.cost', 'cost on spot', microsToUsd(spotMicros), 'usd'))}, ${add('spot.share', 'share of job cost on spot', share, 'percent')} of job cost`,
    line`At risk ${strong(add('risk.total', 'cost on spot at risk', total(rows, 'at_risk_usd'), 'usd'))}`,
    line`Evictions ${strong(evictionsFact(rows, sheet))} in ${add('jobs.hit', 'jobs with evictions', hit, 'count')} ${words(plural(hit, 'job'))}`,
    line`Estimate: spot saves ${strong(add('premium.total', 'estimate of what machines on demand would cost more', total(rows, 'reliability_premium_usd'), 'usd'))} on the cloud bill, at ${discountFact(sheet, settings)} discount`,
  ];
}

function discountFact(sheet: FactSheet, { spotDiscount }: ReportSettings) {
  const label = 'assumed spot discount';
  return sheet.add({ key: 'setting.spot_discount', label, value: spotDiscount, unit: 'ratio' });
}

/** The estimate needs its assumption beside it: these data hold no machine prices. */
function method({ sheet, settings }: Input): Line[] {
  return [
    line`At risk is the cost on spot times the chance that a day has an eviction or a failed run.`,
    line`The saving is an estimate: spot lowers the price of cloud machines, which these data do not hold, and not that of DBUs. It takes the machines to cost what the DBUs on spot cost here, at a spot discount of ${discountFact(sheet, settings)} (a setting).`,
  ];
}

function total(
  rows: readonly SpotRiskRow[],
  column: 'eviction_count' | 'reliability_premium_usd' | 'at_risk_usd',
): number {
  return rows.reduce((sum, row) => sum + Math.round(row[column] * 100), 0) / 100;
}

function isNumbered(row: SpotRiskRow, index: number): boolean {
  return index < NUMBERED_POINTS && row.at_risk_usd > 0;
}

/** Every job with spot cost is a point; those with the most at risk are numbered as in the menu, and named below the picture. */
function points(rows: readonly SpotRiskRow[]): PointRow[] {
  return rows
    .filter((row) => row.cost_spot_usd > 0)
    .slice(0, MAX_MARKS)
    .map((row, i) => ({
      name: row.job_name,
      number: isNumbered(row, i) ? i + 1 : null,
      label: formatUsd(row.at_risk_usd),
      spot_share: Math.min(1, row.spot_cost_pct / 100),
      cost: row.cost_total_usd,
      evictions: row.eviction_count,
      failure_rate: row.failure_rate_pct === null ? null : row.failure_rate_pct / 100,
    }));
}
