// Job cost: which jobs cost how much, split into spot and on-demand.
import { formatUsd, microsToUsd } from '#src/lib/money.ts';
import { ratio, significant } from '#src/lib/stats.ts';
import { changeFact } from '../changes.ts';
import { type JobCostRow as BarRow, jobCostFrame, MAX_BARS } from '../charts/datasets.ts';
import { countToMark, PARETO_MARK_PCT } from '../concentration.ts';
import { type EntityName, type Line, line, strong, words } from '../line.ts';
import { displayNames } from '../names.ts';
import { unpricedNotes } from '../notes.ts';
import { defineReport, type ReadingInput, type Row } from '../report.ts';

interface Raw {
  readonly job_id: string | null;
  readonly job_name: string | null;
  readonly workspace_id: string | null;
  readonly cost_micros: number;
  readonly spot_cost_micros: number;
  readonly dbu_micros: number;
  readonly unpriced_rows: number;
  readonly cpu_micros: number;
  readonly cpu_rows: number;
  readonly previous_cost_micros: number;
  readonly total_runs: number;
  readonly success_runs: number;
  readonly failed_runs: number;
  readonly duration_ms: number;
  readonly duration_runs: number;
  readonly spot_ratio_micros: number;
  readonly spot_ratio_runs: number;
}

export interface JobCostRow extends Row {
  readonly job_id: string | null;
  readonly job_name: string;
  readonly workspace_id: string | null;
  readonly cost_total_usd: number;
  readonly cost_spot_usd: number;
  readonly cost_ondemand_usd: number;
  readonly cost_previous_usd: number | null;
  readonly total_runs: number;
  readonly success_runs: number;
  readonly failed_runs: number;
  readonly success_rate_pct: number | null;
  readonly failure_rate_pct: number | null;
  readonly avg_duration_mins: number | null;
  readonly avg_cpu_utilization: number | null;
  readonly avg_spot_ratio: number | null;
  readonly total_dbus: number;
  readonly cost_per_dbu: number | null;
  readonly pct_of_total_cost: number | null;
  readonly unpriced_rows: number;
}

export const jobCost = defineReport<Raw, JobCostRow>({
  id: 'job_cost',
  version: 1,
  title: 'Job cost',
  pillar: 'Cost',
  question: 'Which jobs cost how much, and how much of it runs on spot?',
  menuLabel: 'Look into a job',
  columns: [
    { name: 'job_id', unit: 'id', description: 'The job; null for usage whose job is unknown' },
    { name: 'job_name', unit: 'text', description: 'Name of the job' },
    { name: 'workspace_id', unit: 'id', description: 'Workspace of the job' },
    { name: 'cost_total_usd', unit: 'usd', description: 'Cost by usage date' },
    { name: 'cost_spot_usd', unit: 'usd', description: 'Cost of each run times its spot ratio' },
    {
      name: 'cost_ondemand_usd',
      unit: 'usd',
      description: 'Total minus spot, so that the two add up to the cent',
    },
    {
      name: 'cost_previous_usd',
      unit: 'usd',
      description: 'Cost in the equally long period before; null when the data do not reach back',
    },
    { name: 'total_runs', unit: 'count', description: 'Runs started in the period, of any status' },
    { name: 'success_runs', unit: 'count', description: 'Succeeded runs' },
    { name: 'failed_runs', unit: 'count', description: 'Failed runs' },
    { name: 'success_rate_pct', unit: 'percent', description: 'Succeeded / (succeeded + failed)' },
    { name: 'failure_rate_pct', unit: 'percent', description: 'Failed / (succeeded + failed)' },
    { name: 'avg_duration_mins', unit: 'minutes', description: 'Mean duration of the runs that have one' },
    {
      name: 'avg_cpu_utilization',
      unit: 'percent',
      description: 'Mean of the usage rows that have telemetry',
    },
    { name: 'avg_spot_ratio', unit: 'ratio', description: 'Mean spot ratio of the runs that have one' },
    { name: 'total_dbus', unit: 'dbu', description: 'Databricks units consumed' },
    { name: 'cost_per_dbu', unit: 'usd_per_dbu', description: 'Cost / DBUs' },
    {
      name: 'pct_of_total_cost',
      unit: 'percent',
      description: 'Share of the cost of all jobs in the report',
    },
    {
      name: 'unpriced_rows',
      unit: 'count',
      description: 'Usage rows without a price; their cost is not in the total',
    },
  ],
  shape: (raw, window) => {
    const names = displayNames(raw.map((r) => ({ id: r.job_id, name: r.job_name, place: r.workspace_id })));
    const total = raw.reduce((sum, r) => sum + r.cost_micros, 0);
    return raw.map((r, i) => shapeRow(r, names[i]!, total, window.hasPrevious));
  },
  read: (input) => ({
    finding: finding(input),
    figures: figures(input),
    notes: unpricedNotes(input.rows, input.sheet),
  }),
  menu: (rows) =>
    rows
      .filter((row) => row.job_id !== null)
      .map((row) => ({
        ref: `job:${row.job_id}`,
        name: row.job_name,
        note: `${formatUsd(row.cost_total_usd)}${row.pct_of_total_cost === null ? '' : `, ${row.pct_of_total_cost.toFixed(0)}%`}`,
      })),
  chart: (rows, period) => ({
    dataset: bars(rows),
    frame: jobCostFrame(bars(rows)),
    subtitle: `Cost per job in US dollars, ${period}`,
    alt: {
      kind: 'Stacked bar chart',
      unit: 'bars',
      items: bars(rows).map((bar) => ({ name: bar.name, value: bar.label })),
      note: 'Each bar is split into spot and on-demand',
    },
  }),
});

function shapeRow(r: Raw, name: string, allMicros: number, hasPrevious: boolean): JobCostRow {
  const finished = r.success_runs + r.failed_runs;
  const spot = microsToUsd(r.spot_cost_micros);
  const total = microsToUsd(r.cost_micros);
  return {
    job_id: r.job_id,
    job_name: name,
    workspace_id: r.workspace_id,
    cost_total_usd: total,
    cost_spot_usd: spot,
    cost_ondemand_usd: Math.round((total - spot) * 100) / 100,
    cost_previous_usd: hasPrevious ? microsToUsd(r.previous_cost_micros) : null,
    total_runs: r.total_runs,
    success_runs: r.success_runs,
    failed_runs: r.failed_runs,
    success_rate_pct: rounded(ratio(r.success_runs * 100, finished)),
    failure_rate_pct: rounded(ratio(r.failed_runs * 100, finished)),
    avg_duration_mins: rounded(ratio(r.duration_ms / 60_000, r.duration_runs)),
    avg_cpu_utilization: rounded(ratio(r.cpu_micros / 1e6, r.cpu_rows)),
    avg_spot_ratio: rounded(ratio(r.spot_ratio_micros / 1e6, r.spot_ratio_runs)),
    total_dbus: significant(r.dbu_micros / 1e6),
    cost_per_dbu: rounded(ratio(r.cost_micros, r.dbu_micros)),
    pct_of_total_cost: rounded(ratio(r.cost_micros * 100, allMicros)),
    unpriced_rows: r.unpriced_rows,
  };
}

function rounded(value: number | null): number | null {
  return value === null ? null : significant(value);
}

function finding({ raw, rows, sheet, window }: ReadingInput<JobCostRow, Raw>): Line {
  const jobs = rows.filter((row) => row.job_id !== null);
  const total = sheet.add({
    key: 'cost.total',
    label: 'cost of all jobs',
    value: usdOf(raw, 'cost_micros'),
    unit: 'usd',
  });
  const first = jobs[0];
  if (!first) return line`${strong(total)} of job cost, none of it with a known job.`;
  const count = sheet.add({
    key: 'jobs.count',
    label: 'jobs with cost or runs',
    value: jobs.length,
    unit: 'count',
  });
  const core = sheet.add({
    key: 'jobs.core',
    label: 'jobs that make 80% of the cost',
    value: countToMark(jobs.map((j) => j.cost_total_usd)),
    unit: 'count',
  });
  const mark = sheet.add({ key: 'mark', label: 'the Pareto mark', value: PARETO_MARK_PCT, unit: 'percent' });
  const share = sheet.add({
    key: 'top.share',
    label: `share of ${first.job_name}`,
    value: first.pct_of_total_cost,
    unit: 'percent',
    subject: `job:${first.job_id}`,
  });
  const name: EntityName = { ref: `job:${first.job_id}`, name: first.job_name };
  const change = changeFact(sheet, 'top', first.cost_total_usd, first.cost_previous_usd, window, name);
  if (jobs.length === 1) return line`${strong(name)} ${strong(words('cost'))} ${strong(total)}${change}.`;
  return line`${strong(core)} ${strong(words('of'))} ${strong(count)} ${strong(words('jobs make'))} ${strong(mark)} ${strong(words('of'))} ${strong(total)}${strong(words('.'))} ${name} alone is ${share}${change}.`;
}

function figures({ raw, rows, sheet, window }: ReadingInput<JobCostRow, Raw>): Line[] {
  const totalUsd = usdOf(raw, 'cost_micros');
  const total = sheet.add({ key: 'cost.total', label: 'cost of all jobs', value: totalUsd, unit: 'usd' });
  const previous = window.hasPrevious ? usdOf(raw, 'previous_cost_micros') : null;
  const change = changeFact(sheet, 'total', totalUsd, previous, window, null, 'brief');
  const spot = sheet.add({
    key: 'spot.share',
    label: 'share of cost on spot',
    value: rounded(ratio(usdOf(raw, 'spot_cost_micros') * 100, totalUsd)),
    unit: 'percent',
  });
  const failed = sheet.add({
    key: 'runs.failed',
    label: 'failed runs',
    value: sumOf(rows, 'failed_runs'),
    unit: 'count',
  });
  const runs = sheet.add({
    key: 'runs.total',
    label: 'runs',
    value: sumOf(rows, 'total_runs'),
    unit: 'count',
  });
  const jobs = sheet.add({
    key: 'jobs.count',
    label: 'jobs with cost or runs',
    value: rows.filter((r) => r.job_id !== null).length,
    unit: 'count',
  });
  return [
    line`Total ${strong(total)}${change}`,
    line`Spot share ${strong(spot)}`,
    line`Runs ${strong(runs)}, ${failed} failed`,
    line`Jobs ${strong(jobs)}`,
  ];
}

function usdOf(
  raw: readonly Raw[],
  column: 'cost_micros' | 'spot_cost_micros' | 'previous_cost_micros',
): number {
  return microsToUsd(raw.reduce((sum, r) => sum + r[column], 0));
}

function sumOf(rows: readonly JobCostRow[], column: 'failed_runs' | 'total_runs' | 'cost_total_usd'): number {
  return rows.reduce((sum, row) => sum + Math.round(row[column] * 100), 0) / 100;
}

/** The largest jobs, then everything else in one grey bar. */
function bars(rows: readonly JobCostRow[]): BarRow[] {
  const positive = rows.filter((row) => row.cost_total_usd > 0);
  const shown = positive.length <= MAX_BARS ? positive : positive.slice(0, MAX_BARS - 1);
  const rest = positive.slice(shown.length);
  const list = shown.map((row) => ({
    name: row.job_name,
    on_demand: row.cost_ondemand_usd,
    spot: row.cost_spot_usd,
    other: 0,
    total: row.cost_total_usd,
    label: formatUsd(row.cost_total_usd),
  }));
  if (rest.length === 0) return list;
  const total = sumOf(rest, 'cost_total_usd');
  return [
    ...list,
    {
      name: `Other (${rest.length} jobs)`,
      on_demand: 0,
      spot: 0,
      other: total,
      total,
      label: formatUsd(total),
    },
  ];
}
