// Every chip with entities it is offered for, as a person could press it on the sample data.
import { CHIPS } from '#src/copilot/selection/chips.ts';
import type { Selection } from '#src/copilot/selection/selection.ts';
import type { EntityRef } from '#src/reports/facts.ts';
import { REPORTS } from '#src/reports/registry.ts';
import type { EntityType } from '#src/reports/report.ts';
import { readEntityNames } from '#src/store/entity_names.ts';
import type { UsageSource } from '#src/store/usage_source.ts';

export interface Press {
  readonly chip: string;
  readonly selection: Selection;
}

/** Chips that do something instead of answering. */
const NOT_ANSWERS: ReadonlySet<string> = new Set(['monitor.send_weekly']);
const RUNS = 40;

export type Entities = Readonly<Partial<Record<EntityType, readonly EntityRef[]>>>;

/** All jobs, warehouses, clusters, people and types of compute; some runs, spread over time. */
export async function sampleEntities(source: UsageSource): Promise<Entities> {
  const named = await readEntityNames(source);
  const of = (type: string) => named.filter((one) => one.type === type).map(({ id }) => `${type}:${id}`);
  const types = await source.query<{ id: string }>(statement('types', TYPES), {});
  const runs = await source.query<{ id: string }>(statement('runs', LATEST_RUNS), { count: RUNS });
  return {
    job: of('job'),
    warehouse: of('warehouse'),
    cluster: of('cluster'),
    user: of('user'),
    compute_type: types.map(({ id }) => `compute_type:${id}`),
    job_run: runs.map(({ id }) => `job_run:${id}`),
  };
}

/** At most `each` entities per chip and type; for chips of reports, every report. */
export function presses(entities: Entities, each: number): Press[] {
  return CHIPS.filter((chip) => !NOT_ANSWERS.has(chip.id)).flatMap((chip) =>
    chip.entityTypes.flatMap((type): Press[] => {
      if (type === 'report') return REPORTS.map(({ id }) => ({ chip: chip.id, selection: { report: id } }));
      const refs = (entities[type] ?? []).slice(0, each);
      return refs.map((entity) => ({ chip: chip.id, selection: { report: reportOf(type), entity } }));
    }),
  );
}

function reportOf(type: EntityType): string {
  return type === 'job' || type === 'job_run' ? 'job_cost' : 'compute_type_cost';
}

const TYPES = `SELECT DISTINCT parent_type AS id FROM compute_usage WHERE parent_type IS NOT NULL ORDER BY 1`;

/** Every so manieth run of the last 30 days of the data, by time. */
const LATEST_RUNS = `WITH recent AS (
    SELECT job_run_id, start_time, ROW_NUMBER() OVER (ORDER BY start_time, job_run_id) AS n, COUNT(*) OVER () AS runs
    FROM job_runs WHERE start_time >= (SELECT date(MAX(usage_date), '-29 days') FROM compute_usage)
  )
  SELECT job_run_id AS id FROM recent WHERE n % (1 + runs / :count) = 0 ORDER BY start_time, job_run_id`;

function statement(name: string, text: string) {
  return { name, text, hash: '' };
}
