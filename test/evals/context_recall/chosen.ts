// Three entities of each kind, chosen for what happened to them and not for how they are told: dear, middling and cheap ones; a failed, an evicted and a good run.

import type { UsageSource } from '#src/store/usage_source.ts';
import type { Entities } from '#test/evals/selections.ts';

/** How far down the list by cost: the dearest, one of the first eighth, the middle one. */
const PLACES = [0, 1 / 8, 1 / 2] as const;

const COSTS = `SELECT parent_type || ':' || subject_id AS ref, parent_type, subject_id AS id, SUM(cost_micros) AS cost
  FROM daily_cost_rollup
  WHERE usage_date > (SELECT date(MAX(usage_date), '-30 days') FROM daily_cost_rollup) AND subject_id <> ''
  GROUP BY parent_type, subject_id ORDER BY cost DESC, subject_id`;

const OWNERS = `SELECT o.owner AS id, SUM(c.cost_micros) AS cost
  FROM job_ownership o JOIN daily_cost_rollup c ON c.subject_id = o.job_id AND c.parent_type = 'JOB_RUN'
  WHERE c.usage_date > (SELECT date(MAX(usage_date), '-30 days') FROM daily_cost_rollup) AND o.owner IS NOT NULL
  GROUP BY o.owner ORDER BY cost DESC, o.owner`;

const TYPES = `SELECT parent_type AS id, SUM(cost_micros) AS cost FROM daily_cost_rollup GROUP BY 1 ORDER BY cost DESC, 1`;

const RUNS = `WITH told AS (
    SELECT r.job_run_id AS id, r.run_status, COALESCE(SUM(x.total_cost), 0) AS cost,
           (SELECT COUNT(*) FROM compute_usage y JOIN events v ON v.compute_usage_id = y.compute_usage_id
            WHERE y.parent_id = r.job_run_id AND v.event_type = 'SPOT_EVICTION') AS evictions
    FROM job_runs r JOIN compute_usage x ON x.parent_id = r.job_run_id
    WHERE r.start_time > (SELECT date(MAX(usage_date), '-30 days') FROM compute_usage) GROUP BY 1, 2
  )
  SELECT id FROM (SELECT id, 1 AS n FROM told WHERE run_status = 'FAILED' ORDER BY cost DESC, id LIMIT 1)
  UNION SELECT id FROM (SELECT id FROM told ORDER BY evictions DESC, id LIMIT 1)
  UNION SELECT id FROM (SELECT id FROM told WHERE run_status = 'SUCCESS' AND evictions = 0 ORDER BY cost DESC, id LIMIT 1)
  ORDER BY 1`;

export async function chosenEntities(source: UsageSource): Promise<Entities> {
  const ask = <Row>(text: string) => source.query<Row>({ name: 'chosen', text, hash: '' }, {});
  const costs = await ask<{ parent_type: string; id: string }>(COSTS);
  const of = (type: string, parent: string) =>
    spread(costs.filter((row) => row.parent_type === parent)).map(({ id }) => `${type}:${id}`);
  return {
    job: of('job', 'JOB_RUN'),
    warehouse: of('warehouse', 'SQL_WAREHOUSE'),
    cluster: of('cluster', 'APC_CLUSTER'),
    user: spread(await ask<{ id: string }>(OWNERS)).map(({ id }) => `user:${id}`),
    compute_type: (await ask<{ id: string }>(TYPES)).slice(0, 3).map(({ id }) => `compute_type:${id}`),
    job_run: (await ask<{ id: string }>(RUNS)).map(({ id }) => `job_run:${id}`),
  };
}

function spread<T>(list: readonly T[]): T[] {
  const places = PLACES.map((place) => Math.floor(place * list.length));
  return [...new Set(places)].flatMap((place) => list[place] ?? []);
}
