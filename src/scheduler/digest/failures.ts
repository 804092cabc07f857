// Judges failed runs: jobs without a single successful run, and a failure that took the jobs behind it along.
import type { IsoDay } from '#src/lib/dates.ts';
import type { DigestPeriod } from './period.ts';
import { NO_AMOUNT, type OpenItem } from './snapshot.ts';
import type { Subject } from './subject.ts';
import { USUAL_BASES, usualOf } from './usual.ts';

export interface FailedRow {
  readonly job_id: string;
  readonly error_summary: string | null;
  readonly runs: number;
  readonly cost_micros: number;
}

export interface Edge {
  readonly job_id: string;
  readonly depends_on_job_id: string;
}

export interface Cascade {
  readonly root: Subject;
  /** Jobs without a successful run that depend on it, directly or through one another, by id. */
  readonly behind: readonly Subject[];
}

/** A job a digest has said had no successful run. */
export interface OpenFailure {
  readonly subject: Subject;
  readonly since: IsoDay;
}

export interface FailureJudgement {
  readonly cascade: Cascade | null;
  /** Everything without a successful run. */
  readonly failing: ReadonlySet<Subject>;
  /** Of those what is news and not part of the cascade; the most costly work first. */
  readonly broken: readonly Subject[];
  readonly still: readonly OpenFailure[];
  readonly resolved: readonly OpenFailure[];
  /** Those of the cascade included. */
  readonly fresh: readonly OpenItem[];
  readonly kept: readonly OpenItem[];
}

export function judgeFailures(
  subjects: readonly Subject[],
  edges: readonly Edge[],
  period: DigestPeriod,
  items: ReadonlyMap<string, OpenItem>,
): FailureJudgement {
  const jobs = subjects.filter((subject) => subject.group === 'job' && subject.id !== '');
  const isOpen = (job: Subject) => items.has(failedKey(job));
  const openFailure = (subject: Subject) => ({ subject, since: items.get(failedKey(subject))!.since });
  const struck = jobs.filter((job) => isStruck(job) || isBroken(job));
  const cascade = cascadeOf(struck, edges);
  const inCascade = new Set(cascade ? [cascade.root, ...cascade.behind] : []);
  const brokenNow = jobs.filter(isBroken);
  const fresh = brokenNow.filter((job) => !isOpen(job));
  const kept = jobs.filter((job) => isOpen(job) && job.runs.success === 0);
  return {
    cascade,
    failing: new Set(brokenNow),
    broken: fresh.filter((job) => !inCascade.has(job)).sort(byWork),
    still: kept.filter((job) => job.runs.failed > 0).map(openFailure),
    resolved: jobs.filter((job) => isOpen(job) && job.runs.success > 0).map(openFailure),
    fresh: fresh.map((job) => ({ key: failedKey(job), kind: 'failed', since: period.from, ...NO_AMOUNT })),
    kept: kept.map((job) => items.get(failedKey(job))!),
  };
}

function failedKey(job: Subject): string {
  return `failed:${job.id}`;
}

/** Ran and never succeeded, although it usually does. */
function isBroken({ runs, baseRuns, earlier }: Subject): boolean {
  if (runs.failed === 0 || runs.success > 0) return false;
  return earlier !== null || baseRuns.slice(0, USUAL_BASES).some((base) => base.success > 0);
}

/** Failed more often than on any of the usual days. */
function isStruck({ runs, baseRuns }: Subject): boolean {
  return runs.failed > Math.max(0, ...baseRuns.slice(0, USUAL_BASES).map((base) => base.failed));
}

function byWork(a: Subject, b: Subject): number {
  return workMicros(b) - workMicros(a) || (a.id < b.id ? -1 : 1);
}

/** What its work usually costs: the size of what did not get done. */
export function workMicros(job: Subject): number {
  const usual = job.bases.map((amounts) => amounts.costMicros);
  return Math.max(job.now.costMicros, usual.length === 0 ? 0 : usualOf(usual).micros);
}

/** Fewer jobs behind one are no cascade but a coincidence that may be. */
const LEAST_BEHIND = 2;

/** The job with the most failed jobs behind it, of those that depend on no failed job themselves. */
function cascadeOf(struck: readonly Subject[], edges: readonly Edge[]): Cascade | null {
  const byId = new Map(struck.map((job) => [job.id, job]));
  const inside = edges.filter((edge) => byId.has(edge.job_id) && byId.has(edge.depends_on_job_id));
  const dependents = new Set(inside.map((edge) => edge.job_id));
  const cascades = struck
    .filter((job) => !dependents.has(job.id))
    .map((root) => ({
      root,
      behind: reach(root.id, inside)
        .map((id) => byId.get(id)!)
        .filter(isBroken),
    }))
    .sort((a, b) => b.behind.length - a.behind.length || (a.root.id < b.root.id ? -1 : 1));
  const largest = cascades[0];
  return largest && largest.behind.length >= LEAST_BEHIND ? largest : null;
}

function reach(root: string, edges: readonly Edge[]): string[] {
  const seen = new Set([root]);
  const waiting = [root];
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    for (const edge of edges) {
      if (edge.depends_on_job_id !== id || seen.has(edge.job_id)) continue;
      seen.add(edge.job_id);
      waiting.push(edge.job_id);
    }
  }
  seen.delete(root);
  return [...seen].sort();
}
