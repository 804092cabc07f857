// One night, one expired credential, and every table behind it missing.
import type { Effect } from '../effects.ts';
import { type JobBook, type Scenario, scenario } from './scenario.ts';

const ID = 'upstream_cascade';
const NIGHT = '2026-10-20';
const ROOT = 'erp_extract_full';

export function upstreamCascade(book: JobBook): Scenario {
  const hit = descendants(book, ROOT);
  return scenario({
    id: ID,
    kind: 'upstream_failure_cascade',
    summary: `erp_extract_full lost its storage permission on the night of 20 Oct; ${hit.length} jobs behind it failed or were skipped until it was run again by hand.`,
    jobs: [ROOT, ...hit],
    from: NIGHT,
    to: NIGHT,
    expectedFirstCause: 'erp_extract_full failed with a storage permission error',
    fields: [
      'job_dependencies.depends_on_job_id',
      'job_runs.run_status',
      'job_runs.error_summary',
      'job_runs.start_time',
    ],
    effects: [rootFails(), ...hit.map(blocked)],
  });
}

function rootFails(): Effect {
  return { scenario: ID, job: ROOT, from: NIGHT, to: NIGHT, failFirst: 9, extraRuns: 1, error: 'permission' };
}

function blocked(job: string): Effect {
  return { scenario: ID, job, from: NIGHT, to: NIGHT, blocked: true };
}

/** Jobs that read, directly or not, from `root`, nearest first; copies of a larger account have their own root. */
function descendants(book: JobBook, root: string): string[] {
  const found: string[] = [];
  const queue = [root];
  for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
    for (const job of book.values()) {
      if (!job.spec.after.includes(key) || found.includes(job.spec.key)) continue;
      found.push(job.spec.key);
      queue.push(job.spec.key);
    }
  }
  return found;
}
