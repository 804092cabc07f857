// What the reports say aloud, in accounts where the usual sentence would be false.
import { describe, expect, it } from 'vitest';
import { altTextOf, chartOf } from '#src/reports/charts/chart_of.ts';
import { emptyReport } from '#src/reports/empty_report.ts';
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
      '1 of 2 jobs and unattributed usage make 80% of $100. Job a alone is 60%.',
    );
    expect(await said('job_cost', account({ a: 90, b: 5, '?': 5 }))).toContain(
      '1 of 2 jobs makes 80% of $100.',
    );
  });

  it('ranks nothing when nothing has a price', async () => {
    const text = await said('job_cost', account({ a: null, b: null }));
    expect(text).toBe(
      [
        'Nothing has a price on 31 Oct, so no cost can be told.',
        '2 usage rows have no price: what they cost is in none of these dollars.',
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
      '1 of 2 jobs makes 80% of $21. Job a alone is 95%.\nTotal $21\n',
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
      '1 of 2 jobs and unattributed usage make 80% of the cost. Job a leads with 60%.',
    );
    expect(await said('job_cost_pareto', account({ a: null }))).toBe(
      'Nothing has a price on 31 Oct, so no cost can be told.\n1 usage row has no price: what it cost is in none of these dollars.',
    );
  });

  it('job_cost_pareto writes amounts that add up as they are printed', async () => {
    // 80.60 + 15.60 = 96.20: in whole dollars 81 + 16 would not be 96.
    expect(await said('job_cost_pareto', account({ a: 80.6, b: 15.6 }))).toContain(
      'Total $96.20\nThe few $80.60\nThe other 1 job $15.60',
    );
    expect(await said('job_cost_pareto', account({ a: 80, b: 15 }))).toContain('Total $95\nThe few $80');
  });

  it('job_cost_pareto ranks nothing where there is one job, and names few jobs in the picture', async () => {
    expect(await said('job_cost_pareto', account({ a: 5 }))).toBe(
      'Job a makes all of $5.00: one job leaves nothing to rank.\nTotal $5.00\nThe few $5.00',
    );
  });

  it('spot_risk_by_job ranks by the money at risk, whatever the share', async () => {
    const { rows } = await run('spot_risk_by_job', NASTY, { last: '7' });
    const atRisk = rows.map((row) => Number(row.at_risk_usd));
    expect(atRisk).toEqual([...atRisk].sort((a, b) => b - a));
    expect(atRisk[0]).toBeGreaterThan(0);
  });

  it('compute_type_cost shares out nothing when there is nothing to share', async () => {
    expect(await said('compute_type_cost', account({ a: 0 }))).toContain('$0 of cost in all.');
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
    expect(plainText(result.finding)).toMatch(
      /^There is no cost from 1 Jan 2020 to 2 Jan 2020; the data cover \d+ Oct to 31 Oct\.$/,
    );
    expect(result.rows).toEqual([]);
    expect(emptyReport(result).next).toMatch(/^Try again and choose days from 2026-10-\d\d to 2026-10-31\.$/);
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

/** Two jobs of Finance and one of nobody, and a warehouse, in a workspace with a name. */
const DEPARTMENTS: FixtureRows = {
  ...account({ a: 60, b: 30, c: 10 }),
  workspace: [{ workspace_id: 'w1', workspace_name: 'Prod' }],
  jobs: ['a', 'b', 'c'].map((id) => ({
    job_id: id,
    job_name: `Job ${id}`,
    workspace_id: 'w1',
    tags: id === 'c' ? '[]' : '{"department":"Finance","tier":"gold"}',
  })),
};

describe('a report with a filter or a limit', () => {
  const alone = async (id: string, raw: RawParams) => {
    const result = await run(id, DEPARTMENTS, { last: '1', ...raw });
    return { result, finding: plainText(result.finding), subtitle: chartOf(result).params.subtitle };
  };

  it.each(REPORTS.map((report) => report.id))('%s says so in the picture and its alt text', async (id) => {
    const { result, subtitle } = await alone(id, {
      workspace: 'Prod',
      department: 'Finance',
      tag: 'tier:gold',
    });
    expect(subtitle).toMatch(/31 Oct, tag tier:gold, department Finance, workspace Prod$/);
    expect(altTextOf(result)).toContain('department Finance, workspace Prod');
    expect(plainText(result.finding)).toContain('department Finance');
  });

  it('names what the jobs have in common where they are counted', async () => {
    const { finding, result } = await alone('job_cost', { department: 'Finance' });
    expect(finding).toContain('2 of 2 jobs of department Finance make 80% of $90.');
    expect(chartOf(result).params.finding).toBe('2 of 2 jobs of department Finance make 80% of $90');
    expect((await alone('job_cost_pareto', { workspace: 'Prod' })).finding).toContain(
      '2 of 3 jobs in workspace Prod make 80% of the cost.',
    );
  });

  it('names a job rather than its id', async () => {
    const { subtitle } = await alone('job_cost', { job: 'a' });
    expect(subtitle).toBe('Cost per job in US dollars, 31 Oct, job Job a');
  });

  it('says that compute people share belongs to no department', async () => {
    const { finding, result } = await alone('compute_type_cost', { department: 'Finance' });
    expect(finding).toBe('Job runs of department Finance cost $90.');
    expect(result.notes.map(plainText)).toEqual([
      'Job runs only: warehouses, all-purpose clusters and other products are shared and belong to no department, so their cost is not in here.',
    ]);
  });

  it('draws the rows a limit leaves, and says of how many', async () => {
    const { result, subtitle } = await alone('job_cost', { limit: '1' });
    expect(result.chart.dataset.map((bar) => bar.name)).toEqual(['Job a']);
    expect(subtitle).toContain('31 Oct, top 1 of 3 jobs');
    expect(plainText(result.figures[0]!)).toBe('Total $100');
    expect(result.notes.map(plainText)).toContain(
      'Totals and shares cover everything, not only what is shown.',
    );
    expect((await alone('job_cost', { limit: '3' })).subtitle).toBe('Cost per job in US dollars, 31 Oct');
  });

  it('tells one person what was looked for when there is nothing', async () => {
    const rows = joined(DEPARTMENTS, account({ a: 1 }, '2026-10-20'));
    const result = await run(
      'job_cost',
      { ...DEPARTMENTS, ...rows, jobs: DEPARTMENTS['jobs']! },
      {
        from: '2026-10-22',
        to: '2026-10-23',
        department: 'Finance',
      },
    );
    expect(emptyReport(result).full).toBe(
      'Job cost: There is no cost for usage of department Finance from 22 Oct to 23 Oct; the data cover 20 Oct to 31 Oct. Nothing was posted. Leave out a filter (department Finance), or choose other days.',
    );
  });
});

describe('what the data do not hold', () => {
  it('says where the period starts before the data', async () => {
    const result = await run('job_cost', account({ a: 5 }), { last: '30' });
    expect(result.notes.map(plainText)).toEqual([
      'The period starts before the data, which begin on 31 Oct.',
    ]);
  });

  it('gives the size of usage without a price, as far as it is known', async () => {
    const usage = (id: string, cost: number | null, dbus: number, sku: string) => ({
      compute_usage_id: id,
      parent_id: 'a2026-10-31',
      parent_type: 'JOB_RUN',
      usage_date: '2026-10-31',
      compute_sku: sku,
      total_cost: cost,
      dbus_consumed: dbus,
    });
    const rows = { ...account({ a: 5 }), compute_usage: [usage('1', 5, 10, 'X'), usage('2', null, 7, 'Y')] };
    const note = 'have no price: what they cost is in none of these dollars.';
    expect(await said('job_cost', rows)).toContain(
      '1 usage row (7 DBU) has no price: what it cost is in none of these dollars.',
    );
    const mixed = { ...rows, compute_usage: [...rows.compute_usage, usage('3', null, 2, 'X')] };
    for (const { id } of REPORTS)
      expect(await said(id, mixed), id).toContain(`2 usage rows (at least 7 DBU) ${note}`);
  });
});

describe('usage without a job', () => {
  it('is named and never counted as a job', async () => {
    const costs = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`j${i}`, 100 - i]));
    const rows = account({ ...costs, '?': 1 });
    const bars = (await run('job_cost', rows)).chart.dataset;
    expect(bars.at(-1)?.name).toBe('Other (6 jobs and unattributed usage)');
    const pareto = await run('job_cost_pareto', rows);
    expect(pareto.figures.map(plainText).at(-1)).toMatch(/^The other 4 jobs and unattributed usage \$/);
    expect(altTextOf(pareto)).toContain('20 jobs and unattributed usage shown.');
    expect((await run('job_cost', rows, { last: '1', limit: '2' })).scope.shown).toBe(
      'top 2 of 20 jobs and unattributed usage',
    );
  });
});
