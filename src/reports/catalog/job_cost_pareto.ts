// Job cost Pareto: how few jobs make most of the cost.
import { formatUsd } from '#src/lib/money.ts';
import { ratio, significant } from '#src/lib/stats.ts';
import { plural } from '#src/lib/text.ts';
import { addingUp } from '../cents.ts';
import { type JobCostParetoRow, jobCostParetoFrame, MAX_MARKS } from '../charts/datasets.ts';
import { concentration, PARETO_MARK_PCT } from '../concentration.ts';
import type { Fact, FactSheet } from '../facts.ts';
import { form, type Line, line, strong, words } from '../line.ts';
import { displayNames } from '../names.ts';
import { UNPRICED_COLUMN, type Unpriced, unpricedNotes } from '../notes.ts';
import { defineReport, type ReadingInput, type Row } from '../report.ts';
import { rowsInWords } from '../scope.ts';

interface Raw extends Unpriced {
  readonly cost_rank: number;
  readonly job_id: string | null;
  readonly job_name: string | null;
  readonly workspace_name: string | null;
  readonly cost_micros: number;
  readonly cumulative_micros: number;
  readonly all_micros: number;
  readonly run_count: number;
}

export interface ParetoRow extends Row {
  readonly rank: number;
  readonly job_id: string | null;
  readonly job_name: string;
  readonly cost_total_usd: number;
  readonly cumulative_cost_usd: number;
  readonly cumulative_pct: number | null;
  readonly pct_of_total: number | null;
  readonly run_count: number;
  readonly unpriced_rows: number;
}

const NOUN = ['job', 'jobs'] as const;

export const jobCostPareto = defineReport<Raw, ParetoRow>({
  id: 'job_cost_pareto',
  version: 1,
  title: 'Job cost Pareto',
  pillar: 'Cost',
  question: 'How few jobs make most of the cost?',
  menuLabel: 'Look into a job',
  noun: NOUN,
  columns: [
    { name: 'rank', unit: 'rank', description: 'Rank by cost, the largest first' },
    { name: 'job_id', unit: 'id', description: 'The job; null for usage whose job is unknown' },
    { name: 'job_name', unit: 'text', description: 'Name of the job' },
    { name: 'cost_total_usd', unit: 'usd', description: 'Cost by usage date' },
    { name: 'cumulative_cost_usd', unit: 'usd', description: 'Cost of this job and all above it' },
    { name: 'cumulative_pct', unit: 'percent', description: 'The same as a share of all job cost' },
    { name: 'pct_of_total', unit: 'percent', description: 'Share of this job' },
    { name: 'run_count', unit: 'count', description: 'Runs started in the period' },
    UNPRICED_COLUMN,
  ],
  shape: (raw) => {
    const names = displayNames(raw.map((r) => ({ id: r.job_id, name: r.job_name, place: r.workspace_name })));
    const dollars = addingUp(raw.map((r) => r.cost_micros));
    const running = runningSum(dollars);
    return raw.map((r, i) => ({
      rank: r.cost_rank,
      job_id: r.job_id,
      job_name: names[i]!,
      cost_total_usd: dollars[i]!,
      cumulative_cost_usd: running[i]!,
      cumulative_pct: share(r.cumulative_micros, r.all_micros),
      pct_of_total: share(r.cost_micros, r.all_micros),
      run_count: r.run_count,
      unpriced_rows: r.unpriced_rows,
    }));
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
        note: `#${row.rank}, ${formatUsd(row.cost_total_usd)}`,
      })),
  chart: (rows, period, all) => ({
    dataset: paretoBars(rows, all),
    frame: jobCostParetoFrame(paretoBars(rows, all), all.at(-1)?.cumulative_cost_usd ?? 0),
    subtitle: `Cost per job in US dollars and the running share, ${period}`,
    alt: {
      kind: 'Pareto chart',
      unit: 'jobs',
      size: rowsInWords(drawn(rows), { noun: NOUN }),
      items: paretoBars(rows, all).map((bar) => ({ name: bar.name, value: bar.label })),
      note: `The line is the running share of all cost; ${coreText(all)}`,
    },
  }),
});

/** Whole cents are added, so that no sum drifts from what its rows say. */
function runningSum(dollars: readonly number[]): number[] {
  let cents = 0;
  return dollars.map((value) => {
    cents += Math.round(value * 100);
    return cents / 100;
  });
}

function share(part: number, whole: number): number | null {
  const value = ratio(part * 100, whole);
  return value === null ? null : significant(value);
}

/** Rows up to and including the one that crosses the mark. */
function coreCount(rows: readonly ParetoRow[]): number {
  const index = rows.findIndex((row) => (row.cumulative_pct ?? 0) >= PARETO_MARK_PCT);
  return index + 1;
}

/** '12 jobs make 80%' */
function coreText(rows: readonly ParetoRow[]): string {
  const core = rows.slice(0, coreCount(rows));
  const verb = core.length === 1 ? 'makes' : 'make';
  return `${rowsInWords(core, { noun: NOUN })} ${verb} ${PARETO_MARK_PCT}%`;
}

function finding({ raw, rows, sheet, scope }: ReadingInput<ParetoRow, Raw>): Line {
  const jobs = rows.filter((row) => row.job_id !== null);
  const total = totalFact(rows, sheet);
  const top = jobs[0];
  if (!top) return line`${strong(total)} of job cost, none of it with a known job.`;
  const name = { ref: `job:${top.job_id}`, name: top.job_name };
  if (rows.length === 1 && Number(total.value) > 0)
    return line`${strong(name)} ${strong(words('makes all of'))} ${strong(total)}${strong(words(':'))} one job leaves nothing to rank.`;
  const few = concentration(raw, jobs.length, sheet, scope);
  if (!few) return line`${strong(total)} ${strong(words('of job cost in all: nothing to rank.'))}`;
  const topShare = sheet.add({
    key: 'top.share',
    label: `share of ${top.job_name}`,
    value: top.pct_of_total,
    unit: 'percent',
    subject: `job:${top.job_id}`,
  });
  return line`${few} ${strong(words('the cost.'))} ${name} leads with ${topShare}.`;
}

function totalFact(rows: readonly ParetoRow[], sheet: FactSheet): Fact {
  const value = rows.at(-1)!.cumulative_cost_usd;
  return sheet.add({ key: 'cost.total', label: 'cost of all jobs', value, unit: 'usd' });
}

function figures({ rows, sheet }: ReadingInput<ParetoRow>): Line[] {
  const last = rows.at(-1)!;
  const total = totalFact(rows, sheet);
  if (coreCount(rows) === 0) return [line`Total ${strong(total)}`];
  const core = rows[coreCount(rows) - 1];
  const others = rows.slice(coreCount(rows));
  const coreCost = sheet.add({
    key: 'core.cost',
    label: 'cost of the jobs that make 80%',
    value: core?.cumulative_cost_usd ?? null,
    unit: 'usd',
  });
  const restCount = sheet.add({
    key: 'rest.count',
    label: 'jobs beyond the mark',
    value: others.filter((row) => row.job_id !== null).length,
    unit: 'count',
  });
  const rest = sheet.add({
    key: 'rest.cost',
    label: 'cost of the jobs beyond the mark',
    value: Math.round((last.cumulative_cost_usd - (core?.cumulative_cost_usd ?? 0)) * 100) / 100,
    unit: 'usd',
  });
  const amounts = [total, coreCost, rest].map((fact) => Number(fact.value)) as [number, number, number];
  const write = (fact: Fact) => strong(form(fact, addsUpInDollars(amounts) ? 0 : CENTS));
  return [
    line`Total ${write(total)}`,
    line`The few ${write(coreCost)}`,
    ...(others.length === 0 ? [] : [line`${othersText(others, restCount)} ${write(rest)}`]),
  ];
}

/** Place of the spelling with cents among the forms of money. */
const CENTS = 1;

/** Whether a reader who adds the two parts as they are printed gets the printed total. */
function addsUpInDollars([total, ...parts]: readonly [number, number, number]): boolean {
  const printed = (usd: number) => (Math.abs(usd) < 9.995 ? usd : Math.round(usd));
  const difference = printed(total) - parts.reduce((sum, part) => sum + printed(part), 0);
  return Math.abs(difference) < 0.005;
}

/** 'The other 108 jobs and unattributed usage' */
function othersText(others: readonly ParetoRow[], count: Fact): Line {
  const jobs = Number(count.value);
  if (jobs === 0) return line`Unattributed usage`;
  const unknown = others.length > jobs ? ' and unattributed usage' : '';
  return line`The other ${count} ${words(plural(jobs, 'job'))}${words(unknown)}`;
}

/** Corrections below zero have no bar. */
function drawn(rows: readonly ParetoRow[]): readonly ParetoRow[] {
  return rows.filter((row) => row.cost_total_usd > 0).slice(0, MAX_MARKS);
}

/** `all` decides who belongs to the few, also where a limit cuts the bars. */
function paretoBars(rows: readonly ParetoRow[], all: readonly ParetoRow[]): JobCostParetoRow[] {
  const core = coreCount(all);
  return drawn(rows).map((row) => ({
    rank: row.rank,
    name: row.job_name,
    cost: row.cost_total_usd,
    label: formatUsd(row.cost_total_usd),
    cumulative_share: Math.min(1, (row.cumulative_pct ?? 0) / 100),
    core: row.rank <= core ? 1 : 0,
    note: row.rank === core ? coreText(all) : null,
  }));
}
