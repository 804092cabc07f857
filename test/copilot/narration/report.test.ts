import { describe, expect, it } from 'vitest';
import { plainText } from '#src/reports/line.ts';
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
      'Cost of all compute rose by $117 (8%) on the 7 days before: $1,566 after $1,449.',
      '• SQL warehouses +$118: $1,226 → $1,344',
      '• Job runs -$1.00: $91 → $90',
      // $235.20 - $117.60: in whole dollars it would not subtract.
      '• adhoc +$117.60: $117.60 → $235.20',
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
      '• 2 jobs make 80% of the cost, 2 in the period before; Backfill joined them and Old export left them.',
    );
  });
});

describe('spot risk', () => {
  it('measures the change on spot, and counts evictions', async () => {
    const { lines } = await say('report:spot_risk_by_job', 'diagnose.report_change');
    expect(lines[0]).toBe('Job cost on spot rose by $7.00 (25%) on the 7 days before: $35 after $28.');
    expect(lines).toContain('• Evictions 0 → 1; most more at Ledger (0 → 1).');
  });

  it('says that spot does not change the list price', async () => {
    const { text } = await say('report:spot_risk_by_job', 'optimize.where_to_save');
    // 80% of $20 x 65%.
    expect(text).toMatch(/^Not in this bill:/);
    expect(text).toContain('80% of $20 = $16, x 65% assumed discount = $10.');
    expect(text).toContain('DBUs cost the same on spot');
  });

  it('prefers on-demand where failures for lost spot capacity cost more than it would', async () => {
    const rows = {
      ...SMALL_ACCOUNT,
      job_runs: SMALL_ACCOUNT['job_runs']!.map((run) =>
        run['job_id'] === 'j1'
          ? { ...run, spot_ratio: 0.05, run_status: 'FAILED', error_summary: 'SPOT_INSTANCE_TERMINATION' }
          : run,
      ),
    };
    // $70 failed; machines for 5% of it cost 3.50 / 0.35 - 3.50 = $6.50 more on demand.
    const { value } = await say('report:spot_risk_by_job', 'optimize.where_to_save', { rows });
    expect(value('job:j1.saving.leave_spot')).toBe(64);
  });
});

/** One job of 1,000 DBU at 0.10 the week before, and of 2,000 at 0.12 in this one; its price rose on its first day. */
function dearerAccount(extra: readonly Readonly<Record<string, string | number | null>>[] = []) {
  const day = (usage_date: string, cost: number, dbus: number, id = 'a') => ({
    compute_usage_id: `${id}${usage_date}`,
    parent_id: `${id}${usage_date}`,
    parent_type: 'JOB_RUN',
    usage_date,
    compute_sku: 'JOBS_COMPUTE',
    total_cost: cost,
    dbus_consumed: dbus,
  });
  const days = ['2026-10-11', '2026-10-20', '2026-10-28', '2026-10-31'];
  const runs = days.map((usage_date) => ({
    job_run_id: `a${usage_date}`,
    job_id: 'a',
    start_time: `${usage_date} 01:00:00`,
    run_status: 'SUCCESS',
  }));
  return {
    jobs: [{ job_id: 'a', job_name: 'Ledger', tags: '{"department":"Finance"}' }],
    job_runs: runs,
    compute_usage: [
      day('2026-10-11', 1, 10),
      day('2026-10-20', 100, 1000),
      day('2026-10-28', 240, 2000),
      day('2026-10-31', 0, 0),
      ...extra,
    ],
    sku_prices: [
      { compute_sku: 'JOBS_COMPUTE', price_start_date: '2025-01-01', usd_per_dbu: 0.1 },
      { compute_sku: 'JOBS_COMPUTE', price_start_date: '2026-10-25', usd_per_dbu: 0.12 },
    ],
  };
}

describe('a change of list prices', () => {
  // L(240, 100) = 140 / ln 2.4 = 159.92; x ln 1.2 = 29.16, the rest of 140 is use.
  const said =
    'The same change by price and use: list prices +$29 (jobs compute from $0.100 to $0.120 per DBU on 25 Oct), use +$111.';

  it.each(['job_cost', 'job_cost_pareto', 'compute_type_cost'])(
    '%s names it with its day and dollars',
    async (id) => {
      const { text, value } = await say(`report:${id}`, 'diagnose.report_change', { rows: dearerAccount() });
      expect(text).toContain(said);
      expect(Number(value('change.price')) + Number(value('change.use'))).toBeCloseTo(140, 6);
    },
  );

  it('is part of what a type of compute says', async () => {
    const { text } = await say('compute_type:JOB_RUN', 'diagnose.what_changed', { rows: dearerAccount() });
    expect(text).toContain('of it list prices +$29: jobs compute from $0.100 to $0.120 per DBU on 25 Oct');
  });

  it('is left out where the price stayed, or did nothing worth a sentence', async () => {
    const rows = dearerAccount();
    const same = { ...rows, sku_prices: rows.sku_prices.map((row) => ({ ...row, usd_per_dbu: 0.1 })) };
    const { text } = await say('report:job_cost', 'diagnose.report_change', { rows: same });
    expect(text).not.toContain('list prices');
    const tiny = { ...rows, compute_usage: rows.compute_usage.map((row) => ({ ...row, total_cost: 0.01 })) };
    const small = await say('report:job_cost', 'diagnose.report_change', { rows: tiny });
    expect(small.text).not.toContain('list prices');
  });
});

describe('usage without a job', () => {
  it('is named beside the others, and not counted as one of them', async () => {
    const usage = (id: string, usage_date: string, cost: number) => ({
      compute_usage_id: id,
      parent_id: `gone${id}`,
      parent_type: 'JOB_RUN',
      usage_date,
      compute_sku: 'JOBS_COMPUTE',
      total_cost: cost,
      dbus_consumed: 1,
    });
    const rows = dearerAccount([usage('x', '2026-10-28', 3)]);
    const others = Array.from({ length: 8 }, (_, i) => String(i));
    const all = {
      ...rows,
      jobs: [...rows.jobs, ...others.map((id) => ({ job_id: id, job_name: `Job ${id}` }))],
      job_runs: [
        ...rows.job_runs,
        ...others.map((id) => ({ job_run_id: `r${id}`, job_id: id, start_time: '2026-10-28 01:00:00' })),
      ],
      compute_usage: [
        ...rows.compute_usage,
        ...others.map((id) => ({ ...usage(`o${id}`, '2026-10-28', 50), parent_id: `r${id}` })),
      ],
    };
    const { text } = await say('report:job_cost', 'diagnose.report_change', { rows: all });
    expect(text).toContain('3 others and unattributed usage together +$153: 3 new');
    const type = await say('compute_type:JOB_RUN', 'diagnose.drivers', { rows: all });
    expect(type.text).toContain('4 other jobs and unattributed usage $203');
    expect(plainText(type.card.subtitle)).toContain('9 jobs and unattributed usage');
  });
});

describe('a filtered report', () => {
  const selection = { department: 'Finance' };

  it('says in every answer what it covers', async () => {
    const options = { rows: dearerAccount(), selection };
    const change = await say('report:compute_type_cost', 'diagnose.report_change', options);
    expect(change.lines[0]).toBe(
      'Cost of job runs of department Finance rose by $140 (140%) on the 7 days before: $240 after $100.',
    );
    expect(change.text).toContain('belong to no department');
    const explain = await say('report:job_cost', 'understand.explain_report', options);
    expect(explain.text).toContain('It covers usage from 25 Oct to 31 Oct, only department Finance.');
    const type = await say('compute_type:JOB_RUN', 'understand.explain', options);
    expect(type.lines[0]).toContain('Job runs (department Finance) cost $240');
  });
});
