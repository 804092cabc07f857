// Job cost: which jobs cost how much, split into spot and on-demand.
import { formatUsd, microsToUsd } from '#src/lib/money.ts';
import { ratio, significantOrNull as rounded, significant } from '#src/lib/stats.ts';
import { addingUp } from '../cents.ts';
import { changeFact } from '../changes.ts';
import { type JobCostRow as BarRow, jobCostFrame, MAX_BARS } from '../charts/datasets.ts';
import { concentration } from '../concentration.ts';
import type { Fact, FactSheet } from '../facts.ts';
import { type EntityName, type Line, line, strong, words } from '../line.ts';
import { displayNames } from '../names.ts';
import { UNPRICED_COLUMN, type Unpriced, unpricedNotes } from '../notes.ts';
import { defineReport, type ReadingInput, type Row } from '../report.ts';
import { rowsInWords } from '../scope.ts';

interface Raw extends Unpriced {
  readonly job_id: string | null;
  readonly job_name: string | null;
  readonly workspace_id: string | null;
  readonly workspace_name: string | null;
  readonly cost_micros: number;
  readonly spot_cost_micros: number;
  readonly dbu_micros: number;
  readonly cpu_micros: number;
  readonly cpu_rows: number;
  readonly previous_cost_micros: number;
  readonly previous_all_micros: number;
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

const NOUN = ['job', 'jobs'] as const;

export const jobCost = defineReport<Raw, JobCostRow>({
  id: 'job_cost',
  version: 1,
  title: 'Job cost',
  pillar: 'Cost',
  question: 'Which jobs cost how much, and how much of it runs on spot?',
  menuLabel: 'Look into a job',
  noun: NOUN,
  columns: [
    { name: 'job_id', unit: 'id', description: 'The job; null for usage whose job is unknown' },
    { name: 'job_name', unit: 'text', description: 'Name of the job' },
    { name: 'workspace_id', unit: 'id', description: 'Workspace of the job' },
    { name: 'cost_total_usd', unit: 'usd', description: 'Cost by usage date; the rows add up to the total' },
    { name: 'cost_spot_usd', unit: 'usd', description: 'Cost of each run times its spot ratio' },
    {
      name: 'cost_ondemand_usd',
      unit: 'usd',
      description: 'Total minus spot, so that the two add up to the cent',
    },
    {
      name: 'cost_previous_usd',
      unit: 'usd',
      description: 'Cost in the equally long period before; null when the data do not cover both',
    },
    { name: 'total_runs', unit: 'count', description: 'Runs started in the period, of any status' },
    { name: 'success_runs', unit: 'count', description: 'Succeeded runs' },
    { name: 'failed_runs', unit: 'count', description: 'Failed runs' },
    { name: 'success_rate_pct', unit: 'percent', description: 'Succeeded / (succeeded + failed)' },
    { name: 'failure_rate_pct', unit: 'percent', description: 'Failed / (succeeded + failed)' },
    { name: 'avg_duration_mins', unit: 'minutes', description: 'Mean duration of the runs that have one' },
    { name: 'avg_cpu_utilization', unit: 'percent', description: 'Mean of usage rows with telemetry' },
    { name: 'avg_spot_ratio', unit: 'ratio', description: 'Mean spot ratio of the runs that have one' },
    { name: 'total_dbus', unit: 'dbu', description: 'Databricks units consumed' },
    { name: 'cost_per_dbu', unit: 'usd_per_dbu', description: 'Cost / DBUs' },
    {
      name: 'pct_of_total_cost',
      unit: 'percent',
      description: 'Share of the cost of all jobs in the report',
    },
    UNPRICED_COLUMN,
  ],
  shape: (raw, window) => {
    const names = displayNames(
      raw.map((r) => ({ id: r.job_id, name: r.job_name, place: r.workspace_name ?? r.workspace_id })),
    );
    const total = raw.reduce((sum, r) => sum + r.cost_micros, 0);
    const dollars = addingUp(raw.map((r) => r.cost_micros));
    const rows = raw.map((r, i) => shapeRow(r, names[i]!, dollars[i]!, total));
    return window.hasPrevious ? rows : rows.map((row) => ({ ...row, cost_previous_usd: null }));
  },
  read: (input) => ({
    finding: finding(input),
    figures: figures(input),
    notes: unpricedNotes(input.raw, input.sheet),
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

function shapeRow(r: Raw, name: string, total: number, allMicros: number): JobCostRow {
  const finished = r.success_runs + r.failed_runs;
  const spot = microsToUsd(r.spot_cost_micros);
  return {
    job_id: r.job_id,
    job_name: name,
    workspace_id: r.workspace_id,
    cost_total_usd: total,
    cost_spot_usd: spot,
    cost_ondemand_usd: Math.round((total - spot) * 100) / 100,
    cost_previous_usd: microsToUsd(r.previous_cost_micros),
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

function finding({ raw, rows, sheet, window, scope }: ReadingInput<JobCostRow, Raw>): Line {
  const total = totalFact(raw, sheet);
  const first = rows.find((row) => row.job_id !== null);
  if (!first) return line`${strong(total)} of job cost, none of it with a known job.`;
  const count = countFact(rows, sheet);
  const name: EntityName = { ref: `job:${first.job_id}`, name: first.job_name };
  const change = changeFact(sheet, 'top', first.cost_total_usd, first.cost_previous_usd, window, name);
  if (rows.length === 1) return line`${strong(name)} ${strong(words('cost'))} ${strong(total)}${change}.`;
  const few = concentration(raw, Number(count.value), sheet, scope);
  if (!few)
    return line`${strong(count)} ${strong(words('jobs'))}${strong(scope)} ${strong(words('cost'))} ${strong(total)} ${strong(words('in all.'))}`;
  const share = sheet.add({
    key: 'top.share',
    label: `share of ${first.job_name}`,
    value: first.pct_of_total_cost,
    unit: 'percent',
    subject: name.ref,
  });
  return line`${few} ${strong(total)}${strong(words('.'))} ${name} alone is ${share}${change}.`;
}

function totalFact(raw: readonly Raw[], sheet: FactSheet): Fact {
  const value = usdOf(raw, 'cost_micros');
  return sheet.add({ key: 'cost.total', label: 'cost of all jobs', value, unit: 'usd' });
}

function countFact(rows: readonly JobCostRow[], sheet: FactSheet): Fact {
  const value = rows.filter((row) => row.job_id !== null).length;
  return sheet.add({ key: 'jobs.count', label: 'jobs in the report', value, unit: 'count' });
}

function figures({ raw, rows, sheet, window }: ReadingInput<JobCostRow, Raw>): Line[] {
  const total = totalFact(raw, sheet);
  const totalUsd = Number(total.value);
  const previous = window.hasPrevious ? microsToUsd(raw[0]!.previous_all_micros) : null;
  const change = changeFact(sheet, 'total', totalUsd, previous, window, null, 'brief');
  const spot = sheet.add({
    key: 'spot.share',
    label: 'share of cost on spot',
    value: rounded(ratio(usdOf(raw, 'spot_cost_micros') * 100, totalUsd)),
    unit: 'percent',
  });
  const count = (key: string, label: string, column: 'failed_runs' | 'total_runs') =>
    sheet.add({ key, label, value: sumOf(rows, column), unit: 'count' });
  return [
    line`Total ${strong(total)}${change}`,
    line`Spot share ${strong(spot)}`,
    line`Runs ${strong(count('runs.total', 'runs', 'total_runs'))}, ${count('runs.failed', 'failed runs', 'failed_runs')} failed`,
    line`Jobs ${strong(countFact(rows, sheet))}`,
  ];
}

function usdOf(raw: readonly Raw[], column: 'cost_micros' | 'spot_cost_micros'): number {
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
      name: `Other (${rowsInWords(rest, { noun: NOUN })})`,
      on_demand: 0,
      spot: 0,
      other: total,
      total,
      label: formatUsd(total),
    },
  ];
}
