import { describe, expect, it } from 'vitest';
import { say } from '#test/fixtures/said.ts';
import { SMALL_ACCOUNT } from '#test/fixtures/small_account.ts';

const ADA = 'user:u1';

describe('a person', () => {
  it('stands behind owned jobs and a share of warehouses and clusters', async () => {
    // Jobs 70 + 20, BI-1 14/16 of 1,108.80, lab 6/7 of 61.60.
    const { lines, value } = await say(ADA, 'understand.explain');
    expect(lines.slice(0, 2)).toEqual([
      'Ada stands behind about $1,113 in 7 days, down 9.2% on the 7 days before.',
      '• It is $90 through owned jobs, $970 through warehouses by query time and $53 through clusters by time awake.',
    ]);
    expect(value('cost')).toBe(1113);
    expect(lines).toContain(
      '• In Finance that is #1 of 3 people by jobs and queries; the median of the others is $0.',
    );
  });

  it('has cost drivers that add up', async () => {
    const { value } = await say(ADA, 'diagnose.drivers');
    const parts = ['warehouse:wh_on', 'job:j1', 'job:j2', 'cluster:cl'].map((ref) =>
      Number(value(`${ref}.cost`)),
    );
    expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(Number(value('cost')), 6);
  });

  it('can save where the warehouse is mostly theirs', async () => {
    expect((await say(ADA, 'optimize.cut_cost')).text).toContain('BI-1: switch auto-stop on');
    expect((await say('user:u2', 'optimize.cut_cost')).text).not.toContain('BI-1: switch auto-stop on');
  });

  it('leads to jobs, warehouses and clusters', async () => {
    const { card } = await say(ADA, 'understand.explain');
    expect(card.drills.map(({ label, entries }) => [label, entries.map((entry) => entry.ref)])).toEqual([
      ['Jobs', ['job:j1', 'job:j2']],
      ['Warehouses and clusters', ['warehouse:wh_on', 'cluster:cl']],
    ]);
  });

  it('has nothing to their name without being an error', async () => {
    for (const chip of [
      'understand.explain',
      'diagnose.drivers',
      'optimize.cut_cost',
      'monitor.next_steps',
      'monitor.trend',
    ]) {
      expect((await say('user:u4', chip)).narration.applicable).toBe(false);
    }
  });

  it('may be known by an owner tag alone', async () => {
    const rows = { ...SMALL_ACCOUNT, users_lookup: [] };
    const { lines } = await say(ADA, 'understand.explain', { rows });
    expect(lines[0]).toContain('u1 stands behind about $1,113');
    await expect(say('user:nobody', 'understand.explain', { rows })).rejects.toMatchObject({
      code: 'entity_gone',
    });
  });
});
