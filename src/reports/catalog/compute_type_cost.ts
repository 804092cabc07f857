// Compute type cost: job runs, SQL warehouses, all-purpose clusters and the rest.
import { formatUsd, microsToUsd } from '#src/lib/money.ts';
import { ratio, significantOrNull as rounded, significant } from '#src/lib/stats.ts';
import { changeFact } from '../changes.ts';
import { type ComputeTypeCostRow, computeTypeCostFrame } from '../charts/datasets.ts';
import type { Fact, FactSheet } from '../facts.ts';
import { type Line, line, strong, words } from '../line.ts';
import { UNPRICED_COLUMN, type Unpriced, unpricedNotes } from '../notes.ts';
import { defineReport, type ReadingInput, type ReportParams, type Row } from '../report.ts';
import { isJobsOnly } from '../scope.ts';

interface Raw extends Unpriced {
  readonly compute_type: string;
  readonly cost_micros: number;
  readonly dbu_micros: number;
  readonly cpu_micros: number;
  readonly cpu_rows: number;
  readonly previous_cost_micros: number;
  readonly previous_all_micros: number;
  readonly days_active: number;
}

export interface ComputeTypeRow extends Row {
  readonly compute_type: string;
  readonly cost_total_usd: number;
  readonly dbus_total: number;
  readonly avg_daily_cost: number;
  readonly pct_of_total: number | null;
  readonly avg_cpu_utilization: number | null;
  readonly days_active: number;
  readonly cost_previous_usd: number | null;
  readonly unpriced_rows: number;
}

const NAMES: Readonly<Record<string, string>> = {
  JOB_RUN: 'Job runs',
  SQL_WAREHOUSE: 'SQL warehouses',
  APC_CLUSTER: 'All-purpose clusters',
  OTHER: 'Other (pipelines, serving, storage)',
};

export function computeTypeName(type: string): string {
  return NAMES[type] ?? type;
}

export const computeTypeCost = defineReport<Raw, ComputeTypeRow>({
  id: 'compute_type_cost',
  version: 1,
  title: 'Cost by compute type',
  pillar: 'Cost',
  question: 'What do jobs, warehouses and clusters each cost?',
  menuLabel: 'Look into a type',
  noun: ['type', 'types'],
  columns: [
    {
      name: 'compute_type',
      unit: 'text',
      description: 'JOB_RUN, SQL_WAREHOUSE, APC_CLUSTER (all-purpose) or OTHER',
    },
    { name: 'cost_total_usd', unit: 'usd', description: 'Cost by usage date' },
    { name: 'dbus_total', unit: 'dbu', description: 'Databricks units consumed' },
    { name: 'avg_daily_cost', unit: 'usd', description: 'Cost / days with usage' },
    { name: 'pct_of_total', unit: 'percent', description: 'Share of all cost in the report' },
    {
      name: 'avg_cpu_utilization',
      unit: 'percent',
      description: 'Mean of the usage rows that have telemetry; serverless and warehouses have none',
    },
    { name: 'days_active', unit: 'days', description: 'Days with usage' },
    {
      name: 'cost_previous_usd',
      unit: 'usd',
      description: 'Cost in the equally long period before; null when the data do not cover both',
    },
    UNPRICED_COLUMN,
  ],
  shape: (raw, window) => {
    const total = raw.reduce((sum, r) => sum + r.cost_micros, 0);
    return raw.map((r) => ({
      compute_type: r.compute_type,
      cost_total_usd: microsToUsd(r.cost_micros),
      dbus_total: significant(r.dbu_micros / 1e6),
      avg_daily_cost: microsToUsd(Math.round(r.cost_micros / r.days_active)),
      pct_of_total: rounded(ratio(r.cost_micros * 100, total)),
      avg_cpu_utilization: rounded(ratio(r.cpu_micros / 1e6, r.cpu_rows)),
      days_active: r.days_active,
      cost_previous_usd: window.hasPrevious ? microsToUsd(r.previous_cost_micros) : null,
      unpriced_rows: r.unpriced_rows,
    }));
  },
  read: (input) => ({
    finding: finding(input),
    figures: figures(input),
    notes: [...jobsOnlyNotes(input.params), ...unpricedNotes(input.raw, input.sheet)],
  }),
  menu: (rows) =>
    rows.map((row) => ({
      ref: `compute_type:${row.compute_type}`,
      name: computeTypeName(row.compute_type),
      note: `${formatUsd(row.cost_total_usd)}, ${(row.pct_of_total ?? 0).toFixed(0)}%`,
    })),
  chart: (rows, period) => ({
    dataset: bars(rows),
    frame: computeTypeCostFrame(bars(rows)),
    subtitle: `Cost in US dollars, ${period}`,
    alt: {
      kind: 'Bar chart',
      unit: 'compute types',
      items: bars(rows).map((bar) => ({ name: bar.name, value: bar.label })),
    },
  }),
});

function totalFact(raw: readonly Raw[], sheet: FactSheet): Fact {
  const value = microsToUsd(raw.reduce((sum, r) => sum + r.cost_micros, 0));
  return sheet.add({ key: 'cost.total', label: 'cost of all compute', value, unit: 'usd' });
}

/** What people share cannot be split by what only jobs have; better said than taken for a small bill. */
function jobsOnlyNotes({ department, tag, job }: ReportParams): Line[] {
  const kinds = [department && 'department', tag && 'tag', job && 'job'].filter((kind) => !!kind);
  if (kinds.length === 0) return [];
  return [
    line`Job runs only: warehouses, all-purpose clusters and other products are shared and belong to no ${words(kinds.join(' or '))}, so their cost is not in here.`,
  ];
}

function finding(input: ReadingInput<ComputeTypeRow, Raw>): Line {
  const { raw, rows, sheet, window, scope, params } = input;
  const top = rows[0]!;
  const total = totalFact(raw, sheet);
  if (top.pct_of_total === null || Number(total.value) <= 0)
    return line`${strong(total)} ${strong(words('of cost'))}${strong(scope)} ${strong(words('in all.'))}`;
  if (rows.length === 1 || isJobsOnly(params)) return oneType(input, total);
  const share = sheet.add({
    key: 'top.share',
    label: `share of ${computeTypeName(top.compute_type)}`,
    value: top.pct_of_total,
    unit: 'percent',
    subject: `compute_type:${top.compute_type}`,
  });
  const name = words(computeTypeName(top.compute_type));
  const mover = fastest(rows);
  const first = line`${strong(name)} ${strong(words('make'))} ${strong(share)} ${strong(words('of'))} ${strong(total)}${strong(scope)}${strong(words('.'))}`;
  if (!mover || !window.hasPrevious) return first;
  const change = changeFact(sheet, 'mover', mover.cost_total_usd, mover.cost_previous_usd, window, {
    ref: `compute_type:${mover.compute_type}`,
    name: computeTypeName(mover.compute_type),
  });
  return line`${first} ${words(computeTypeName(mover.compute_type))} moved most${change}.`;
}

/** A share of everything says nothing where there is one type. */
function oneType({ rows, sheet, window, scope }: ReadingInput<ComputeTypeRow, Raw>, total: Fact): Line {
  const [top] = rows;
  const named = { ref: `compute_type:${top!.compute_type}`, name: computeTypeName(top!.compute_type) };
  const change = changeFact(sheet, 'mover', top!.cost_total_usd, top!.cost_previous_usd, window, named);
  return line`${strong(words(named.name))}${strong(scope)} ${strong(words('cost'))} ${strong(total)}${change}.`;
}

/** The type whose cost moved most in dollars. */
function fastest(rows: readonly ComputeTypeRow[]): ComputeTypeRow | null {
  const moved = rows.map((row) => ({
    row,
    by: Math.abs(row.cost_total_usd - (row.cost_previous_usd ?? row.cost_total_usd)),
  }));
  moved.sort((a, b) => b.by - a.by);
  return moved[0]?.by ? moved[0].row : null;
}

function figures({ raw, rows, sheet, window }: ReadingInput<ComputeTypeRow, Raw>): Line[] {
  const total = totalFact(raw, sheet);
  const previous = window.hasPrevious ? microsToUsd(raw[0]!.previous_all_micros) : null;
  const change = changeFact(sheet, 'total', Number(total.value), previous, window, null, 'brief');
  const types = rows.length === 1 ? [] : rows.slice(0, 3);
  return [line`Total ${strong(total)}${change}`, ...types.map((row) => typeFigure(row, sheet))];
}

function typeFigure(row: ComputeTypeRow, sheet: FactSheet): Line {
  const key = row.compute_type.toLowerCase();
  const cost = sheet.add({
    key: `${key}.cost`,
    label: `cost of ${computeTypeName(row.compute_type)}`,
    value: row.cost_total_usd,
    unit: 'usd',
    subject: `compute_type:${row.compute_type}`,
    rowKey: row.compute_type,
  });
  return line`${words(computeTypeName(row.compute_type).replace(/ \(.*/, ''))} ${strong(cost)}`;
}

/** None when nothing cost anything: bars without a length say nothing. */
function bars(rows: readonly ComputeTypeRow[]): ComputeTypeCostRow[] {
  if (rows.every((row) => row.cost_total_usd <= 0)) return [];
  return rows.map((row) => ({
    name: computeTypeName(row.compute_type),
    cost: row.cost_total_usd,
    label: `${formatUsd(row.cost_total_usd)} (${(row.pct_of_total ?? 0).toFixed(0)}%)`,
  }));
}
