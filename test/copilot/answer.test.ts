// The story of one click, and of the clicks that cannot be answered.
import { afterAll, describe, expect, it } from 'vitest';
import { answer } from '#src/copilot/answer.ts';
import { entityCard } from '#src/copilot/card.ts';
import { chipsFor } from '#src/copilot/selection/chips.ts';
import type { Selection } from '#src/copilot/selection/selection.ts';
import type { UserError } from '#src/lib/errors.ts';
import { plainText } from '#src/reports/line.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import { sql } from '#test/contracts/usage_source.ts';
import { HOSTILE_NAME, NASTY } from '#test/fixtures/nasty_account.ts';
import { testParts } from '#test/fixtures/parts.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';
import { withUsage } from '#test/fixtures/usage_fixture.ts';

const source = openSqliteSource(sampleDatabaseFile());
afterAll(() => source.close());

const idOf = async (name: string): Promise<string> => {
  const [job] = await source.query<{ id: string }>(
    sql('SELECT job_id AS id FROM jobs WHERE job_name = :name'),
    { name },
  );
  return `job:${job!.id}`;
};

const ask = (chip: string, selection: Selection, from: UsageSource = source) =>
  answer({ chip, selection }, testParts(from));

async function refusal(work: Promise<unknown>): Promise<UserError> {
  return work.then(
    () => {
      throw new Error('Nothing was refused');
    },
    (error: UserError) => error,
  );
}

describe('an answer', () => {
  it('is kept with everything behind it', async () => {
    const lines: string[] = [];
    const selection = { report: 'job_cost', entity: await idOf('Nightly ledger') };
    const result = await answer(
      { chip: 'diagnose.failures', selection, onProgress: (line) => lines.push(line) },
      testParts(source),
    );
    expect(lines).toEqual([expect.stringMatching(/^Reading \d+ runs …$/)]);
    expect(result.chip).toEqual({ id: 'diagnose.failures', lane: 'diagnose', label: 'Failures' });
    expect(result.template).toBe('diagnose.failures@1');
    expect(result.selection).toMatchObject({
      from: '2026-10-02',
      to: '2026-10-31',
      entity: selection.entity,
    });
    expect(result.sources).toHaveLength(3);
    expect(result.verdict.verified).toBe(result.verdict.total);
    const { trace } = result;
    expect(trace.sql.map((run) => run.name)).toEqual(
      expect.arrayContaining(['reports/job_cost', 'facts/job_runs']),
    );
    expect(trace.sql.every((run) => run.text.length > 0 && run.rowCount >= 0)).toBe(true);
    expect(Object.keys(trace.timings)).toEqual(['facts', 'graph', 'documents', 'prompt', 'writing']);
    expect(trace).toMatchObject({ chip: 'diagnose.failures', model: 'no model', modelOutput: null });
    expect(trace.prompt.user).toContain(trace.context.text);
  });

  it('keeps hostile names apart from its own words', async () => {
    await withUsage(NASTY, async (nasty) => {
      const result = await ask(
        'understand.explain',
        { report: 'job_cost', entity: 'job:3', from: '2026-10-25', to: '2026-10-31' },
        nasty,
      );
      const spans = result.draft.headline.filter((span) => span.text.includes('channel'));
      expect(spans).toEqual([{ text: HOSTILE_NAME, entity: 'job:3', strong: true }]);
      expect(result.trace.prompt.user).toContain('Entity: <name>!channel> & *bold*  script></name> (job:3)');
      expect(result.trace.prompt.user.match(/<script>/)).toBeNull();
    });
  });

  it.each<[string, string, Selection, string]>([
    ['an unknown chip', 'diagnose.magic', { report: 'job_cost', entity: 'job:1' }, 'unknown_chip'],
    ['an unknown report', 'understand.explain', { report: 'cost_of_job', entity: 'job:1' }, 'unknown_report'],
    [
      'an entity that is gone',
      'understand.explain',
      { report: 'job_cost', entity: 'job:gone' },
      'entity_gone',
    ],
    [
      'a chip of another kind',
      'diagnose.utilization',
      { report: 'job_cost', entity: 'job:1' },
      'wrong_entity_type',
    ],
    [
      'a kind nobody knows',
      'understand.explain',
      { report: 'job_cost', entity: 'planet:earth' },
      'wrong_entity_type',
    ],
  ])('%s is refused', async (_what, chip, selection, code) => {
    const error = await refusal(ask(chip, selection));
    expect(error.code).toBe(code);
    expect(error.next).toBeTruthy();
  });

  it('of an empty database says that there is no usage', async () => {
    await withUsage({ jobs: [{ job_id: '1', job_name: 'A' }] }, async (empty) => {
      expect(
        (await refusal(ask('understand.explain', { report: 'job_cost', entity: 'job:1' }, empty))).code,
      ).toBe('no_data');
    });
  });

  it('of an old database says what is not assessed', async () => {
    await withUsage(
      NASTY,
      async (old) => {
        const selection = { report: 'job_cost', entity: 'job:3', from: '2026-10-25', to: '2026-10-31' };
        expect((await ask('diagnose.failures', selection, old)).text).toContain(
          'Repeated attempts: not assessed, this database does not record them.',
        );
        expect((await ask('understand.owner_and_dependents', selection, old)).text).toContain(
          'so dependents are not assessed.',
        );
      },
      { original: true },
    );
  });
});

describe('a card', () => {
  it('says who a job is, what it costs, and where to go', async () => {
    const card = await entityCard(
      { report: 'job_cost', entity: await idOf('Nightly ledger') },
      testParts(source),
    );
    expect(card.entity).toMatchObject({ type: 'job', name: 'Nightly ledger' });
    expect(plainText(card.subtitle)).toMatch(
      /^job in Prod · Finance \(from its tag\) · daily at 02:00 UTC · feeds \d+ jobs$/,
    );
    expect(plainText(card.figures[0]!)).toMatch(
      /^Cost \$[\d,]+ \(\+\d+%\) · \d+ runs, \d+ failed · median .* · spot \d+%, \d+ evictions$/,
    );
    expect(card.chips.map((chip) => chip.id)).toEqual(chipsFor('job').map((chip) => chip.id));
    expect(card.drills.map((group) => group.label)).toEqual(['Runs', 'Connected jobs']);
    expect(card.drills.every((group) => group.entries.length > 0 && group.entries.length <= 25)).toBe(true);
    expect(card.drills[0]!.entries[0]).toMatchObject({
      ref: expect.stringMatching(/^job_run:/),
      note: expect.stringMatching(/^failed, /),
    });
    expect(card.openUrl).toMatch(/^https:\/\/.*\/jobs\/\d+$/);
    expect(card.selection).toMatchObject({ from: '2026-10-02', to: '2026-10-31' });
  });

  it('of a job without anything still says something', async () => {
    await withUsage(NASTY, async (nasty) => {
      const card = await entityCard(
        { report: 'job_cost', entity: 'job:6', from: '2026-10-30', to: '2026-10-31' },
        testParts(nasty),
      );
      expect(plainText(card.figures[0]!)).toBe('Cost $0 · 0 runs, 0 failed');
      expect(card.drills).toEqual([]);
      expect(card.openUrl).toBeNull();
    });
  });

  it('of what is gone is refused', async () => {
    const card = entityCard({ report: 'job_cost', entity: 'job:gone' }, testParts(source));
    expect((await refusal(card)).message).toBe('job gone is not in the data any more.');
  });
});
