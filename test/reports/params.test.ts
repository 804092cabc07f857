// Parameters as people type them: what they become, and what is said when they cannot.
import { afterAll, describe, expect, it } from 'vitest';
import type { UserError } from '#src/lib/errors.ts';
import { type RawParams, readParams, resolveParams, windowOf } from '#src/reports/params.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import { NASTY } from '#test/fixtures/nasty_account.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';
import { withUsage } from '#test/fixtures/usage_fixture.ts';

const source = openSqliteSource(sampleDatabaseFile());
afterAll(() => source.close());

async function refusal(raw: RawParams, from = source): Promise<UserError> {
  return resolveParams(raw, from).then(
    () => {
      throw new Error('Nothing was refused');
    },
    (error: UserError) => error,
  );
}

describe('a period', () => {
  it.each<[RawParams, string, string]>([
    [{}, '2026-10-02', '2026-10-31'],
    [{ last: '14' }, '2026-10-18', '2026-10-31'],
    [{ last: ' 1 ' }, '2026-10-31', '2026-10-31'],
    [{ from: '2026-10-20' }, '2026-10-20', '2026-10-31'],
    [{ to: '2026-10-20' }, '2026-09-21', '2026-10-20'],
    [{ to: '2026-10-20', last: '7' }, '2026-10-14', '2026-10-20'],
    [{ last: '3 months' }, '2026-08-01', '2026-10-31'],
    [{ last: '1 quarter', to: '2026-05-30' }, '2026-02-28', '2026-05-30'],
    [{ last: '2 weeks' }, '2026-10-18', '2026-10-31'],
    [{ last: 'month' }, '2026-09-01', '2026-09-30'],
    [{ period: 'last month' }, '2026-09-01', '2026-09-30'],
    [{ period: 'This Month' }, '2026-10-01', '2026-10-31'],
    [{ period: 'last week' }, '2026-10-19', '2026-10-25'],
    [{ period: 'this week' }, '2026-10-26', '2026-10-31'],
    [{ period: 'last quarter' }, '2026-07-01', '2026-09-30'],
    [{ period: 'last year' }, '2025-01-01', '2025-12-31'],
    [{ period: 'yesterday' }, '2026-10-31', '2026-10-31'],
    [{ from: ' 2026-10-01 ', to: '2026-12-01' }, '2026-10-01', '2026-12-01'],
  ])('%o', async (raw, from, to) => {
    expect(await resolveParams(raw, source)).toMatchObject({ from, to, workspace: null, limit: null });
  });

  it.each<[RawParams, string, RegExp]>([
    [{ from: '2026-02-30' }, 'bad_date', /"2026-02-30" is not a calendar day \("from"\)/],
    [{ to: 'yesterday' }, 'bad_date', /"yesterday" is not a calendar day \("to"\)/],
    [
      { from: '2026-10-20', to: '2026-10-10' },
      'bad_period',
      /starts \(2026-10-20\) after it ends \(2026-10-10\)/,
    ],
    [{ from: '2026-11-20' }, 'bad_period', /after the last complete day of the data \(2026-10-31\)/],
    [{ from: '1990-01-01', to: '2026-01-01' }, 'bad_period', /longer than ten years/],
    [{ last: '0' }, 'bad_last', /last/],
    [{ last: '-3' }, 'bad_last', /last/],
    [{ last: '1e3' }, 'bad_last', /last/],
    [{ last: '20 years' }, 'bad_last', /takes 1 to 3660 days/],
    [{ last: 'fortnight' }, 'bad_last', /"last fortnight" is not a period/],
    [{ period: 'today' }, 'bad_period', /complete days only/],
    [{ period: 'next month' }, 'bad_period', /"next month" is not a period/],
    [{ from: '2026-10-01', last: '7' }, 'contradiction', /"last 7" and "from 2026-10-01" contradict/],
    [{ to: '2026-10-01', period: 'last month' }, 'contradiction', /"last month" and "to 2026-10-01"/],
    [{ last: '7', period: 'last month' }, 'contradiction', /"last month" and "last 7"/],
    [{ limit: '2.5' }, 'bad_limit', /limit/],
    [{ limit: '0' }, 'bad_limit', /from 1 to 100000/],
    [{ limit: '999999' }, 'bad_limit', /"999999" is no number of rows .* from 1 to 100000/],
  ])('%o is refused', async (raw, code, message) => {
    const error = await refusal(raw);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.next).toBeTruthy();
  });

  it('knows the stretch before it, and whether the data cover both', async () => {
    const profile = await source.profile();
    const window = async (raw: RawParams) => windowOf(await resolveParams(raw, source), profile);
    expect(await window({})).toMatchObject({
      days: 30,
      previousFrom: '2026-09-02',
      previousTo: '2026-10-01',
      hasPrevious: true,
    });
    expect(await window({ last: '1' })).toMatchObject({
      days: 1,
      previousFrom: '2026-10-30',
      previousTo: '2026-10-30',
    });
    expect((await window({ last: '150' })).hasPrevious).toBe(false);
    expect((await window({ from: '2026-10-01', to: '2026-11-01' })).hasPrevious).toBe(false);
  });
});

describe('a filter', () => {
  it.each<[RawParams, Record<string, string>]>([
    [{ department: 'fInAnCe' }, { department: 'Finance' }],
    [{ tag: ' CRITICAL ' }, { tag: 'critical' }],
    [{ job: 'nightly ledger' }, { job: 'Nightly ledger' }],
  ])('%o is found by its name', async (raw, expected) => {
    const params = await resolveParams(raw, source);
    if (expected['job']) {
      const names = await source.query<{ n: string }>(
        { name: 't', text: 'SELECT job_name AS n FROM jobs WHERE job_id = :id', hash: '' },
        { id: params.job },
      );
      expect(names[0]?.n).toBe(expected['job']);
    } else expect(params).toMatchObject(expected);
  });

  it('blank is none', async () => {
    expect(await resolveParams({ job: '  ', tag: '' }, source)).toMatchObject({ job: null, tag: null });
  });

  it('names the nearest where there is none, and all where there are several', async () => {
    expect(await refusal({ department: 'Finnance' })).toMatchObject({
      code: 'unknown_department',
      field: 'department',
      message: 'There is no department "Finnance". Did you mean "Finance"?',
      next: expect.stringMatching(
        /^The departments are: Customer Support, .*Supply Chain\. Write department="Finance"\.$/,
      ),
      nextInTerminal: expect.stringMatching(/Write --department "Finance"\.$/),
      choices: [{ label: 'Finance', value: 'Finance' }],
    });
    expect((await refusal({ workspace: 'zzzzzzzzzzzzzzz' })).next).toBe(
      'The workspaces are: Analytics, Prod, Sandbox.',
    );
    await withUsage(NASTY, async (nasty) => {
      const error = await refusal({ job: 'Ledger' }, nasty);
      expect(error.code).toBe('ambiguous_job');
      expect(error.message).toBe('2 jobs match "Ledger": Ledger (prod, 1); Ledger (dev, 2).');
      expect(error.next).toBe('Name one by its id: job=1.');
      expect(await resolveParams({ job: '2' }, nasty)).toMatchObject({ job: '2' });
    });
  });

  it.each<RawParams>([{ department: 'Fin' }, { workspace: 'pro' }, { tag: 'crit' }, { job: 'Nightly led' }])(
    '%o is not taken for a longer name',
    async (raw) => {
      const error = await refusal(raw);
      expect(error.code).toMatch(/^unknown_/);
      expect(error.choices.length).toBeGreaterThan(0);
    },
  );

  it('names the jobs that hold the word, and those the search finds', async () => {
    const similar = async () => ['Budget vs actuals'];
    const error: UserError = await resolveParams({ job: 'ledger' }, source, similar).then(
      () => expect.unreachable(),
      (thrown: UserError) => thrown,
    );
    const names = error.choices.map(({ value }) => value);
    expect(names[0]).toBe('Nightly ledger');
    expect(names).toContain('Budget vs actuals');
    expect(error.message).toContain('Similar: "Nightly ledger"');
  });

  it('says which days words mean, and nothing of days that were given', async () => {
    expect((await readParams({ period: 'last week' }, source)).said).toBe(
      '“last week” is 19 to 25 Oct, counted from the last complete day of the data (31 Oct).',
    );
    expect((await readParams({ last: '7' }, source)).said).toBeNull();
  });

  it('cannot reach the SQL', async () => {
    expect((await refusal({ job: "x' OR 1=1 --" })).code).toBe('unknown_job');
    expect((await refusal({ tag: '%' })).code).toBe('unknown_tag');
  });
});
