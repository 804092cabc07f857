// Digests over an account in round dollars: every figure of the goldens can be computed on paper, see account.ts.
import { describe, expect, it } from 'vitest';
import { digestMessage } from '#blocks/digest_message.ts';
import { validateBlocks } from '#blocks/validate.ts';
import { viewTools } from '#src/copilot/view_tools.ts';
import { addDays, type IsoDay } from '#src/lib/dates.ts';
import { plainText } from '#src/reports/line.ts';
import { type DigestSnapshot, parseSnapshot } from '#src/scheduler/digest/snapshot.ts';
import { type BuiltDigest, buildDigest } from '#src/scheduler/digest.ts';
import type { FixtureOptions, FixtureRows } from '#test/fixtures/usage_fixture.ts';
import { withUsage } from '#test/fixtures/usage_fixture.ts';
import { type AccountOptions, account, type Edit, type JobSpec } from './account.ts';
import { renderDigest } from './render.ts';

const golden = (name: string) => `../../golden/digests/${name}.txt`;

interface Asked {
  readonly previous?: DigestSnapshot | null;
  readonly now?: string;
  readonly options?: FixtureOptions;
}

function digestOf(rows: FixtureRows, { previous = null, now, options }: Asked = {}): Promise<BuiltDigest> {
  return withUsage(
    rows,
    async (source) => {
      const { asOf } = await source.profile();
      const clockNow = new Date(now ?? `${addDays(asOf!, 1)}T08:00:00Z`);
      return buildDigest({ source, previous, clockNow, weekdayZone: 'Europe/Berlin' });
    },
    options,
  );
}

/** One digest a day from `first` on, each with the memory of the one before; the last one. */
function lastOf(first: IsoDay, options: AccountOptions): Promise<BuiltDigest> {
  return withUsage(account({ from: '2026-07-20', ...options }), async (source) => {
    let built: BuiltDigest | null = null;
    for (let asOf = first; asOf <= options.to; asOf = addDays(asOf, 1)) {
      const seen = { ...source, profile: async () => ({ ...(await source.profile()), asOf }) };
      const clockNow = new Date(`${addDays(asOf, 1)}T08:00:00Z`);
      const previous: DigestSnapshot | null = built?.snapshot ?? null;
      built = await buildDigest({ source: seen, previous, clockNow, weekdayZone: 'Europe/Berlin' });
    }
    return built!;
  });
}

const LOST = 'SPOT_INSTANCE_TERMINATION: lost';
const DENIED = 'PERMISSION_DENIED: no access';
const backfill: JobSpec = { id: '6', name: 'dim_customer backfill', usd: 96, minutes: 40 };

const RECO_RERUNS: Edit['runs'] = {
  '2': [
    { usd: 150, status: 'FAILED', error: LOST, evictions: 2 },
    { usd: 150, status: 'FAILED', error: LOST, isRetry: true, evictions: 1 },
    { usd: 200, isRetry: true },
  ],
};

/** Wed 28 Oct: Reco training +$300, a new job $96, the ledger missing -$100, BI-1 -$60: $756 instead of $520. */
const BUSY: Edit = {
  runs: { ...RECO_RERUNS, '1': [], '6': [{ usd: 96 }] },
  compute: { wh1: { usd: 20 } },
  queries: 96,
};
const BUSY_EDITS = {
  '2026-10-27': { config: { wh1: 'auto stop 0 -> 10 min' } },
  '2026-10-28': BUSY,
};

describe('a digest', () => {
  it('is one line on a quiet day', async () => {
    const { digest, snapshot } = await digestOf(account({ to: '2026-10-27' }));
    await expect(renderDigest(digest)).toMatchFileSnapshot(golden('quiet_day'));
    expect(snapshot).toEqual({ version: 1, asOf: '2026-10-27', open: [] });
  });

  it('says what changed, the largest first', async () => {
    const rows = account({ to: '2026-10-28', edits: BUSY_EDITS, moreJobs: [backfill] });
    const { digest } = await digestOf(rows);
    await expect(renderDigest(digest)).toMatchFileSnapshot(golden('busy_day'));
  });

  it('says on the next day what is still open and what is back, without repeating itself', async () => {
    const edits = {
      ...BUSY_EDITS,
      '2026-10-29': {
        runs: { ...RECO_RERUNS, '6': [{ usd: 96 }] },
        compute: { wh1: { usd: 20 } },
        queries: 96,
      },
    };
    const { digest } = await lastOf('2026-10-27', { to: '2026-10-29', edits, moreJobs: [backfill] });
    await expect(renderDigest(digest)).toMatchFileSnapshot(golden('day_after'));
  });

  it('reminds once a week of what stays open, with what it has added up to', async () => {
    const edits: Record<IsoDay, Edit> = {};
    for (let day = '2026-10-12'; day <= '2026-10-19'; day = addDays(day, 1))
      edits[day] = {
        runs: { '1': [{ usd: 180, minutes: 108 }] },
        ...(day === '2026-10-12' && { config: { '1': 'max 8 -> 16' } }),
      };
    const { digest } = await lastOf('2026-10-11', { to: '2026-10-19', edits });
    await expect(renderDigest(digest)).toMatchFileSnapshot(golden('week_later'));
  });

  it('says when a rise that lasted is over, and does not take the return for a saving', async () => {
    const edits: Record<IsoDay, Edit> = {};
    for (let day = '2026-10-01'; day <= '2026-10-20'; day = addDays(day, 1))
      edits[day] = { runs: { '1': [{ usd: 180, minutes: 108 }] } };
    const over = await lastOf('2026-09-30', { to: '2026-10-21', edits });
    await expect(renderDigest(over.digest)).toMatchFileSnapshot(golden('resolved'));
    const after = await lastOf('2026-09-30', { to: '2026-10-23', edits });
    expect(after.digest.quiet).toBe(true);
  });

  it('names the one failure that took others along', async () => {
    const failed = (usd: number, error: string) => [{ usd, status: 'FAILED' as const, error }];
    const runs = {
      '3': failed(12, DENIED),
      '4': failed(1, 'Path does not exist'),
      '5': failed(1, 'Path does not exist'),
    };
    const { digest } = await digestOf(account({ to: '2026-10-28', edits: { '2026-10-28': { runs } } }));
    await expect(renderDigest(digest)).toMatchFileSnapshot(golden('cascade'));
  });

  it('looks at the whole weekend on a Monday', async () => {
    const edits = { '2026-10-24': { compute: { cl1: { usd: 160, cpu: 3 } } } };
    const friday = await digestOf(account({ to: '2026-10-22' }));
    const rows = account({ to: '2026-10-25', edits });
    const { digest } = await digestOf(rows, { previous: friday.snapshot });
    await expect(renderDigest(digest)).toMatchFileSnapshot(golden('weekend'));
  });

  it('closes the month, and knows what comes with it', async () => {
    const archive = { runs: { '3': [{ usd: 150, minutes: 90 }] } };
    const edits = { '2026-09-30': archive, '2026-10-31': archive };
    const { digest } = await digestOf(account({ from: '2026-08-01', to: '2026-10-31', edits }));
    await expect(renderDigest(digest)).toMatchFileSnapshot(golden('month_end'));
  });

  it('names a price that moved once, then takes it as known', async () => {
    const edits: Record<IsoDay, Edit> = {};
    for (let day = '2026-10-27'; day <= '2026-10-28'; day = addDays(day, 1)) edits[day] = { jobPrice: 1.05 };
    const moved = await lastOf('2026-10-26', { to: '2026-10-27', edits });
    await expect(renderDigest(moved.digest)).toMatchFileSnapshot(golden('price'));
    const next = await lastOf('2026-10-26', { to: '2026-10-28', edits });
    expect(next.digest.quiet).toBe(true);
  });

  it('counts a storm of evictions over all jobs', async () => {
    const hit = (usd: number, evictions: number) => [{ usd, evictions }];
    const runs = { '1': hit(108, 8), '2': hit(212, 9), '3': hit(50, 3) };
    const { digest } = await digestOf(account({ to: '2026-10-28', edits: { '2026-10-28': { runs } } }));
    await expect(renderDigest(digest)).toMatchFileSnapshot(golden('eviction_storm'));
  });
});

describe('what a digest has to go by', () => {
  it('says so when the data have not moved, and keeps what is open', async () => {
    const rows = account({ to: '2026-10-28', edits: BUSY_EDITS, moreJobs: [backfill] });
    const { snapshot } = await digestOf(rows);
    const { digest, snapshot: same } = await digestOf(rows, { previous: snapshot });
    await expect(renderDigest(digest)).toMatchFileSnapshot(golden('not_moved'));
    expect(same).toEqual(snapshot);
    expect(snapshot.open.length).toBeGreaterThan(0);
  });

  it('begins anew when the data are older than the last digest', async () => {
    const rows = account({ to: '2026-10-27' });
    const previous = { version: 1 as const, asOf: '2026-12-24', open: [] };
    expect((await digestOf(rows, { previous })).digest.hash).toBe((await digestOf(rows)).digest.hash);
  });

  it('says how old old data are', async () => {
    const { digest } = await digestOf(account({ to: '2026-10-27' }), { now: '2026-11-22T08:00:00Z' });
    expect(plainText(digest.footer)).toBe('The newest complete day is 26 days old.');
  });

  it('compares with the day before while the data are young, and with nothing on their first day', async () => {
    const young = { from: '2026-10-26', edits: { '2026-10-27': { runs: { '2': [{ usd: 300 }] } } } };
    const second = await digestOf(account({ ...young, to: '2026-10-27' }));
    await expect(renderDigest(second.digest)).toMatchFileSnapshot(golden('second_day'));
    const first = await digestOf(account({ ...young, to: '2026-10-26' }));
    await expect(renderDigest(first.digest)).toMatchFileSnapshot(golden('first_day'));
  });

  it('counts usage without a price', async () => {
    const { digest } = await digestOf(
      account({ to: '2026-10-27', edits: { '2026-10-27': { unpriced: 8 } } }),
    );
    expect(plainText(digest.footer)).toBe('8 usage rows have no price and are not in these figures.');
  });

  it('refuses an empty database in words', async () => {
    await expect(digestOf({}, { now: '2026-10-28T08:00:00Z' })).rejects.toThrow(
      'The database holds no usage yet.',
    );
  });

  it('works on a database of the original schema', async () => {
    const rows = account({ to: '2026-10-28', edits: BUSY_EDITS, moreJobs: [backfill] });
    const { digest } = await digestOf(rows, { options: { original: true } });
    await expect(renderDigest(digest)).toMatchFileSnapshot(golden('original_schema'));
  });
});

describe('a digest is the same for the same data', () => {
  const rows = account({ to: '2026-10-28', edits: BUSY_EDITS, moreJobs: [backfill] });

  it('whatever the order of rows and inserts', async () => {
    const plain = await digestOf(rows);
    for (const shuffle of ['a', 'b', 'c']) {
      const shuffled = await digestOf(rows, { options: { shuffle } });
      expect([shuffled.digest, shuffled.snapshot]).toEqual([plain.digest, plain.snapshot]);
    }
  });

  it('whenever it is asked for', async () => {
    const [morning, later] = [
      await digestOf(rows, { now: '2026-10-29T07:00:00Z' }),
      await digestOf(rows, { now: '2026-11-20T23:30:00Z' }),
    ];
    expect(later.digest.hash).toBe(morning.digest.hash);
    // Half past eleven in the evening UTC is the next day in Berlin.
    expect([morning.digest.title, later.digest.title]).toEqual([
      'Databricks, Thu 29 Oct',
      'Databricks, Sat 21 Nov',
    ]);
  });

  it('and another one for other data', async () => {
    const other = account({ to: '2026-10-28', edits: { '2026-10-28': { runs: { '1': [{ usd: 101 }] } } } });
    expect((await digestOf(other)).digest.hash).not.toBe((await digestOf(rows)).digest.hash);
  });
});

describe('a digest as a message', () => {
  it('is accepted by the host, with names that try to break out', async () => {
    const nasty = { ...backfill, name: `<!channel> & *bold* <script> ${'ü'.repeat(500)}` };
    const { digest } = await digestOf(account({ to: '2026-10-28', edits: BUSY_EDITS, moreJobs: [nasty] }));
    const { blocks, text } = digestMessage(digest, viewTools);
    expect(validateBlocks(blocks as never)).toEqual([]);
    expect(JSON.stringify([blocks, text])).not.toContain('<!channel>');
  });
});

describe('the memory of a digest', () => {
  it('survives being stored', async () => {
    const { snapshot } = await digestOf(
      account({ to: '2026-10-28', edits: BUSY_EDITS, moreJobs: [backfill] }),
    );
    expect(parseSnapshot(JSON.parse(JSON.stringify(snapshot)))).toEqual(snapshot);
  });

  it.each([
    null,
    undefined,
    {},
    { version: 2, asOf: '2026-10-28', open: [] },
    { version: 1, asOf: 'today', open: [] },
  ])('is none when it is %j', (value) => expect(parseSnapshot(value)).toBeNull());
});
