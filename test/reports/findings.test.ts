// What the reports say aloud, in accounts where the usual sentence would be false.
import { describe, expect, it } from 'vitest';
import { plainText } from '#src/reports/line.ts';
import { type RawParams, resolveParams } from '#src/reports/params.ts';
import { REPORTS, reportById } from '#src/reports/registry.ts';
import { DEFAULT_SETTINGS, type ReportResult } from '#src/reports/report.ts';
import { runReport } from '#src/reports/run_report.ts';
import { NASTY } from '#test/fixtures/nasty_account.ts';
import { type FixtureRow, type FixtureRows, withUsage } from '#test/fixtures/usage_fixture.ts';

function run(id: string, rows: FixtureRows, raw: RawParams = { last: '1' }): Promise<ReportResult> {
  return withUsage(rows, async (source) =>
    runReport(reportById(id), await resolveParams(raw, source), source, DEFAULT_SETTINGS),
  );
}

async function said(id: string, rows: FixtureRows, raw?: RawParams): Promise<string> {
  const { finding, figures, notes } = await run(id, rows, raw);
  return [finding, ...figures, ...notes].map(plainText).join('\n');
}

/** Jobs named by letter with these costs on a day; the job '?' is not in the table of jobs. */
function account(costs: Readonly<Record<string, number | null>>, day = '2026-10-31'): FixtureRows {
  const names = Object.keys(costs);
  return {
    jobs: names
      .filter((name) => !name.startsWith('?'))
      .map((name) => ({ job_id: name, job_name: `Job ${name}` })),
    job_runs: names.map((name) => ({
      job_run_id: `${name}${day}`,
      job_id: name,
      start_time: `${day} 01:00:00`,
      run_status: 'SUCCESS',
    })),
    compute_usage: names.map((name) => ({
      compute_usage_id: `u${name}${day}`,
      parent_id: `${name}${day}`,
      parent_type: 'JOB_RUN',
      usage_date: day,
      total_cost: costs[name]!,
    })),
  };
}

function joined(a: FixtureRows, b: FixtureRows): FixtureRows {
  const rows = (table: string): FixtureRow[] => [...(a[table] ?? []), ...(b[table] ?? [])];
  const jobs = new Map(rows('jobs').map((job) => [job.job_id, job]));
  return { jobs: [...jobs.values()], job_runs: rows('job_runs'), compute_usage: rows('compute_usage') };
}

describe('job_cost', () => {
  it('compares with everything the period before cost, also jobs that are gone', async () => {
    const rows = joined(account({ a: 10, gone: 90 }, '2026-10-30'), account({ a: 50, b: 25 }));
    expect(await said('job_cost', rows)).toBe(
      [
        '2 of 2 jobs make 80% of $75. Job a alone is 67%, up 400% on the day before.',
        'Total $75 (-25%)',
        'Spot share 0%',
        'Runs 2, 0 failed',
        'Jobs 2',
      ].join('\n'),
    );
  });

  it('does not count usage without a job as a job, and says that it is needed for the 80%', async () => {
    expect(await said('job_cost', account({ a: 60, b: 10, '?': 30 }))).toContain(
      '1 of 2 jobs and usage without a known job make 80% of $100. Job a alone is 60%.',
    );
    expect(await said('job_cost', account({ a: 90, b: 5, '?': 5 }))).toContain(
      '1 of 2 jobs make 80% of $100.',
    );
  });

  it('ranks nothing when nothing has a price', async () => {
    const text = await said('job_cost', account({ a: null, b: null }));
    expect(text).toBe(
      [
        '2 jobs cost $0 in all.',
        'Total $0',
        'Spot share not known',
        'Runs 2, 0 failed',
        'Jobs 2',
        '2 usage rows have no price and are not in these figures.',
      ].join('\n'),
    );
  });

  it('says so when no job is known at all, or only one', async () => {
    expect(await said('job_cost', account({ '?': 5 }))).toContain(
      '$5.00 of job cost, none of it with a known job.',
    );
    expect(await said('job_cost', account({ a: 5 }))).toContain('Job a cost $5.00.');
  });

  it('makes no percentage of a period of credits', async () => {
    const rows = joined(account({ a: -10 }, '2026-10-30'), account({ a: 20, b: 1 }));
    expect(await said('job_cost', rows)).toContain(
      '1 of 2 jobs make 80% of $21. Job a alone is 95%.\nTotal $21\n',
    );
  });

  it('does not compare a period that reaches beyond the data', async () => {
    const rows = joined(account({ a: 10 }, '2026-10-28'), account({ a: 50 }));
    const result = await run('job_cost', rows, { from: '2026-10-30', to: '2026-11-01' });
    expect(result.window.hasPrevious).toBe(false);
    expect(result.rows[0]?.cost_previous_usd).toBeNull();
    expect(result.notes.map(plainText)).toEqual(['The period reaches beyond the data, which end on 31 Oct.']);
  });

  it('tells two jobs of one name apart by their workspace', async () => {
    const { rows } = await run('job_cost', NASTY, { last: '7' });
    const names = rows.map((row) => row.job_name);
    expect(names).toContain('Ledger (prod)');
    expect(names).toContain('Ledger (dev)');
    expect(names).toContain('job 4');
    expect(names).toContain('Unattributed');
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('the other reports', () => {
  it('job_cost_pareto says the same as job_cost', async () => {
    const rows = account({ a: 60, b: 10, '?': 30 });
    expect(await said('job_cost_pareto', rows)).toContain(
      '1 of 2 jobs and usage without a known job make 80% of the cost. Job a leads with 60%.',
    );
    expect(await said('job_cost_pareto', account({ a: null }))).toBe(
      '$0 of job cost in all: nothing to rank.\nTotal $0\n1 usage row has no price and is not in these figures.',
    );
  });

  it('compute_type_cost shares out nothing when there is nothing to share', async () => {
    expect(await said('compute_type_cost', account({ a: null }))).toContain('$0 of cost in all.');
  });

  it('compute_type_cost compares with types that are gone', async () => {
    const gone = {
      parent_id: 'wh',
      parent_type: 'SQL_WAREHOUSE',
      compute_usage_id: 'w',
      usage_date: '2026-10-30',
    };
    const before: FixtureRows = { compute_usage: [{ ...gone, total_cost: 100 }] };
    expect(await said('compute_type_cost', joined(before, account({ a: 50 })))).toContain('Total $50 (-50%)');
  });

  it('spot_risk_by_job leads with the money, not with the smallest job', async () => {
    const { finding } = await run('spot_risk_by_job', NASTY, { last: '7' });
    expect(plainText(finding)).toMatch(
      /^<!channel> .* has the most at risk: \$6\.99 on spot \(90% of its cost\)/,
    );
  });

  it.each(REPORTS.map((report) => report.id))('%s has something to say of an empty period', async (id) => {
    const result = await run(id, NASTY, { from: '2020-01-01', to: '2020-01-02' });
    expect(plainText(result.finding)).toBe('Nothing was billed in this period with these filters.');
    expect(result.rows).toEqual([]);
  });

  it.each(REPORTS.map((report) => report.id))('%s fills a chart for every odd account', async (id) => {
    for (const rows of [NASTY, account({ a: null }), account({ a: -5, b: 3 }), account({ '?': 5 })]) {
      const { chart, menu } = await run(id, rows);
      const numbers = [...Object.values(chart.frame.params).flat(), chart.frame.height].map(Number);
      expect(numbers.every(Number.isFinite)).toBe(true);
      expect(chart.dataset.every((row) => Object.values(row).every((cell) => !Number.isNaN(cell)))).toBe(
        true,
      );
      expect(menu.every((entry) => entry.name !== '' && !/NaN|undefined|Infinity/.test(entry.note))).toBe(
        true,
      );
    }
  });
});
