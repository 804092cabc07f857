// What the original system lost: a job's context held a cost node in 2 of 9 cases and an event in none. The same counted here, over every job that has one.
import { answer } from '#src/copilot/answer.ts';
import type { Parts } from '#src/copilot/parts.ts';

export interface BaselineRow {
  readonly what: string;
  /** Jobs that have such a thing in the period. */
  readonly jobs: number;
  /** Of those, jobs whose surroundings show one. */
  readonly held: number;
  readonly original: string;
}

const PERIOD = `(SELECT date(MAX(usage_date), '-29 days') FROM compute_usage)`;

const JOBS = `SELECT r.job_id AS id, MAX(x.total_cost > 0) AS has_cost,
    MAX(CASE WHEN v.event_type IN ('SPOT_EVICTION', 'CONFIG_CHANGE') THEN 1 ELSE 0 END) AS has_event,
    GROUP_CONCAT(CASE WHEN v.event_type = 'CONFIG_CHANGE' THEN v.details END, '|') AS changes
  FROM job_runs r
  JOIN compute_usage x ON x.parent_id = r.job_run_id AND x.parent_type = 'JOB_RUN' AND x.usage_date >= ${PERIOD}
  LEFT JOIN events v ON v.compute_usage_id = x.compute_usage_id AND v.event_time >= ${PERIOD}
  WHERE r.job_id IN (SELECT job_id FROM jobs) AND r.start_time >= ${PERIOD}
  GROUP BY r.job_id ORDER BY r.job_id`;

interface JobRow {
  readonly id: string;
  readonly has_cost: number;
  readonly has_event: number;
  readonly changes: string | null;
}

export async function baselineRows(parts: Parts): Promise<BaselineRow[]> {
  const jobs = await parts.source.query<JobRow>({ name: 'jobs', text: JOBS, hash: '' }, {});
  const found = { costs: [0, 0], events: [0, 0] } satisfies Record<string, [number, number]>;
  for (const job of jobs) {
    const text = await surroundingsOf(job.id, parts);
    if (job.has_cost) count(found.costs, /\$\d/.test(text));
    if (job.has_event) count(found.events, showsEvent(text, job.changes?.split('|') ?? []));
  }
  return [
    { what: 'an amount of money', jobs: found.costs[0]!, held: found.costs[1]!, original: '2 of 9' },
    {
      what: 'an eviction or a change of configuration',
      jobs: found.events[0]!,
      held: found.events[1]!,
      original: '0 of 9',
    },
  ];
}

function count(tally: number[], isHeld: boolean): void {
  tally[0] = tally[0]! + 1;
  tally[1] = tally[1]! + Number(isHeld);
}

function showsEvent(text: string, changes: readonly string[]): boolean {
  const plain = (words: string) => words.replace(/[<>{}]/g, ' ').replace(/\s+/g, ' ');
  return /evict/i.test(text) || changes.some((change) => plain(text).includes(plain(change).trim()));
}

async function surroundingsOf(id: string, parts: Parts): Promise<string> {
  const selection = { report: 'job_cost', entity: `job:${id}` };
  const { trace } = await answer({ chip: 'diagnose.what_changed', selection }, parts);
  return trace.context.text.split('## Surroundings\n')[1]!.split('\n\n## Passages')[0]!;
}
