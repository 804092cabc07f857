// The jobs side of the sample account: every job with its effects and history, and the same account without one story.
import type { Random } from '#src/lib/random.ts';
import { catalogAtScale } from './catalog/all_jobs.ts';
import type { Effect } from './effects.ts';
import { type JobHistory, jobStream, simulateJob, type Upstream } from './job_history.ts';
import { buildJobs, type Job } from './jobs.ts';
import { allScenarios, BACKGROUND_EFFECTS } from './scenarios/all_scenarios.ts';
import type { JobBook, Scenario } from './scenarios/scenario.ts';
import { minus, NO_TOTALS, plus, type Totals, totalsOf } from './true_effect.ts';

export interface Account {
  readonly random: Random;
  /** Upstream jobs first. */
  readonly jobs: readonly Job[];
  readonly book: JobBook;
  readonly scenarios: readonly Scenario[];
  readonly effects: ReadonlyMap<string, readonly Effect[]>;
  /** Filled as the jobs are simulated, in order. */
  readonly upstreams: Map<string, Upstream>;
  /** What really happened to the jobs of stories; filled as they are simulated. */
  readonly totals: Map<string, Totals>;
}

export function openAccount(scale: number, random: Random): Account {
  const jobs = buildJobs(catalogAtScale(scale), random.fork('jobs'));
  const book = new Map(jobs.map((job) => [job.spec.key, job]));
  const scenarios = allScenarios(book);
  const effects = byJob([...BACKGROUND_EFFECTS, ...scenarios.flatMap((s) => s.effects)]);
  return { random, jobs, book, scenarios, effects, upstreams: new Map(), totals: new Map() };
}

function byJob(effects: readonly Effect[]): Map<string, Effect[]> {
  const map = new Map<string, Effect[]>();
  for (const effect of effects) map.set(effect.job, [...(map.get(effect.job) ?? []), effect]);
  return map;
}

/** Simulates a job and remembers what the jobs behind it see. */
export function runJob(account: Account, job: Job): JobHistory {
  const history = simulate(account, job, account.effects.get(job.spec.key) ?? [], account.upstreams);
  account.upstreams.set(job.spec.key, asUpstream(job, history));
  if (account.effects.has(job.spec.key)) account.totals.set(job.spec.key, totalsOf(job, history));
  return history;
}

function simulate(
  account: Account,
  job: Job,
  effects: readonly Effect[],
  upstreams: ReadonlyMap<string, Upstream>,
): JobHistory {
  const inputs = job.spec.after.map((key) => upstreams.get(key)!);
  return simulateJob(job, effects, inputs, jobStream(account.random, job));
}

function asUpstream(job: Job, history: JobHistory): Upstream {
  return { outcomes: history.outcomes, spec: job.spec };
}

/** Totals of the story's jobs with everything, minus the totals without the effects `without` picks. */
export function differenceWithout(
  account: Account,
  scenario: Scenario,
  without: (effect: Effect) => boolean,
): Totals {
  const upstreams = new Map(account.upstreams);
  let difference = NO_TOTALS;
  for (const job of jobsInOrder(account, scenario)) {
    const all = account.effects.get(job.spec.key) ?? [];
    const real = account.totals.get(job.spec.key)!;
    const history = simulate(
      account,
      job,
      all.filter((e) => !without(e)),
      upstreams,
    );
    upstreams.set(job.spec.key, asUpstream(job, history));
    difference = plus(difference, minus(real, totalsOf(job, history)));
  }
  return difference;
}

function jobsInOrder(account: Account, scenario: Scenario): Job[] {
  const keys = new Set(scenario.effects.map((effect) => effect.job));
  return account.jobs.filter((job) => keys.has(job.spec.key));
}
