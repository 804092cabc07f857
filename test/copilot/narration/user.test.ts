import { describe, expect, it } from 'vitest';
import { say } from '#test/fixtures/said.ts';
import { SMALL_ACCOUNT } from '#test/fixtures/small_account.ts';

const ADA = 'user:u1';

describe('a person', () => {
  it('stands behind owned jobs and a share of warehouses and clusters', async () => {
    // Jobs 70 + 20, 14 minutes of BI-1 at $6.60 an hour, lab 6/7 of 61.60.
    const { lines, value } = await say(ADA, 'understand.explain');
    expect(lines.slice(0, 2)).toEqual([
      'About $144.34 of cost leads to Ada in 7 days, up 22% on the 7 days before.',
      '• That is $90.00 for the jobs they own, $1.54 for the time their statements ran on warehouses and $52.80 for the time clusters were awake after their starts.',
    ]);
    expect(value('cost')).toBe(144.34);
  });

  it('is not charged with the idle time of a warehouse', async () => {
    const { lines, value } = await say(ADA, 'diagnose.drivers');
    expect(value('warehouse:wh_on.cost.person')).toBe(1.54);
    expect(lines.find((line) => line.includes('BI-1 $'))).toContain(
      '(warehouse: 14 min of statements at $6.60 an hour; $0.77 before)',
    );
    expect(lines.find((line) => line.includes('Not counted for anybody'))).toContain(
      '$1,107 of the $1,109 of BI-1, the time awake in which no statement ran',
    );
  });

  it('is left out where nothing tells when the warehouse was awake', async () => {
    const rows = { ...SMALL_ACCOUNT, compute_config: [] };
    const { text, value } = await say(ADA, 'diagnose.drivers', { rows });
    expect(value('warehouse:wh_on.cost.person')).toBeUndefined();
    expect(text).toContain('When BI-1 was awake is not recorded, so the use of it is not in these figures.');
  });

  it('is not worth a conversation below a stated amount', async () => {
    const rows = {
      ...SMALL_ACCOUNT,
      compute_usage: SMALL_ACCOUNT['compute_usage']!.map((row) => ({
        ...row,
        total_cost: row['total_cost'] === null ? null : Number(row['total_cost']) / 100,
      })),
    };
    const { text, value } = await say(ADA, 'monitor.next_steps', { rows });
    expect(text).toContain('Nothing is worth a conversation with Ada now');
    expect(text).toContain('no saving or rise comes to $25');
    expect(text).not.toContain('talk about this first');
    expect(value('worth')).toBe(25);
  });

  it('has cost drivers that add up', async () => {
    const { value } = await say(ADA, 'diagnose.drivers');
    const parts = ['warehouse:wh_on', 'job:j1', 'job:j2', 'cluster:cl'].map((ref) =>
      Number(value(`${ref}.cost.person`)),
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
      ['Warehouses and clusters', ['cluster:cl', 'warehouse:wh_on']],
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
    expect(lines[0]).toContain('About $144.34 of cost leads to u1');
    await expect(say('user:nobody', 'understand.explain', { rows })).rejects.toMatchObject({
      code: 'entity_gone',
    });
  });
});
