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
import { type Line, line, strong, words } from '../line.ts';
import { displayNames } from '../names.ts';
import { UNPRICED_COLUMN, unpricedNotes } from '../notes.ts';
import { defineReport, type ReadingInput, type ReportSettings, type Row } from '../report.ts';

interface Raw {
  readonly job_id: string;
  readonly job_name: string | null;
  readonly workspace_name: string | null;
  readonly cost_micros: number;
  readonly spot_cost_micros: number;
  readonly unpriced_rows: number;
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
  readonly risk_score: number;
  readonly cost_if_all_ondemand_usd: number;
  readonly reliability_premium_usd: number;
  readonly unpriced_rows: number;
}

export const spotRiskByJob = defineReport<Raw, SpotRiskRow>({
  id: 'spot_risk_by_job',
  version: 1,
  title: 'Spot risk by job',
  pillar: 'Resilience',
  question: 'Which jobs depend on spot capacity that is being taken away?',
  menuLabel: 'Look into a job',
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
      name: 'risk_score',
      unit: 'score',
      description:
        'Spot share x chance that a day is disturbed, 0 to 100 (formula on the page of the report)',
    },
    {
      name: 'cost_if_all_ondemand_usd',
      unit: 'usd',
      description: 'On-demand cost + spot cost / (1 - spot discount)',
    },
    {
      name: 'reliability_premium_usd',
      unit: 'usd',
      description: 'What running on demand only would cost more',
    },
    UNPRICED_COLUMN,
  ],
  shape: (raw, _window, settings) => {
    const names = displayNames(raw.map((r) => ({ id: r.job_id, name: r.job_name, place: r.workspace_name })));
    const rows = raw.map((r, i) => shapeRow(r, names[i]!, settings));
    return rows.sort(
      (a, b) =>
        b.risk_score - a.risk_score || b.cost_total_usd - a.cost_total_usd || compareText(a.job_id, b.job_id),
    );
  },
  read: (input) => ({ finding: finding(input), figures: figures(input), notes: notes(input) }),
  menu: (rows) =>
    rows.map((row, i) => ({
      ref: `job:${row.job_id}`,
      name: row.job_name,
      note: `${i < NUMBERED_POINTS && row.risk_score > 0 ? `${i + 1}: ` : ''}score ${row.risk_score.toFixed(0)}, ${formatUsd(row.cost_total_usd)}`,
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
        .map((row) => ({ name: row.job_name, value: `score ${row.risk_score.toFixed(0)}` })),
      note: 'Points are sized by evictions and coloured by failure rate',
    },
  }),
});

/** Score = 100 x spot share x (1 - (1 - share of run days with an eviction) x (1 - failure rate)). */
function shapeRow(r: Raw, name: string, settings: ReportSettings): SpotRiskRow {
  const failure = ratio(r.failed_runs, r.success_runs + r.failed_runs);
  const disturbed = Math.min(1, ratio(r.days_with_evictions, r.days_with_runs) ?? 0);
  const spotShare = r.spot_cost_micros / r.cost_micros;
  // Corrections can take a share beyond its bounds; the score stays within 0 and 100.
  const bounded = Math.min(1, Math.max(0, spotShare));
  const allOnDemand = r.cost_micros - r.spot_cost_micros + r.spot_cost_micros / (1 - settings.spotDiscount);
  return {
    job_id: r.job_id,
    job_name: name,
    cost_total_usd: microsToUsd(r.cost_micros),
    cost_spot_usd: microsToUsd(r.spot_cost_micros),
    spot_cost_pct: significant(spotShare * 100),
    eviction_count: r.evictions,
    days_with_evictions: r.days_with_evictions,
    failure_rate_pct: failure === null ? null : significant(failure * 100),
    risk_score: significant(100 * bounded * (1 - (1 - disturbed) * (1 - (failure ?? 0)))),
    cost_if_all_ondemand_usd: microsToUsd(Math.round(allOnDemand)),
    reliability_premium_usd: microsToUsd(Math.round(allOnDemand - r.cost_micros)),
    unpriced_rows: r.unpriced_rows,
  };
}

/** The job with the most money at risk leads the sentence: the highest score may belong to a job of a few dollars. */
function finding({ rows, sheet }: ReadingInput<SpotRiskRow, Raw>): Line {
  const evictions = total(rows, 'eviction_count');
  const all = sheet.add({ key: 'evictions.total', label: 'spot evictions', value: evictions, unit: 'count' });
  if (evictions === 0) {
    const jobs = sheet.add({ key: 'jobs.count', label: 'jobs with cost', value: rows.length, unit: 'count' });
    return line`${strong(words('No spot evictions'))} in ${jobs} ${words(plural(rows.length, 'job'))}.`;
  }
  const atRisk = (row: SpotRiskRow) => row.risk_score * row.cost_total_usd;
  const top = rows.reduce((most, row) => (atRisk(row) > atRisk(most) ? row : most));
  const name = { ref: `job:${top.job_id}`, name: top.job_name };
  const own = { subject: name.ref, rowKey: top.job_id };
  const add = (key: string, label: string, value: number, unit: 'usd' | 'percent' | 'count') =>
    sheet.add({ key: `top.${key}`, label: `${label} of ${top.job_name}`, value, unit, ...own });
  const spot = add('spot_cost', 'cost on spot', top.cost_spot_usd, 'usd');
  const share = add('spot_pct', 'spot share', top.spot_cost_pct, 'percent');
  const its = add('evictions', 'evictions', top.eviction_count, 'count');
  return line`${strong(name)} ${strong(words('has the most at risk:'))} ${spot} on spot (${share} of its cost), with ${its} of all ${all} evictions.`;
}

function figures({ raw, rows, sheet }: ReadingInput<SpotRiskRow, Raw>): Line[] {
  const all = raw.reduce((sum, r) => sum + r.cost_micros, 0);
  const spotMicros = raw.reduce((sum, r) => sum + r.spot_cost_micros, 0);
  const share = sheet.add({
    key: 'spot.share',
    label: 'share of job cost on spot',
    value: significant(ratio(spotMicros * 100, all) ?? 0),
    unit: 'percent',
  });
  const spot = sheet.add({
    key: 'spot.cost',
    label: 'cost on spot',
    value: microsToUsd(spotMicros),
    unit: 'usd',
  });
  const evictions = sheet.add({
    key: 'evictions.total',
    label: 'spot evictions',
    value: total(rows, 'eviction_count'),
    unit: 'count',
  });
  const hit = sheet.add({
    key: 'jobs.hit',
    label: 'jobs with evictions',
    value: rows.filter((row) => row.eviction_count > 0).length,
    unit: 'count',
  });
  const premium = sheet.add({
    key: 'premium.total',
    label: 'what on-demand only would cost more',
    value: total(rows, 'reliability_premium_usd'),
    unit: 'usd',
  });
  return [
    line`On spot ${strong(spot)}, ${share} of job cost`,
    line`Evictions ${strong(evictions)} in ${hit} jobs`,
    line`All on demand would cost ${strong(premium)} more`,
  ];
}

function notes({ rows, sheet, settings }: ReadingInput<SpotRiskRow, Raw>): Line[] {
  const discount = sheet.add({
    key: 'setting.spot_discount',
    label: 'assumed spot discount',
    value: settings.spotDiscount,
    unit: 'ratio',
  });
  return [
    line`On-demand figures assume that spot saves ${discount} (a setting).`,
    ...unpricedNotes(rows, sheet),
  ];
}

function total(rows: readonly SpotRiskRow[], column: 'eviction_count' | 'reliability_premium_usd'): number {
  return rows.reduce((sum, row) => sum + Math.round(row[column] * 100), 0) / 100;
}

/** Every job with spot cost is a point; the riskiest are numbered as in the menu. */
function points(rows: readonly SpotRiskRow[]): PointRow[] {
  return rows
    .filter((row) => row.cost_spot_usd > 0)
    .slice(0, MAX_MARKS)
    .map((row, i) => ({
      name: row.job_name,
      number: i < NUMBERED_POINTS && row.risk_score > 0 ? i + 1 : null,
      spot_share: Math.min(1, row.spot_cost_pct / 100),
      cost: row.cost_total_usd,
      evictions: row.eviction_count,
      failure_rate: row.failure_rate_pct === null ? null : row.failure_rate_pct / 100,
    }));
}
