// Of a person: what leads to them, the cost of the jobs they own, their queries and how many failed.
import { sum } from '#src/lib/stats.ts';
import { figures } from '../../narration/common/figures.ts';
import { costFact } from '../../narration/user/user_facts.ts';
import { partsOf, usesOf } from '../../narration/user/user_spend.ts';
import type { UserStudy } from '../../study/user_study.ts';

export function userFacts(study: UserStudy): void {
  costFact(study, partsOf(study));
  const jobs = sum(study.jobs.map((job) => job.cost_micros));
  if (jobs > 0) figures(study, 'facts/user_jobs').usd('cost.job', 'cost of the jobs they own', jobs);
  const uses = usesOf(study, 'current');
  const f = figures(study, 'facts/user_warehouses');
  const queries = sum(uses.map((use) => use.queries));
  if (queries === 0) return;
  f.count('queries', 'queries in the period', queries);
  f.count('failed', 'failed queries', sum(uses.map((use) => use.failed)));
}
