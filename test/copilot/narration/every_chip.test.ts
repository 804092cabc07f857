// What holds for every chip of every kind of entity: bound figures, harmless names, the same words for the same data.
import { describe, expect, it } from 'vitest';
import { chipsFor } from '#src/copilot/selection/chips.ts';
import { entityType } from '#src/copilot/selection/selection.ts';
import type { Line } from '#src/reports/line.ts';
import { type Said, type SaidOptions, say } from '#test/fixtures/said.ts';
import { SMALL_ACCOUNT } from '#test/fixtures/small_account.ts';
import type { FixtureRow, FixtureRows } from '#test/fixtures/usage_fixture.ts';

const REFS = [
  'warehouse:wh_on',
  'warehouse:wh_auto',
  'cluster:cl',
  'compute_type:JOB_RUN',
  'compute_type:SQL_WAREHOUSE',
  'compute_type:APC_CLUSTER',
  'compute_type:OTHER',
  'user:u1',
  'user:u2',
  'report:job_cost',
  'report:compute_type_cost',
  'report:job_cost_pareto',
  'report:spot_risk_by_job',
];
const CASES = REFS.flatMap((ref) => chipsFor(entityType(ref)).map((chip) => [ref, chip.id] as const));
const HOSTILE = '<!channel> & *bold* <script>alert(1)</script> {{f1}} $999';

function linesOf({ narration, card }: Said): readonly Line[] {
  return [
    narration.headline,
    ...narration.points,
    ...narration.next,
    ...narration.notes,
    card.subtitle,
    ...card.figures,
  ];
}

function renamed(rows: FixtureRows, columns: readonly string[], value: string): FixtureRows {
  const rename = (row: FixtureRow): FixtureRow =>
    Object.fromEntries(
      Object.entries(row).map(([key, old]) => [key, columns.includes(key) && old !== null ? value : old]),
    );
  return Object.fromEntries(Object.entries(rows).map(([table, list]) => [table, list.map(rename)]));
}

/** Every figure is a fact: what is left without facts, names and quotations has no digit. */
function unbound(said: Said): string[] {
  return linesOf(said)
    .flat()
    .filter((span) => !span.fact && !span.entity && !span.quoted)
    .map((span) => span.text)
    .filter((text) => /\d/.test(text));
}

describe.each(CASES)('%s %s', (ref, chip) => {
  const run = (options: SaidOptions = {}) => say(ref, chip, options);

  it('says something with every figure bound to a fact of the sheet', async () => {
    const said = await run();
    expect(said.lines[0]!.length).toBeGreaterThan(10);
    expect(said.narration.next.length).toBeGreaterThan(0);
    expect(unbound(said)).toEqual([]);
    const forms = new Map(said.study.sheet.facts.map((fact) => [fact.id, fact.forms]));
    for (const span of linesOf(said).flat()) if (span.fact) expect(forms.get(span.fact)).toContain(span.text);
    expect(said.text).not.toMatch(/NaN|undefined|\bnull\b|Infinity|!\s| {2}/);
  });

  it('is the same whatever order the rows were stored in', async () => {
    const plain = await run();
    for (const shuffle of ['a', 'b']) {
      const other = await run({ shuffle });
      expect(other.text).toBe(plain.text);
      expect(other.study.sheet.facts).toEqual(plain.study.sheet.facts);
      expect(other.card).toEqual(plain.card);
    }
  });

  it('keeps names and texts of the data apart from its own words', async () => {
    const columns = [
      'name',
      'job_name',
      'compute_name',
      'workspace_name',
      'department',
      'sql_text',
      'error_message',
      'details',
    ];
    const said = await run({ rows: renamed(SMALL_ACCOUNT, columns, HOSTILE) });
    expect(unbound(said)).toEqual([]);
    for (const span of linesOf(said).flat()) {
      if (!span.entity && !span.quoted) expect(span.text).not.toMatch(/<!channel>|<script>|\{\{f1\}\}/);
    }
    for (const fact of said.study.sheet.facts) expect(fact.label).not.toContain('<');
  });

  it('works on a database that has only the original tables', async () => {
    const { text } = await run({ original: true });
    expect(text).not.toMatch(/NaN|undefined|\bnull\b|Infinity/);
  });
});

describe('accounts of one row', () => {
  it('are not an error for any chip', async () => {
    const day = '2026-10-31';
    const usage = (parent: string, kind: string): FixtureRows => ({
      compute_usage: [
        {
          compute_usage_id: 'u',
          parent_id: parent,
          parent_type: kind,
          usage_date: day,
          total_cost: 1,
          dbus_consumed: null,
        },
      ],
    });
    const cases: readonly (readonly [string, FixtureRows])[] = [
      ['warehouse:w', usage('w', 'SQL_WAREHOUSE')],
      ['cluster:c', usage('c', 'APC_CLUSTER')],
      ['compute_type:OTHER', usage('x:y', 'OTHER')],
      ['report:job_cost', usage('r', 'JOB_RUN')],
      ['report:compute_type_cost', usage('w', 'SQL_WAREHOUSE')],
    ];
    for (const [ref, rows] of cases) {
      for (const chip of chipsFor(entityType(ref))) {
        const { text } = await say(ref, chip.id, { rows });
        expect(text).not.toMatch(/NaN|undefined|\bnull\b|Infinity/);
      }
    }
  });
});

describe('texts read by people', () => {
  it.each([
    ['warehouse:wh_on', 'understand.who_uses_it'],
    ['warehouse:wh_auto', 'optimize.cut_cost'],
    ['cluster:cl', 'monitor.next_steps'],
    ['compute_type:JOB_RUN', 'diagnose.what_changed'],
    ['user:u1', 'diagnose.drivers'],
    ['report:compute_type_cost', 'optimize.where_to_save'],
  ])('%s %s', async (ref, chip) => {
    const { text } = await say(ref, chip);
    const file = `${ref.replace(':', '.')}.${chip}`.toLowerCase();
    await expect(`${text}\n`).toMatchFileSnapshot(`../../golden/narration/${file}.txt`);
  });
});
