import { describe, expect, it } from 'vitest';
import { plantedTruth, rows, story, value } from './sample_query.ts';

const USAGE =
  'compute_usage u JOIN job_runs r ON r.job_run_id = u.parent_id JOIN jobs j ON j.job_id = r.job_id';

/** Dollars a day of a job, by usage day. */
function usdPerDay(name: string, from: string, to: string): number {
  return value(
    `SELECT SUM(u.total_cost) / (julianday(:to) - julianday(:from) + 1) FROM ${USAGE} WHERE j.job_name = :name AND u.usage_date BETWEEN :from AND :to`,
    { name, from, to },
  );
}

function ofRuns(expression: string, name: string, from: string, to: string): number {
  return value(
    `SELECT ${expression} FROM job_runs r JOIN jobs j ON j.job_id = r.job_id WHERE j.job_name = :name AND substr(r.start_time, 1, 10) BETWEEN :from AND :to`,
    { name, from, to },
  );
}

function changes(name: string): string[] {
  return rows<{ text: string }>(
    `SELECT substr(e.event_time, 1, 10) || ' ' || e.details AS text FROM events e JOIN compute_usage u ON u.compute_usage_id = e.compute_usage_id
     JOIN job_runs r ON r.job_run_id = u.parent_id JOIN jobs j ON j.job_id = r.job_id
     WHERE e.event_type = 'CONFIG_CHANGE' AND j.job_name = :name ORDER BY e.event_time`,
    { name },
  ).map((row) => row.text);
}

describe('the truth', () => {
  it('names every kind of story once, with entities that exist', () => {
    const { scenarios } = plantedTruth();
    expect(scenarios.length).toBeGreaterThanOrEqual(18);
    for (const { entities, fields, id } of scenarios) {
      expect(entities.length, id).toBeGreaterThan(0);
      expect(fields.length, id).toBeGreaterThan(0);
      for (const entity of entities.filter((e) => e.startsWith('job:'))) {
        expect(value('SELECT COUNT(*) FROM jobs WHERE job_id = :id', { id: entity.slice(4) }), entity).toBe(
          1,
        );
      }
    }
  });

  it('points at fields that exist', () => {
    const columns = new Set(
      rows<{ field: string }>(
        "SELECT m.name || '.' || c.name AS field FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'",
      ).map((row) => row.field),
    );
    for (const { fields } of plantedTruth().scenarios)
      for (const field of fields) expect(columns).toContain(field);
  });
});

describe('Nightly ledger', () => {
  it('is the most expensive job of the last 30 days', () => {
    const [top] = rows(
      `SELECT j.job_name AS name FROM ${USAGE} WHERE u.usage_date >= '2026-10-02' GROUP BY j.job_id ORDER BY SUM(u.total_cost) DESC LIMIT 1`,
    );
    expect(top).toEqual({ name: 'Nightly ledger' });
  });

  it('runs longer on up to 16 workers since 12 Oct', () => {
    expect(changes('Nightly ledger')).toContain('2026-10-12 autoscale max 8 -> 16');
    expect(ofRuns('MAX(max_nodes)', 'Nightly ledger', '2026-09-01', '2026-10-11')).toBe(8);
    expect(ofRuns('MIN(max_nodes)', 'Nightly ledger', '2026-10-12', '2026-10-31')).toBe(16);
    const success = "AVG(CASE WHEN run_status = 'SUCCESS' THEN duration_ms END)";
    const before = ofRuns(success, 'Nightly ledger', '2026-09-12', '2026-10-11');
    const after = ofRuns(success, 'Nightly ledger', '2026-10-12', '2026-10-31');
    expect(after / before).toBeGreaterThan(1.15);
    expect(after / before).toBeLessThan(1.45);
  });

  it('was repeated after memory errors on 14, 19 and 27 Oct and on no other day', () => {
    const failures = rows<{ day: string; n: number }>(
      `SELECT substr(r.start_time, 1, 10) AS day, COUNT(*) AS n FROM job_runs r JOIN jobs j ON j.job_id = r.job_id
       WHERE j.job_name = 'Nightly ledger' AND r.run_status = 'FAILED' AND r.error_summary LIKE '%OutOfMemoryError%' AND r.start_time >= '2026-10-02' GROUP BY day`,
    );
    expect(failures).toEqual([
      { day: '2026-10-14', n: 2 },
      { day: '2026-10-19', n: 1 },
      { day: '2026-10-27', n: 2 },
    ]);
    expect(ofRuns('COUNT(retry_of_run_id)', 'Nightly ledger', '2026-10-02', '2026-10-31')).toBe(5);
  });

  it('costs about as much more as the truth says', () => {
    const more =
      20 *
      (usdPerDay('Nightly ledger', '2026-10-12', '2026-10-31') -
        usdPerDay('Nightly ledger', '2026-09-22', '2026-10-11'));
    const { effect, parts } = story('nightly_ledger');
    expect(more / effect.costUsd).toBeGreaterThan(0.75);
    expect(more / effect.costUsd).toBeLessThan(1.35);
    expect(Object.values(parts).every((usd) => usd > 300)).toBe(true);
  });
});

describe('Reco training', () => {
  it('loses machines and is run again near the end of October', () => {
    const evictions = (from: string, to: string) =>
      value(
        `SELECT COUNT(*) FROM events e JOIN compute_usage u ON u.compute_usage_id = e.compute_usage_id JOIN job_runs r ON r.job_run_id = u.parent_id
         JOIN jobs j ON j.job_id = r.job_id WHERE j.job_name = 'Reco training' AND e.event_type = 'SPOT_EVICTION' AND e.event_time BETWEEN :from AND :to`,
        { from, to },
      );
    expect(evictions('2026-10-24', '2026-11-01')).toBeGreaterThanOrEqual(7);
    expect(evictions('2026-10-24', '2026-11-01') / 8).toBeGreaterThan(
      (2 * evictions('2026-09-24', '2026-10-24')) / 30,
    );
    expect(ofRuns('COUNT(retry_of_run_id)', 'Reco training', '2026-10-31', '2026-10-31')).toBe(2);
    expect(usdPerDay('Reco training', '2026-10-31', '2026-10-31')).toBeGreaterThan(
      1.6 * usdPerDay('Reco training', '2026-10-01', '2026-10-23'),
    );
  });
});

describe('cost spikes', () => {
  it('more runs', () => {
    expect(
      ofRuns('COUNT(*)', 'campaign_history backfill', '2026-10-06', '2026-10-09'),
    ).toBeGreaterThanOrEqual(28);
    expect(ofRuns('COUNT(*)', 'campaign_history backfill', '2026-10-10', '2026-10-31')).toBeLessThan(8);
  });

  it('longer runs', () => {
    const mean = (from: string, to: string) => ofRuns('AVG(duration_ms)', 'VaR nightly', from, to);
    expect(mean('2026-09-14', '2026-10-02') / mean('2026-08-01', '2026-09-13')).toBeGreaterThan(1.35);
    expect(mean('2026-09-14', '2026-10-02') / mean('2026-10-03', '2026-10-31')).toBeGreaterThan(1.35);
  });

  it('retries', () => {
    const retries = (from: string, to: string) =>
      ofRuns('AVG(retry_of_run_id IS NOT NULL)', 'orders_ingest_hourly', from, to);
    expect(retries('2026-08-10', '2026-08-21')).toBeGreaterThan(0.2);
    expect(retries('2026-08-22', '2026-09-30')).toBeLessThan(0.08);
  });

  it('on-demand fallback', () => {
    expect(ofRuns('AVG(spot_ratio)', 'Search index build', '2026-09-05', '2026-09-18')).toBeLessThan(0.2);
    expect(ofRuns('AVG(spot_ratio)', 'Search index build', '2026-09-19', '2026-10-31')).toBeGreaterThan(0.7);
    expect(story('spike_on_demand_fallback').effect.onDemandUsd).toBeGreaterThan(500);
  });

  it('data growth', () => {
    const mean = (from: string, to: string) =>
      ofRuns("AVG(CASE WHEN run_status = 'SUCCESS' THEN duration_ms END)", 'product_events_silver', from, to);
    const months = [
      mean('2026-07-01', '2026-07-31'),
      mean('2026-08-01', '2026-08-31'),
      mean('2026-09-01', '2026-09-30'),
      mean('2026-10-01', '2026-10-31'),
    ];
    expect(months).toEqual([...months].sort((a, b) => a - b));
    expect(months[3]! / months[0]!).toBeGreaterThan(1.5);
  });

  it('a raised autoscale ceiling', () => {
    expect(changes('Marketing attribution')).toContain('2026-09-03 autoscale max 12 -> 24');
    expect(
      usdPerDay('Marketing attribution', '2026-09-03', '2026-09-29') /
        usdPerDay('Marketing attribution', '2026-08-03', '2026-08-29'),
    ).toBeGreaterThan(1.25);
  });

  it('a price change, to the cent', () => {
    const usd = value(
      "SELECT SUM(dbus_consumed) * 0.005 FROM compute_usage WHERE compute_sku = 'JOBS_COMPUTE' AND usage_date >= '2026-10-15'",
    );
    expect(story('price_change').effect.costUsd).toBeCloseTo(usd, 2);
  });

  it('a job that is new on the last day', () => {
    expect(ofRuns('COUNT(*)', 'dim_customer backfill', '2026-04-15', '2026-10-30')).toBe(0);
    expect(ofRuns('COUNT(*)', 'dim_customer backfill', '2026-10-31', '2026-10-31')).toBe(1);
    expect(usdPerDay('dim_customer backfill', '2026-10-31', '2026-10-31')).toBeGreaterThan(60);
  });
});
