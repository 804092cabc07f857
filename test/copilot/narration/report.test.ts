import { describe, expect, it } from 'vitest';
import { REPORTS } from '#src/reports/registry.ts';
import { say } from '#test/fixtures/said.ts';
import { SMALL_ACCOUNT } from '#test/fixtures/small_account.ts';

const ids = REPORTS.map((report) => report.id);

describe('every report', () => {
  it.each(ids)('%s: what changed adds up to the cent', async (id) => {
    const { study, value } = await say(`report:${id}`, 'diagnose.report_change');
    const parts = study.sheet.facts
      .filter(
        ({ key, subject }) =>
          key.endsWith('.change') && !subject.startsWith('compute_type:') && key !== 'change',
      )
      .map((fact) => Number(fact.value));
    const rest = Number(value('change.rest') ?? 0);
    expect(parts.length).toBeGreaterThan(0);
    expect(parts.reduce((sum, part) => sum + part, rest)).toBeCloseTo(Number(value('change')), 6);
  });

  it.each(ids)('%s: the finding is its own, with facts of the answer', async (id) => {
    const { narration, study } = await say(`report:${id}`, 'understand.explain_report');
    const bound = narration.headline.filter((span) => span.fact !== undefined);
    expect(bound.length).toBeGreaterThan(0);
    for (const span of bound) {
      const fact = study.sheet.facts.find((known) => known.id === span.fact);
      expect(fact?.forms).toContain(span.text);
    }
  });

  it.each(ids)('%s: savings come with their sums and their risk', async (id) => {
    const { lines } = await say(`report:${id}`, 'optimize.where_to_save');
    const levers = lines.filter((line) => line.includes('Risk:'));
    expect(levers.length).toBeGreaterThan(0);
    for (const line of levers) expect(line).toMatch(/difference|=/);
  });

  it.each(ids)('%s: has something to say about an empty period', async (id) => {
    for (const chip of [
      'understand.explain_report',
      'diagnose.report_change',
      'optimize.where_to_save',
      'monitor.send_weekly',
    ]) {
      const { text } = await say(`report:${id}`, chip, {
        selection: { from: '2027-01-01', to: '2027-01-07' },
      });
      expect(text).not.toMatch(/NaN|undefined|null|Infinity/);
    }
  });
});

describe('the report about types', () => {
  it('tells the change by type and by name, each adding up', async () => {
    const { lines, value } = await say('report:compute_type_cost', 'diagnose.report_change');
    expect(lines.slice(0, 4)).toEqual([
      'Cost of all compute rose by $117 on the 7 days before (+8%): $1,566 after $1,449.',
      '• SQL warehouses +$118: $1,226 → $1,344',
      '• Job runs -$1.00: $91 → $90',
      '• adhoc +$118: $118 → $235',
    ]);
    const byType = ['JOB_RUN', 'SQL_WAREHOUSE'].map((type) => Number(value(`compute_type:${type}.change`)));
    expect(byType[0]! + byType[1]!).toBeCloseTo(Number(value('change')), 6);
  });

  it('leads through the menu of types', async () => {
    const { text } = await say('report:compute_type_cost', 'optimize.where_to_save');
    expect(text).toContain('Next: pick SQL warehouses from the menu, then BI-1 and press Cut cost');
  });
});

describe('the Pareto report', () => {
  it('says who joined the few and who left them', async () => {
    const { lines } = await say('report:job_cost_pareto', 'diagnose.report_change');
    expect(lines).toContain(
      '• 2 → 2 jobs make 80% of the cost; Backfill joined them and Old export left them.',
    );
  });
});

describe('spot risk', () => {
  it('measures the change on spot, and counts evictions', async () => {
    const { lines } = await say('report:spot_risk_by_job', 'diagnose.report_change');
    expect(lines[0]).toBe('Job cost on spot rose by $7.00 on the 7 days before (+25%): $35 after $28.');
    expect(lines).toContain('• Evictions 0 → 1; most more at Ledger (0 → 1).');
  });

  it('says that spot does not change the list price', async () => {
    const { text } = await say('report:spot_risk_by_job', 'optimize.where_to_save');
    // 80% of $20 x 65%.
    expect(text).toContain('$16 would move x 65% assumed discount = $10 of $20');
    expect(text).toContain('DBU list prices are the same on spot');
  });

  it('prefers on-demand where evicted failures cost more than it would', async () => {
    const rows = {
      ...SMALL_ACCOUNT,
      job_runs: SMALL_ACCOUNT['job_runs']!.map((run) =>
        run['job_id'] === 'j1' ? { ...run, spot_ratio: 0.05, run_status: 'FAILED' } : run,
      ),
    };
    // $70 failed; 5% of it on spot would cost 3.50 / 0.35 - 3.50 = $6.50 more on demand.
    const { value } = await say('report:spot_risk_by_job', 'optimize.where_to_save', { rows });
    expect(value('job:j1.saving.leave_spot')).toBe(63.5);
  });
});
