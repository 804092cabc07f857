// Lesson 03: the same rows in any order must become the same context, with nothing dropped in silence.
import { hashOf } from '#src/lib/hash.ts';
import { type FixtureRow, withUsage } from '#test/fixtures/usage_fixture.ts';
import { asStatement, type Exercise, type Finding, findingsOf } from '../exercise.ts';

const SHUFFLES = 4;

interface Row {
  readonly what: string;
  readonly how_many: number;
  readonly cost_micros: number;
  readonly unpriced: number;
}

/** In dollars; three rows share the second place, and one has no price. 8.2 times a million is no whole number in floating point. */
const COSTS: readonly (number | null)[] = [0.1, 12.5, 8.2, 8.2, 8.2, 0.2, null, 0.000001];

const USAGE: readonly FixtureRow[] = COSTS.map((total_cost, i) => ({
  compute_usage_id: `usage_${i + 1}`,
  parent_id: 'run_1',
  parent_type: 'JOB_RUN',
  compute_sku: 'JOBS_COMPUTE',
  dbus_consumed: 1,
  total_cost,
  usage_date: '2026-10-20',
}));
const TOTAL_MICROS = COSTS.reduce<number>((sum, cost) => sum + Math.round((cost ?? 0) * 1e6), 0);
const OUTSIDE: FixtureRow = { ...USAGE[1]!, compute_usage_id: 'usage_9', usage_date: '2026-11-01' };

export const deterministicPrompts: Exercise = {
  number: '03',
  folder: '03_deterministic_prompts',
  ending: 'sql',
  check: (text) =>
    findingsOf(
      async () => checkAll(await Promise.all(Array.from({ length: SHUFFLES }, (_, i) => rowsOf(text, i)))),
      'The parameters are :from and :to; the columns are what, how_many, cost_micros and unpriced.',
    ),
};

function rowsOf(text: string, shuffle: number): Promise<readonly Row[]> {
  return withUsage(
    { compute_usage: [...USAGE, OUTSIDE] },
    (source) => source.query<Row>(asStatement(text), { from: '2026-10-02', to: '2026-10-31' }),
    { shuffle: `order ${shuffle}` },
  );
}

function checkAll(runs: readonly (readonly Row[])[]): readonly Finding[] {
  const rows = runs[0]!;
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0);
  const hashes = new Set(runs.map((run) => hashOf(run)));
  const rest = rows.at(-1);
  return [
    {
      what: 'Rows inserted in any order give the same result',
      ok: hashes.size === 1,
      hint: `${runs.length} orders gave ${hashes.size} results. Rows that cost the same need a second term in ORDER BY: their id.`,
    },
    {
      what: 'The three dearest rows come first, equal ones by id',
      ok:
        rows
          .slice(0, 3)
          .map((row) => row.what)
          .join() === 'usage_2,usage_3,usage_4',
      hint: 'Expected usage_2, then usage_3 and usage_4, which cost the same as usage_5.',
    },
    {
      what: 'Money is a whole number of millionths of a dollar',
      ok: rows.length > 0 && rows.every((row) => Number.isInteger(row.cost_micros)),
      hint: 'CAST(ROUND(total_cost * 1000000) AS INTEGER), row by row and before any sum: whole numbers add up the same in any order.',
    },
    {
      what: 'The rows beyond the third are one last row called rest',
      ok: rows.length === 4 && rest?.what === 'rest' && rest.how_many === 5,
      hint: 'Number the rows (ROW_NUMBER() OVER (ORDER BY ...)), then group those above 3 into one and count them.',
    },
    {
      what: 'The parts add up to the whole',
      ok: sum((row) => row.cost_micros) === TOTAL_MICROS && sum((row) => row.how_many) === USAGE.length,
      hint: `All rows of the period count once: ${USAGE.length} of them, $${TOTAL_MICROS / 1e6} together. Both days of the period belong to it.`,
    },
    {
      what: 'A row without a price is counted as unpriced',
      ok: sum((row) => row.unpriced) === 1,
      hint: 'SUM skips NULL without a word. Count the rows where total_cost IS NULL, so that the reader learns of them.',
    },
  ];
}
