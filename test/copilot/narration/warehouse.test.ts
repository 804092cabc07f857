import { describe, expect, it } from 'vitest';
import { say } from '#test/fixtures/said.ts';
import { SMALL_ACCOUNT } from '#test/fixtures/small_account.ts';

const ALWAYS_ON = 'warehouse:wh_on';
const ADHOC = 'warehouse:wh_auto';

describe('a warehouse that never stops', () => {
  it('is explained with its hours, its queries, its people and the saving', async () => {
    // 7 days x $158.40; 14 queries of Ada and one of Ben make 16 minutes; queries start in 7 + 1 clock hours of 168.
    const { lines } = await say(ALWAYS_ON, 'understand.explain');
    expect(lines).toEqual([
      'BI-1 cost $1,109 in 7 days, level with the period before.',
      '• A SQL warehouse in Prod: Pro, Small, auto-stop off.',
      '• It was awake for 168 h (168 h before), at $6.60 an hour; 160 h of that fell in clock hours in which no query started.',
      '• 15 queries took 16 min together: $74 a query.',
      '• 2 people used it; Ada has 88% of the query time (Who uses it).',
      'Next: switch auto-stop on, at 10 min, up to $1,056 in such a period (Cut cost shows the sums).',
    ]);
  });

  it('shows the arithmetic of auto-stop, and its parts add up', async () => {
    const { lines, value } = await say(ALWAYS_ON, 'optimize.cut_cost');
    expect(lines[1]).toBe(
      '• Switch auto-stop on, at 10 min: 168 h awake at $6.60 an hour = $1,109; without the 160 h in which no query started, $1,109 becomes $53; difference $1,056, at most. Risk: the first query after a pause waits for a start (minutes on pro and classic, seconds on serverless).',
    );
    expect(Number(value('always_on.then')) + Number(value('saving.always_on'))).toBeCloseTo(
      Number(value('cost')),
      6,
    );
  });

  it('charges people with the time their statements ran, and keeps the idle rest', async () => {
    // Ada: 14 minutes at $6.60 an hour; both ran for 16 minutes of 168 hours.
    const { text, value } = await say(ALWAYS_ON, 'understand.who_uses_it');
    expect(value('user:u1.cost')).toBe(1.54);
    expect(value('user:u2.cost')).toBe(0.22);
    expect(value('cost.own')).toBe(1107.04);
    expect(text).toContain(
      'at the $6.60 of an hour awake: an estimate, because no price is recorded per query',
    );
    expect(text).toContain(
      '• Ben: 13% of the query time, about $0.22; 1 query of 2 min together on 1 day; new in this period.',
    );
    expect(text).toContain(
      '• The warehouse’s own: $1,107 of the $1,109, for the time awake in which no statement ran.',
    );
  });

  it('is owned by the department with most of the query time, as everywhere', async () => {
    const owner = await say(ALWAYS_ON, 'understand.owner_and_dependents');
    const users = await say(ALWAYS_ON, 'understand.who_uses_it');
    expect(owner.value('department:Finance.share')).toBe(users.value('department:Finance.share'));
  });

  it('names errors by their class, beside the period before', async () => {
    const { lines } = await say(ALWAYS_ON, 'diagnose.stability');
    expect(lines[0]).toBe('BI-1 never stopped, because auto-stop is off; 1 of its 15 queries failed (6.7%).');
    expect(lines[1]).toBe(
      '• TABLE_OR_VIEW_NOT_FOUND, 1 query, 0 before: The table or view `missing` cannot be found',
    );
  });

  it('does not offer a smaller size while its slowest queries take minutes', async () => {
    const { narration, text } = await say(ALWAYS_ON, 'optimize.right_size');
    expect(narration.applicable).toBe(false);
    expect(text).toContain('15 of 15 queries take more than 30 s, 100% of them; up to 5% are allowed');
  });

  it('has a card with people to look at and a link', async () => {
    const { card } = await say(ALWAYS_ON, 'understand.explain');
    expect(card.openUrl).toBe('https://prod.example.com/sql/warehouses/wh_on');
    expect(card.drills).toEqual([
      {
        label: 'Users',
        entries: [
          { ref: 'user:u1', name: 'Ada', note: '14 queries, 14 min' },
          { ref: 'user:u2', name: 'Ben', note: '1 query, 2 min' },
        ],
      },
    ]);
  });
});

describe('a warehouse that doubled its hours', () => {
  it('splits the change into days, hours, size and price that add up', async () => {
    const { lines, value } = await say(ADHOC, 'diagnose.what_changed');
    expect(lines[0]).toBe('adhoc cost $117.60 (100%) more than in the 7 days before: $235.20 after $117.60.');
    expect(lines[1]).toBe('• Longer awake on a day +$117.60: 1 h → 2 h a day');
    expect(value('change')).toBe(117.6);
    expect(value('change.hours')).toBe(117.6);
  });

  it('takes the second saving on what the first one leaves', async () => {
    // 7 stops x 20 min x $16.80 = $39.20, in whole dollars $39; half of the other $196.20 = $98.10.
    const { value } = await say(ADHOC, 'optimize.cut_cost');
    expect([value('saving.auto_stop'), value('saving.size'), value('saving.all')]).toEqual([39, 98, 137]);
  });

  it('rose in its trend', async () => {
    const { lines } = await say(ADHOC, 'monitor.trend');
    expect(lines[0]).toBe(
      'adhoc rose in the last week: $235 from 25 Oct to 31 Oct, 100% above the median of the 2 weeks before ($118).',
    );
    expect(lines[1]).toBe('• Weeks by their first day: 11 Oct $118, 18 Oct $118 and 25 Oct $235.');
  });
});

describe('what is missing', () => {
  const without = (...tables: string[]) =>
    Object.fromEntries(
      Object.entries(SMALL_ACCOUNT).map(([table, rows]) => [table, tables.includes(table) ? [] : rows]),
    );

  it('is said when there is no query history: not assessed, never idle', async () => {
    const rows = without('sql_query_history');
    const used = await say(ALWAYS_ON, 'diagnose.utilization', { rows });
    expect(used.narration.applicable).toBe(false);
    expect(used.text).toContain('is not assessed: this database holds no query history');
    const cut = await say(ALWAYS_ON, 'optimize.cut_cost', { rows });
    expect(cut.text).toContain(
      'auto-stop is off, but without a query history it cannot be told which hours are idle',
    );
  });

  it('is never idle time where a serverless warehouse has no query on record', async () => {
    const rows = {
      ...SMALL_ACCOUNT,
      sql_query_history: SMALL_ACCOUNT['sql_query_history']!.filter((row) => row['parent_id'] !== 'wh_auto'),
    };
    const { text, narration } = await say(ADHOC, 'diagnose.utilization', { rows });
    expect(narration.applicable).toBe(false);
    expect(text).toContain('is not assessed: no query on it is recorded');
    const explained = await say(ADHOC, 'understand.explain', { rows });
    expect(explained.text).toContain('users, queries and idle hours are not assessed');
    expect(explained.text).not.toContain('in which no query started');
  });

  it('is said when the database has only the original tables', async () => {
    const { text } = await say(ALWAYS_ON, 'understand.explain', { original: true });
    expect(text).toContain(
      'This database does not record configurations, so size and auto-stop are not assessed.',
    );
    expect(text).toContain('BI-1 cost $1,109 in 7 days');
  });

  it('is said when the data do not reach back', async () => {
    const { narration, text } = await say(ADHOC, 'diagnose.what_changed', {
      selection: { from: '2026-10-12' },
    });
    expect(narration.applicable).toBe(false);
    expect(text).toContain('the data do not reach back a whole period');
  });

  it('is a user error for a warehouse that is not in the data', async () => {
    await expect(say('warehouse:gone', 'understand.explain')).rejects.toMatchObject({ code: 'entity_gone' });
  });

  it('counts unpriced rows and never takes them as zero', async () => {
    const rows = {
      ...SMALL_ACCOUNT,
      compute_usage: SMALL_ACCOUNT['compute_usage']!.map((row) =>
        row['compute_usage_id'] === 'u-wh_on-2026-10-31' ? { ...row, total_cost: null } : row,
      ),
    };
    const { text } = await say(ALWAYS_ON, 'understand.explain', { rows });
    expect(text).toContain('BI-1 cost $950 in 7 days, down 14%');
    expect(text).toContain('1 usage row has no price and is not in these figures.');
  });

  it('is little when nothing was billed', async () => {
    const { narration, text } = await say(ADHOC, 'optimize.cut_cost', {
      selection: { from: '2026-11-05', to: '2026-11-06' },
    });
    expect(narration.applicable).toBe(false);
    expect(text).toContain('Nothing was billed for adhoc in the period.');
  });
});
