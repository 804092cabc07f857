// Cost change: every job, warehouse, cluster and product against the period before, split into terms that add up to the cent.
import { TERMS, type Term } from '#src/lib/cost_terms.ts';
import { formatUsdDelta, microsToUsd } from '#src/lib/money.ts';
import { type CostChangeRaw, type CostChangeRow, costChangeRows, termSums } from '../change_rows.ts';
import { changeFact } from '../changes.ts';
import { costChangeFrame, waterfall } from '../charts/change_waterfall.ts';
import type { Fact } from '../facts.ts';
import { form, type Line, line, strong, words } from '../line.ts';
import { UNPRICED_COLUMN, unpricedNotes } from '../notes.ts';
import { defineReport, type ReadingInput, type ReportParams } from '../report.ts';
import { overallName } from '../term_words.ts';

const DESCRIPTIONS: Readonly<Record<Term, string>> = {
  new: 'The whole cost of what had no usage in the period before',
  gone: 'Minus the whole cost of what has no usage now',
  runs: 'More or fewer runs, repeated attempts left out',
  retries: 'More or fewer attempts for each run; null where the data do not say which runs repeat others',
  duration: 'Longer or shorter runs',
  days: 'More or fewer days with usage, for what does not run',
  intensity: 'More or fewer DBUs per hour of run time, or per day for what does not run',
  price: 'What each SKU costs more or less per DBU',
  mix: 'The same DBUs on dearer or cheaper SKUs',
  rest: 'What none of these explains: corrections, usage without runs or without a price',
};

export const costChange = defineReport<CostChangeRaw, CostChangeRow>({
  id: 'cost_change',
  version: 1,
  title: 'Cost change',
  pillar: 'Cost',
  question: 'What made the cost change since the period before?',
  menuLabel: 'Look into one',
  columns: [
    { name: 'entity_type', unit: 'text', description: 'job, warehouse, cluster or product' },
    { name: 'entity_id', unit: 'id', description: 'Its id; null for usage whose job is unknown' },
    { name: 'entity_name', unit: 'text', description: 'Its name' },
    {
      name: 'cost_before_usd',
      unit: 'usd',
      description: 'Cost in the equally long period before; null when the data do not cover both',
    },
    { name: 'cost_now_usd', unit: 'usd', description: 'Cost by usage date' },
    { name: 'difference_usd', unit: 'usd_delta', description: 'Now minus before; the sum of the terms' },
    ...TERMS.map((term) => ({
      name: `${term}_usd`,
      unit: 'usd_delta' as const,
      description: DESCRIPTIONS[term],
    })),
    UNPRICED_COLUMN,
  ],
  shape: costChangeRows,
  read: (input) => ({
    finding: finding(input),
    figures: figures(input),
    notes: [...jobsOnly(input.params), ...unpricedNotes(input.raw, input.sheet)],
    method: method(input),
  }),
  menu: (rows) =>
    rows
      .filter((row) => row.entity_id !== null && row.entity_type !== 'product')
      .map((row) => ({
        ref: `${row.entity_type}:${row.entity_id}`,
        name: row.entity_name,
        note: row.difference_usd === null ? '' : formatUsdDelta(row.difference_usd),
      })),
  chart: (_rows, period, all) => {
    const bars = waterfall(steps(all), 'Change in all');
    return {
      dataset: bars,
      frame: costChangeFrame(bars),
      subtitle: `Change of cost on the period before in US dollars, ${period}`,
      alt: {
        kind: 'Waterfall chart',
        unit: 'bars',
        items: bars.map((bar) => ({ name: bar.name, value: bar.label })),
        note: 'The last bar is the sum of the others',
      },
    };
  },
});

function steps(rows: readonly CostChangeRow[]) {
  return termSums(rows).map(({ term, cents }) => ({ name: overallName(term), cents }));
}

type Input = ReadingInput<CostChangeRow, CostChangeRaw>;

/** 'Cost rose by $1,875 on the 30 days before: hours per run make +$1,980 of it.' */
function finding(input: Input): Line {
  const { sheet, scope, window, rows } = input;
  const total = totalFact(input);
  if (!window.hasPrevious)
    return line`${strong(total)} ${strong(words('of cost'))}${strong(scope)}${strong(words(', and no whole period before it to compare with.'))}`;
  const change = changeOf(input);
  if (Number(change.value) === 0)
    return line`${strong(words('Cost'))}${strong(scope)} ${strong(words('is the same as in the period before:'))} ${strong(total)}.`;
  const moved = words(Number(change.value) > 0 ? 'rose by' : 'fell by');
  const first = rows[0]!;
  const name = { ref: `${first.entity_type}:${first.entity_id ?? ''}`, name: first.entity_name };
  const own = sheet.add({
    key: 'mover.difference',
    label: `change of cost of ${first.entity_name}`,
    value: first.difference_usd,
    unit: 'usd_delta',
    subject: name.ref,
    rowKey: name.ref,
  });
  const head = line`${strong(words('Cost'))}${strong(scope)} ${strong(moved)} ${strong(form(change, 1))} ${strong(before(input))}`;
  return line`${head}${strong(termClause(input))}${strong(words('.'))} ${name} moved most (${own}).`;
}

function before({ sheet, window }: Input): Line {
  if (window.days === 1) return line`on the day before`;
  const days = sheet.add({
    key: 'window.days',
    label: 'days in the period',
    value: window.days,
    unit: 'days',
  });
  return line`on the ${days} days before`;
}

/** The term that did most in the direction of the change. */
function termClause(input: Input): Line {
  const up = Number(changeOf(input).value) > 0 ? 1 : -1;
  const [top] = termSums(input.rows).sort((a, b) => up * (b.cents - a.cents));
  if (!top || top.cents * up <= 0) return [];
  return line`, ${words(overallName(top.term).toLowerCase().replace('dbu', 'DBU'))} ${termFact(input, top.term, top.cents)}`;
}

function termFact({ sheet }: Input, term: Term, cents: number): Fact {
  const label = `part of the change: ${overallName(term)}`;
  return sheet.add({ key: `term.${term}`, label, value: cents / 100, unit: 'usd_delta' });
}

function totalFact({ raw, sheet }: Input): Fact {
  const value = microsToUsd(raw.reduce((sum, row) => sum + row.cost_micros, 0));
  return sheet.add({ key: 'cost.total', label: 'cost of all compute', value, unit: 'usd' });
}

function changeOf({ rows, sheet }: Input): Fact {
  const cents = rows.reduce((sum, row) => sum + Math.round((row.difference_usd ?? 0) * 100), 0);
  return sheet.add({
    key: 'difference',
    label: 'change of cost on the period before',
    value: cents / 100,
    unit: 'usd_delta',
  });
}

/** The total, and the three terms that moved it most. */
function figures(input: Input): Line[] {
  const { raw, sheet, window } = input;
  const total = totalFact(input);
  const previous = microsToUsd(raw.reduce((sum, row) => sum + row.previous_cost_micros, 0));
  const change = changeFact(sheet, 'total', Number(total.value), previous, window, null, 'brief');
  const top = termSums(input.rows)
    .filter(({ cents }) => cents !== 0)
    .sort((a, b) => Math.abs(b.cents) - Math.abs(a.cents));
  // every term is a fact, shown or not
  for (const { term, cents } of top) termFact(input, term, cents);
  return [
    line`Total ${strong(total)}${change}`,
    ...top
      .slice(0, 3)
      .map(({ term, cents }) => line`${words(overallName(term))} ${strong(termFact(input, term, cents))}`),
  ];
}

function method({ raw, window }: Input): Line[] {
  const assessed =
    raw.some((row) => row.most_retries > 0) || raw.every((row) => row.parent_type !== 'JOB_RUN');
  return [
    ...(window.hasPrevious
      ? [
          line`The terms of a row add up to its difference, the rows to the change in all; nothing is left over.`,
        ]
      : []),
    ...(assessed
      ? []
      : [line`Repeated attempts are not assessed: these data do not say which run repeats another.`]),
  ];
}

/** As in the report by compute type: what people share cannot be split by what only jobs have. */
function jobsOnly({ department, tag, job }: ReportParams): Line[] {
  return department === null && tag === null && job === null
    ? []
    : [
        line`Job runs only: warehouses, all-purpose clusters and other products are shared and belong to no department, tag or job.`,
      ];
}
