import { describe, expect, it } from 'vitest';
import { plantedTruth, rows, value } from './sample_query.ts';

interface JobTags {
  readonly job_name: string;
  readonly tags: string | null;
}

function parsedTags(tags: string | null): unknown {
  try {
    return tags ? JSON.parse(tags) : null;
  } catch {
    return 'malformed';
  }
}

describe('tags and owners', () => {
  const jobs = () => rows<JobTags>('SELECT job_name, tags FROM jobs').map((job) => parsedTags(job.tags));

  it('are lists of text, objects, empty, missing, and once broken', () => {
    const kinds = jobs().map((tags) => (Array.isArray(tags) ? 'list' : tags === null ? 'none' : typeof tags));
    const count = (kind: string) => kinds.filter((k) => k === kind).length;
    expect(count('list')).toBeGreaterThan(20);
    expect(count('object')).toBeGreaterThan(40);
    expect(count('none')).toBeGreaterThan(8);
    expect(count('string')).toBe(1);
    expect(value("SELECT COUNT(*) FROM jobs WHERE tags = ''")).toBeGreaterThan(0);
  });

  it('spell departments in several ways under several keys', () => {
    const objects = jobs().filter(
      (t): t is Record<string, string> => t !== null && typeof t === 'object' && !Array.isArray(t),
    );
    const keys = new Set(objects.flatMap((tags) => Object.keys(tags)));
    for (const key of ['department', 'dept', 'team', 'owner', 'env']) expect(keys, key).toContain(key);
    const finance = objects
      .flatMap((tags) => Object.values(tags))
      .filter((v) => v.trim().toLowerCase() === 'finance');
    expect(new Set(finance).size).toBeGreaterThan(1);
  });

  it('name owners who exist, except where nobody does', () => {
    expect(value('SELECT COUNT(*) FROM jobs WHERE creator_user_id IS NULL')).toBeGreaterThan(5);
    expect(
      value('SELECT COUNT(*) FROM jobs WHERE creator_user_id NOT IN (SELECT user_id FROM users_lookup)'),
    ).toBe(0);
    expect(value('SELECT COUNT(*) FROM users_lookup WHERE department IS NULL')).toBe(4);
    expect(value('SELECT COUNT(DISTINCT department) FROM users_lookup')).toBe(8);
  });

  it('give two jobs in different workspaces the same name', () => {
    const twins = rows<{ n: number; workspaces: number }>(
      'SELECT COUNT(*) AS n, COUNT(DISTINCT workspace_id) AS workspaces FROM jobs GROUP BY job_name HAVING n > 1',
    );
    expect(twins).toEqual([{ n: 2, workspaces: 2 }]);
  });
});

describe('links', () => {
  it('leave exactly the orphans the truth names', () => {
    const { oddities } = plantedTruth();
    expect(value('SELECT COUNT(*) FROM job_runs WHERE job_id NOT IN (SELECT job_id FROM jobs)')).toBe(
      oddities['runsOfDeletedJobs'],
    );
    expect(oddities['runsOfDeletedJobs']).toBe(2);
    expect(oddities['usageOfUnknownRuns']).toBe(1);
    expect(oddities['runsWithoutUsage']).toBeGreaterThan(5);
    const compute =
      "parent_type IN ('SQL_WAREHOUSE', 'APC_CLUSTER') AND parent_id NOT IN (SELECT compute_id FROM non_job_compute)";
    expect(value(`SELECT COUNT(*) FROM compute_usage WHERE ${compute}`)).toBe(0);
    expect(
      value("SELECT COUNT(*) FROM compute_usage WHERE parent_type = 'OTHER' AND parent_id NOT LIKE '%:%'"),
    ).toBe(0);
  });

  it('tie events to usage, evictions to events, changes to people', () => {
    expect(
      value(
        'SELECT COUNT(*) FROM events WHERE compute_usage_id IS NOT NULL AND compute_usage_id NOT IN (SELECT compute_usage_id FROM compute_usage)',
      ),
    ).toBe(0);
    expect(
      value("SELECT COUNT(*) FROM events WHERE (event_type = 'SPOT_EVICTION') <> (eviction_id IS NOT NULL)"),
    ).toBe(0);
    expect(value('SELECT COUNT(*) FROM eviction_details')).toBe(
      value("SELECT COUNT(*) FROM events WHERE event_type = 'SPOT_EVICTION'"),
    );
    expect(
      value(`SELECT COUNT(*) FROM events e JOIN compute_usage u ON u.compute_usage_id = e.compute_usage_id
      WHERE e.event_type = 'CONFIG_CHANGE' AND substr(e.event_time, 1, 10) = u.usage_date AND e.user_id IS NOT NULL`),
    ).toBeGreaterThan(100);
  });

  it('form chains of jobs without a circle', () => {
    const [depth] = rows<{ depth: number }>(`WITH RECURSIVE chain(job_id, depth) AS (
      SELECT job_id, 1 FROM jobs WHERE job_id NOT IN (SELECT job_id FROM job_dependencies)
      UNION SELECT d.job_id, depth + 1 FROM job_dependencies d JOIN chain c ON c.job_id = d.depends_on_job_id WHERE depth < 20)
      SELECT MAX(depth) AS depth FROM chain`);
    expect(depth!.depth).toBeGreaterThanOrEqual(5);
    expect(depth!.depth).toBeLessThanOrEqual(8);
    const feeds = value(
      `SELECT COUNT(*) FROM job_dependencies d JOIN jobs j ON j.job_id = d.depends_on_job_id WHERE j.job_name = 'Nightly ledger'`,
    );
    expect(feeds).toBe(3);
  });

  it('start a job after the one it reads from has ended', () => {
    const runsOf = (name: string) =>
      `SELECT * FROM job_runs WHERE job_id IN (SELECT job_id FROM jobs WHERE job_name = '${name}')`;
    const late =
      value(`WITH up AS MATERIALIZED (${runsOf('Nightly ledger')}), down AS MATERIALIZED (${runsOf('CFO daily flash')})
      SELECT COUNT(*) FROM down d JOIN up u ON substr(u.start_time, 1, 10) = substr(d.start_time, 1, 10)
      WHERE u.run_status = 'SUCCESS' AND d.start_time < u.end_time AND d.retry_of_run_id IS NULL`);
    expect(late).toBeLessThanOrEqual(3);
  });
});

describe('billing', () => {
  it('takes rows back in full before it states them again', () => {
    const pairs = rows<{
      n: number;
      net: number;
    }>(`SELECT COUNT(*) AS n, SUM(CASE WHEN record_type <> 'RESTATEMENT' THEN dbus_consumed ELSE 0 END) AS net
      FROM compute_usage WHERE parent_id || usage_date IN (SELECT parent_id || usage_date FROM compute_usage WHERE record_type = 'RETRACTION') GROUP BY parent_id, usage_date`);
    expect(pairs.length).toBeGreaterThan(8);
    for (const pair of pairs) expect([pair.n, Math.abs(pair.net) < 1e-6]).toEqual([3, true]);
  });

  it('arrives late sometimes and never early', () => {
    expect(value('SELECT COUNT(*) FROM compute_usage WHERE ingested_date < usage_date')).toBe(0);
    expect(value('SELECT AVG(ingested_date > usage_date) FROM compute_usage')).toBeGreaterThan(0.005);
    expect(
      value('SELECT MAX(julianday(ingested_date) - julianday(usage_date)) FROM compute_usage'),
    ).toBeGreaterThanOrEqual(9);
  });
});

describe('interactive compute', () => {
  it('repeats query patterns, slowly and with errors now and then', () => {
    expect(value('SELECT AVG(error_message IS NOT NULL) FROM sql_query_history')).toBeCloseTo(0.035, 2);
    expect(value('SELECT COUNT(DISTINCT user_id) FROM sql_query_history')).toBeGreaterThan(50);
    expect(value('SELECT MAX(duration_ms) > 100 * AVG(duration_ms) FROM sql_query_history')).toBe(1);
    expect(
      value(
        "SELECT COUNT(*) FROM compute_usage WHERE parent_type = 'SQL_WAREHOUSE' AND peak_concurrent_users >= 5",
      ),
    ).toBeGreaterThan(100);
  });

  it('knows the configuration of every warehouse and cluster', () => {
    expect(value('SELECT COUNT(DISTINCT compute_id) FROM compute_config')).toBe(22);
    expect(
      value("SELECT COUNT(*) FROM compute_config WHERE changed_at BETWEEN '2026-04-15' AND '2026-11-01'"),
    ).toBeGreaterThanOrEqual(3);
  });
});
