import { describe, expect, it } from 'vitest';
import { say } from '#test/fixtures/said.ts';
import { SMALL_ACCOUNT } from '#test/fixtures/small_account.ts';

const LAB = 'cluster:cl';

describe('a cluster', () => {
  it('names the day it ran without work, and asks about it first', async () => {
    // 6 days of 30% and one of 2%: 26% on average; 31 Oct cost $8.80.
    const { lines } = await say(LAB, 'diagnose.utilization');
    expect(lines.slice(0, 3)).toEqual([
      'The CPU of lab is 26% busy on average while it is paid for; 65% is what a cluster is sized for.',
      '• In the period before it was 30%.',
      '• Its busiest day was 25 Oct at 30%; none of 7 days passed the mark.',
    ]);
    expect(lines).toContain('• It ran without work: 1 day with less than 5% CPU cost $8.80 (31 Oct).');
    expect(lines.find((line) => line.startsWith('Next:'))).toContain('ask why it ran without work');
  });

  it('shows current, changed and difference, and leaves out what is not worth the time', async () => {
    // 7 stops x 30 min x $2.20 = $7.70, below $10; 26/65 of the workers, but never less than half: $61.60 -> $30.60.
    const { value, text } = await say(LAB, 'optimize.cut_cost');
    expect([value('saving.auto_stop'), value('saving.workers'), value('saving.all')]).toEqual([
      undefined,
      31,
      31,
    ]);
    expect(text).toContain(
      'CPU 26% / 65% aimed for = 40% of the workers, but never fewer than half in one step; how many it has is not recorded; if the cost falls with them, $62 becomes $31; difference $31, at most.',
    );
    expect(text).toContain('every 10% of its DBUs moved save $4.48');
    expect(text.match(/Risk:/g)).toHaveLength(2);
    expect(text).toContain('steps of less than $10 are not named');
  });

  it('splits its cost by the time awake after each start', async () => {
    const { value } = await say(LAB, 'understand.who_uses_it');
    expect([value('user:u1.cost'), value('user:u2.cost')]).toEqual([52.8, 8.8]);
  });

  it('is never called idle without telemetry', async () => {
    const rows = {
      ...SMALL_ACCOUNT,
      compute_usage: SMALL_ACCOUNT['compute_usage']!.map((row) => ({ ...row, avg_cpu_utilization: null })),
    };
    const { lines, text } = await say(LAB, 'diagnose.utilization', { rows });
    expect(lines[0]).toContain('is not assessed: no CPU was measured, which does not mean that it is idle');
    expect(text).not.toContain('without work');
    const size = await say(LAB, 'optimize.right_size', { rows });
    expect(size.narration.applicable).toBe(false);
  });

  it('says that the same cost is the same', async () => {
    const { lines } = await say(LAB, 'diagnose.what_changed');
    expect(lines[0]).toBe('lab cost the same as in the 7 days before: $62.');
  });

  it('tells a change of configuration with the cost of days before and after', async () => {
    const rows = {
      ...SMALL_ACCOUNT,
      compute_usage: SMALL_ACCOUNT['compute_usage']!.map((row) =>
        row['parent_id'] === 'cl' && String(row['usage_date']) > '2026-10-28'
          ? { ...row, dbus_consumed: 32, total_cost: 17.6 }
          : row,
      ),
      events: [
        ...SMALL_ACCOUNT['events']!,
        {
          event_id: 'c',
          compute_usage_id: 'u-cl-2026-10-28',
          event_time: '2026-10-28 15:00:00',
          event_type: 'CONFIG_CHANGE',
          user_id: 'u2',
          details: 'workers 3 -> 7',
        },
      ],
    };
    const { lines } = await say(LAB, 'diagnose.what_changed', { rows });
    expect(lines.slice(0, 3)).toEqual([
      'lab cost $26 (43%) more than in the 7 days before: $88 after $62.',
      '• More DBUs for the same time +$26: 4 DBU → 5.71 DBU an hour (more or larger workers)',
      '• Configuration changed on 28 Oct: workers 3 -> 7, by Ben. A day cost $8.80 before and $18 after. Its configuration changed on 7.1% of the days.',
    ]);
  });
});
