// Puts the truth together after the database is filled: what each story did, the roll-out, the failure model.
import type { SqliteDatabase } from '../sqlite/open_database.ts';
import { type Account, differenceWithout } from './account.ts';
import { FAILURE_COEFFICIENTS } from './failure_model.ts';
import { jobEffectOf } from './job_history.ts';
import { micros, ratio4 } from './rounding.ts';
import { ROLLOUT_DAYS, ROLLOUT_FACTOR } from './scenarios/optimisation_rollout.ts';
import type { Scenario } from './scenarios/scenario.ts';
import {
  entitiesOf,
  type FailureModelTruth,
  measuredUsd,
  type RolloutTruth,
  type ScenarioTruth,
  type TrueEffect,
  type Truth,
  truthFrame,
} from './truth.ts';

export function truthOf(
  db: SqliteDatabase,
  account: Account,
  options: { seed: string; scale: number; oddities: Record<string, number> },
): Truth {
  return {
    ...truthFrame(options.seed, options.scale),
    scenarios: account.scenarios.map((scenario) => scenarioTruth(db, account, scenario)),
    rollout: rolloutTruth(account),
    failureModel: failureModelTruth(account),
    oddities: options.oddities,
  };
}

function scenarioTruth(db: SqliteDatabase, account: Account, scenario: Scenario): ScenarioTruth {
  const { id, kind, summary, from, to, expectedFirstCause, fields } = scenario;
  const effect = trueEffect(db, account, scenario);
  const parts = partsOf(account, scenario);
  return {
    id,
    kind,
    summary,
    ...entitiesOf(scenario, account.book),
    from,
    to,
    expectedFirstCause,
    effect,
    parts,
    fields,
  };
}

function trueEffect(db: SqliteDatabase, account: Account, scenario: Scenario): TrueEffect {
  const { durationPercent } = scenario;
  if (scenario.usdSql === null) {
    return { ...differenceWithout(account, scenario, (e) => e.scenario === scenario.id), durationPercent };
  }
  const unknown = { onDemandUsd: null, runs: null, failedRuns: null, skippedRuns: null, evictions: null };
  return { ...measuredUsd(db, scenario), ...unknown, durationPercent };
}

function partsOf(account: Account, scenario: Scenario): Record<string, number> {
  const names = [...new Set(scenario.effects.flatMap((e) => e.part ?? []))];
  const usd = (part: string) =>
    micros(
      differenceWithout(account, scenario, (e) => e.scenario === scenario.id && e.part === part).costUsd,
    );
  return Object.fromEntries(names.map((part) => [part, usd(part)]));
}

function rolloutTruth(account: Account): RolloutTruth {
  const story = account.scenarios.find((s) => s.id === 'optimisation_rollout')!;
  const treated = story.changes.map(({ job: key, day }) => {
    const job = account.book.get(key)!;
    return { job: job.id, name: job.spec.name, department: job.spec.department, day };
  });
  return { durationFactor: ROLLOUT_FACTOR, days: ROLLOUT_DAYS, treated };
}

function failureModelTruth(account: Account): FailureModelTruth {
  const effects = account.jobs.map((job) => [job.id, ratio4(jobEffectOf(account.random, job))] as const);
  return {
    form: 'logit(P(FAILED)) = intercept + job effect + sum of coefficient x feature',
    coefficients: FAILURE_COEFFICIENTS,
    jobEffects: Object.fromEntries(effects),
    appliesTo:
      'attempts that were not cancelled, skipped or stopped by a failed upstream job, outside the planted stories; 8% of what fails is repaired inside the same run and ends as SUCCESS with repairs = 1',
  };
}
