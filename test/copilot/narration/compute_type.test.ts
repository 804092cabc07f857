import { describe, expect, it } from 'vitest';
import { resolveParams } from '#src/reports/params.ts';
import { reportById } from '#src/reports/registry.ts';
import { DEFAULT_SETTINGS } from '#src/reports/report.ts';
import { runReport } from '#src/reports/run_report.ts';
import { say, sayFrom } from '#test/fixtures/said.ts';
import { FROM, SMALL_ACCOUNT, TO } from '#test/fixtures/small_account.ts';
import { withUsage } from '#test/fixtures/usage_fixture.ts';

const JOBS = 'compute_type:JOB_RUN';
const TYPES = ['JOB_RUN', 'SQL_WAREHOUSE', 'APC_CLUSTER', 'OTHER'];

describe('a type of compute', () => {
  it('names who is new, gone and dearer, in dollars that add up', async () => {
    // Ledger 56 -> 70, Backfill 0 -> 20, Old export 35 -> 0: -1.
    const { lines, value } = await say(JOBS, 'diagnose.what_changed');
    expect(lines.slice(0, 4)).toEqual([
      'Job runs cost $1.00 (1.1%) less than in the 7 days before: $90 after $91.',
      '• Old export -$35: gone, nothing in this period',
      '• Backfill +$20: new, nothing in the period before',
      '• Ledger +$14: $56 → $70',
    ]);
    const parts = ['job:j1', 'job:j2', 'job:j3'].map((ref) => Number(value(`${ref}.change`)));
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(Number(value('change')));
  });

  it('costs what its report says, to the cent, with and without filters', async () => {
    for (const filter of [{}, { department: 'Finance' }, { workspace: 'w1' }]) {
      await withUsage(SMALL_ACCOUNT, async (source) => {
        const params = await resolveParams({ from: FROM, to: TO, ...filter }, source);
        const report = await runReport(reportById('compute_type_cost'), params, source, DEFAULT_SETTINGS);
        for (const row of report.rows) {
          const { value } = await sayFrom(
            source,
            `compute_type:${row['compute_type']}`,
            'understand.explain',
            filter,
          );
          expect(value('cost')).toBe(row['cost_total_usd']);
        }
        expect(report.rows.length).toBeGreaterThan(0);
      });
    }
  });

  it('says why there is nothing under a filter that leaves job runs only', async () => {
    const { narration, text } = await say('compute_type:OTHER', 'optimize.cut_cost', {
      selection: { department: 'Finance' },
    });
    expect(narration.applicable).toBe(false);
    expect(text).toContain('warehouses and clusters belong to no department');
  });

  it('leads to its members', async () => {
    const labels = await Promise.all(
      TYPES.map(async (type) =>
        (await say(`compute_type:${type}`, 'understand.explain')).card.drills.map((group) => group.label),
      ),
    );
    expect(labels).toEqual([['Jobs'], ['Warehouses'], ['Clusters'], []]);
  });

  it('counts failures once: what they cost is taken off before the size is judged', async () => {
    // Ledger: $10 of $70 failed; 39/65 of the other $60.
    const { value } = await say(JOBS, 'optimize.cut_cost');
    expect([value('job:j1.saving.failures'), value('job:j1.saving.size')]).toEqual([10, 24]);
    expect(value('savings.all')).toBe(34);
  });

  it('offers the same savings for a warehouse as the warehouse itself', async () => {
    const type = await say('compute_type:SQL_WAREHOUSE', 'optimize.cut_cost');
    const own = await say('warehouse:wh_on', 'optimize.cut_cost');
    expect(type.value('warehouse:wh_on.saving.always_on')).toBe(own.value('saving.always_on'));
  });

  it('is gone when it is no type', async () => {
    await expect(say('compute_type:NOPE', 'understand.explain')).rejects.toMatchObject({
      code: 'entity_gone',
    });
  });
});
