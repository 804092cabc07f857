// The data behind the goldens: one month of a believable bill, and one job of it.
import type { Answer, Card, ChipView, Digest, Lane, Trace } from '#src/copilot/answer_types.ts';
import type { Selection } from '#src/copilot/selection/selection.ts';
import { jobCost } from '#src/reports/catalog/job_cost.ts';
import { createFactSheet, type EntityRef } from '#src/reports/facts.ts';
import { type EntityName, line, quote, strong, words } from '#src/reports/line.ts';
import type { ReportResult } from '#src/reports/report.ts';
import type { Unit } from '#src/reports/units.ts';

const AS_OF = '2026-10-31';
const HASH = 'a3f9c2d41b7e0000000000000000000000000000000000000000000000000000';
const BASIS = 'DBU list price, EC2 not included';
export const SELECTION: Selection = { report: 'job_cost', from: '2026-10-02', to: AS_OF };
const JOB: Selection = { ...SELECTION, entity: 'job:1042' };

function sampleSheet() {
  const sheet = createFactSheet({
    subject: 'job:1042',
    scope: '2026-10-02..2026-10-31',
    sqlHash: 'c0ffee',
    today: AS_OF,
  });
  let count = 0;
  return {
    sheet,
    fact: (value: number | string, unit: Unit) =>
      sheet.add({ key: `k${count++}`, label: 'sample', value, unit }),
  };
}

export function ledger(name = 'Nightly ledger'): EntityName {
  return { ref: 'job:1042', name };
}

const NAMES = [
  'Nightly ledger',
  'Reco training',
  'dim_customer backfill',
  'Clickstream sessions',
  'Fraud scoring',
];
const COSTS = [11_790.12, 9310.4, 7702, 6120.55, 4980.31];

export function reportResult(name?: string, jobs = 5): ReportResult {
  const { sheet, fact } = sampleSheet();
  const job = ledger(name);
  const nameOf = (i: number) => (i === 0 && name ? name : (NAMES[i] ?? name ?? `Job ${i}`));
  const rows = Array.from({ length: jobs }, (_, i) => ({
    job_id: String(1042 + i),
    job_name: nameOf(i),
    workspace_id: 'prod',
    cost_total_usd: COSTS[i] ?? 100,
    cost_spot_usd: (COSTS[i] ?? 100) / 4,
    cost_ondemand_usd: ((COSTS[i] ?? 100) * 3) / 4,
    cost_previous_usd: null,
    total_runs: 31,
  }));
  return {
    report: jobCost,
    params: {
      from: '2026-10-02',
      to: AS_OF,
      workspace: null,
      department: null,
      tag: null,
      job: null,
      limit: null,
    },
    scope: { filters: [], shown: null },
    coverage: { first: '2026-04-15', last: AS_OF },
    asOf: AS_OF,
    costBasis: BASIS,
    window: {
      asOf: AS_OF,
      days: 30,
      previousFrom: '2026-09-02',
      previousTo: '2026-10-01',
      hasPrevious: true,
    },
    rows,
    facts: sheet.facts,
    finding: line`${strong(fact(8, 'count'))} ${strong(words('of'))} ${strong(fact(118, 'count'))} ${strong(words('jobs make'))} ${strong(fact(80, 'percent'))} ${strong(words('of'))} ${strong(fact(84_212, 'usd'))}${strong(words('.'))} ${job} alone is ${fact(14, 'percent')}, up ${fact(31, 'percent')} on the ${fact(30, 'count')} days before.`,
    figures: [
      line`Total ${strong(fact(84_213, 'usd'))} (${fact(6, 'percent_delta')})`,
      line`Spot share ${strong(fact(41, 'percent'))}`,
      line`Runs ${strong(fact(3127, 'count'))}, ${fact(96, 'count')} failed`,
      line`Jobs ${strong(fact(119, 'count'))}`,
    ],
    notes: [line`${fact(12, 'count')} usage rows have no price and are not in these figures.`],
    method: [],
    menu: rows.map((row, i) => ({
      ref: `job:${row.job_id}`,
      name: nameOf(i),
      note: `$${Math.round(row.cost_total_usd)}, 14%`,
    })),
    chart: { dataset: [{}] } as unknown as ReportResult['chart'],
    sql: { text: 'SELECT 1', params: {} },
    hash: HASH,
  };
}

function chip(id: string, label: string): ChipView {
  return { id, lane: id.slice(0, id.indexOf('.')) as Lane, label };
}

export const REPORT_CHIPS: readonly ChipView[] = [
  chip('understand.explain_report', 'Explain this report'),
  chip('diagnose.report_change', 'What changed?'),
  chip('optimize.where_to_save', 'Where to save'),
  chip('monitor.send_weekly', 'Send this weekly'),
];

const JOB_CHIPS: readonly ChipView[] = [
  chip('understand.explain', 'Explain this job'),
  chip('understand.owner_and_dependents', 'Owner and dependents'),
  chip('diagnose.drivers', 'Cost drivers'),
  chip('diagnose.what_changed', 'What changed?'),
  chip('diagnose.failures', 'Failures'),
  chip('diagnose.spot_evictions', 'Spot and evictions'),
  chip('diagnose.utilization', 'Utilization'),
  chip('optimize.cut_cost', 'Cut cost'),
  chip('optimize.right_size', 'Right-size'),
  chip('optimize.reliability', 'Reliability'),
  chip('monitor.next_steps', 'Next steps'),
  chip('monitor.trend', 'Trend'),
];

export function jobCard(name = 'Nightly ledger', entries = 3): Card {
  const { fact } = sampleSheet();
  return {
    selection: JOB,
    entity: { ref: 'job:1042', type: 'job', name },
    subtitle: line`job in ${quote('Prod')} · ${quote('Finance')} (from its tag) · daily at ${fact('2026-10-31 02:00:00', 'time')} · feeds ${fact(3, 'count')} jobs`,
    figures: [
      line`Cost ${strong(fact(11_790, 'usd'))} (${fact(31, 'percent_delta')})`,
      line`${strong(fact(31, 'count'))} runs, ${fact(3, 'count')} failed`,
      line`median ${strong(fact(58, 'minutes'))}`,
      line`spot ${strong(fact(25, 'percent'))}, ${fact(4, 'count')} evictions`,
    ],
    chips: JOB_CHIPS,
    drills: [
      {
        label: 'Look into a run',
        entries: Array.from({ length: entries }, (_, i) => ({
          ref: `job_run:88${i}`,
          name: i === 0 ? name : `Run of ${31 - i} Oct`,
          note: '$412, failed',
        })),
      },
    ],
    openUrl: 'https://adb-1.cloud.databricks.com/jobs/1042',
    asOf: AS_OF,
  };
}

export function traceOf(text = 'Explain what changed.'): Trace {
  const { sheet, fact } = sampleSheet();
  fact(2790, 'usd_delta');
  fact(31, 'percent_delta');
  return {
    chip: 'diagnose.what_changed',
    template: 'diagnose.what_changed@1',
    selection: JOB,
    reportHash: HASH,
    prompt: { system: 'You explain figures, you never make them.', user: text, hash: HASH },
    context: {
      text: 'Facts\nf1 cost +$2,790',
      hash: HASH,
      candidates: [
        {
          section: 'facts',
          item: 'f1 cost',
          inContext: true,
          reason: 'within the 3600 tokens of its section',
        },
        { section: 'surroundings', item: '12 older runs', inContext: false, reason: 'budget' },
      ],
    },
    promptInput: {
      template: { name: 'diagnose.what_changed@1', system: 'You explain figures.', task: text },
      subject: { ref: 'job:1042', name: 'Nightly ledger' },
      report: {
        title: 'Job cost',
        params: {
          from: '2026-10-02',
          to: '2026-10-31',
          workspace: null,
          department: null,
          tag: null,
          job: null,
          limit: null,
        },
        asOf: AS_OF,
        costBasis: 'DBU list price, EC2 not included',
      },
    },
    surroundings: { lines: [], leftOut: [{ item: '12 older runs', reason: 'budget' }] },
    passages: [],
    facts: sheet.facts,
    sql: [
      {
        name: 'reports/job_cost',
        text: 'SELECT job_id\nFROM jobs',
        params: { from: '2026-10-02' },
        rowCount: 118,
        ms: 12.34,
        firstRows: [{ job_id: '1042' }],
      },
    ],
    model: 'no model',
    modelOutput: null,
    modelCalls: [],
    verdict: { verified: 17, total: 17, rejected: [], violations: [] },
    timings: { report: 12.2, context: 4.1, answer: 0.6 },
  };
}

export function jobAnswer(name = 'Nightly ledger', points = 0): Answer {
  const { fact } = sampleSheet();
  const error = quote(name === 'Nightly ledger' ? 'OutOfMemoryError' : name);
  return {
    chip: chip('diagnose.what_changed', 'What changed?'),
    selection: JOB,
    subject: { ref: 'job:1042' as EntityRef, name },
    draft: {
      headline: line`${ledger(name)} cost ${fact(2790, 'usd')} more than in the ${fact(30, 'count')} days before (${fact(31, 'percent_delta')}).`,
      points: [
        line`Longer runs ${strong(fact(1980, 'usd_delta'))}: median ${fact(44, 'minutes')} to ${fact(58, 'minutes')} since ${fact('2026-10-12', 'day')}, the day autoscale max went from ${fact(8, 'count')} to ${fact(16, 'count')}`,
        line`Retries ${strong(fact(610, 'usd_delta'))}: ${fact(9, 'count')} more attempts, after ${error}`,
        line`Price ${strong(fact(200, 'usd_delta'))}: JOBS_COMPUTE from ${fact(0.15, 'usd_per_dbu')} to ${fact(0.155, 'usd_per_dbu')} per DBU on ${fact('2026-10-15', 'day')}`,
        ...Array.from({ length: points }, () => line`${ledger(name)} failed with ${error}, then ${error}`),
      ],
      next: [
        line`run once with max ${fact(8, 'count')} and compare: Right-size shows the sums. Treat the memory errors first.`,
      ],
      notes: [line`These add up to the ${fact(2791, 'usd')}; nothing is left over.`],
    },
    text: 'as text',
    applicable: true,
    withheld: null,
    verdict: { verified: 17, total: 17, rejected: [], violations: [] },
    sources: [
      {
        title: 'Compute configuration reference',
        url: 'https://docs.databricks.com/aws/en/compute/configure',
        checked: '2026-10-20',
        heading: 'Autoscaling',
        confirmed: true,
      },
      {
        title: 'Spot and on-demand instances',
        url: 'https://docs.databricks.com/aws/en/compute/spot',
        checked: '2026-10-20',
        heading: 'Evictions',
        confirmed: false,
      },
    ],
    template: 'diagnose.what_changed@1',
    hash: '7be1d0aa',
    model: 'no model',
    asOf: AS_OF,
    trace: traceOf(),
  };
}

export function digest(name = 'Reco training', changes = 0): Digest {
  const { fact } = sampleSheet();
  const reco: EntityName = { ref: 'job:7', name };
  const drivers = chip('diagnose.drivers', 'Why?');
  const selection = { ...SELECTION, entity: 'job:7' };
  return {
    title: 'Databricks, Sat 31 Oct',
    headline: line`${strong(fact(2804, 'usd'))} ${strong(words('yesterday,'))} ${strong(fact(12, 'percent'))} ${strong(words('above a usual Saturday.'))}`,
    changes: [
      {
        kind: 'up',
        line: line`${reco} ${strong(fact(410, 'usd_delta'))}: ${fact(3, 'count')} evictions, ${fact(2, 'count')} reruns`,
        selection,
        chip: drivers,
      },
      {
        kind: 'new',
        line: line`New: ${reco}, first run, ${strong(fact(96, 'usd'))}`,
        selection,
        chip: chip('understand.explain', 'Look'),
      },
      ...Array.from({ length: changes }, () => ({
        kind: 'down' as const,
        line: line`${reco} fell by ${fact(1, 'usd')}`,
        selection,
        chip: drivers,
      })),
    ],
    footer: line`${fact(9, 'count')} other checks ran, nothing material.`,
    quiet: false,
    asOf: AS_OF,
    costBasis: BASIS,
    hash: '0b5e55',
  };
}
