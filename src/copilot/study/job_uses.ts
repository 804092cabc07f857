// What each job did in the period, in the plain numbers its savings are computed from: the same rows for one job and for a report.
import { addDays, type IsoDay } from '#src/lib/dates.ts';
import { errorFamily } from '#src/lib/error_families.ts';
import { compareText } from '#src/lib/text.ts';
import type { SqlParams } from '#src/store/usage_source.ts';
import { earlier } from '../narration/common/days.ts';
import { type Silence, silenceOf } from '../narration/common/silence.ts';
import type { StudyInput } from './study.ts';

type Asking = Pick<StudyInput, 'ask' | 'params' | 'window'>;

/** A row of job_waste. */
interface JobRow {
  readonly job_id: string;
  readonly job_name: string | null;
  readonly workspace_name: string | null;
  readonly schedule_cron: string | null;
  readonly cost_micros: number;
  readonly spot_micros: number;
  readonly cpu_micros: number;
  readonly cpu_rows: number;
  readonly total_runs: number;
  readonly success_runs: number;
  readonly failed_runs: number;
  /** Of the finished runs of ninety days, or of the period where that is longer. */
  readonly duration_ms: number;
  readonly duration_runs: number;
  readonly evictions: number;
  /** 1 when any run had workers, so spot is possible; 0 for serverless. */
  readonly has_workers: number;
  /** Largest size of the newest run that has one recorded. */
  readonly workers: number | null;
  readonly sized_runs: number;
  readonly runs_as_latest: number;
}

interface ErrorRow {
  readonly job_id: string;
  readonly error_summary: string | null;
  readonly runs: number;
  readonly micros: number;
  readonly evicted_runs: number;
}

/** The last change of configuration in the period, and the middle good run before and since. */
export interface ChangeEffect {
  readonly job_id: string;
  readonly event_id: string;
  readonly event_time: string;
  readonly details: string | null;
  readonly runs_before: number;
  readonly runs_since: number;
  readonly dbu_before: number | null;
  readonly dbu_since: number | null;
  readonly dbu_micros_since: number;
  readonly cost_micros_since: number;
}

/** Failed runs of one error family. */
export interface FamilyLoss {
  readonly family: string;
  readonly runs: number;
  readonly micros: number;
}

export interface JobUse extends JobRow {
  /** The most frequent first. */
  readonly losses: readonly FamilyLoss[];
  readonly change: ChangeEffect | null;
  /** null while it runs as it used to. */
  readonly ended: Silence | null;
}

const HISTORY_DAYS = 90;
/** No shorter silence is an end; see silenceOf. */
const QUIET_DAYS = 7;

/** `filters` bind workspace, department, tag and job. */
export async function gatherJobUses(input: Asking, filters: SqlParams): Promise<JobUse[]> {
  const { ask, params } = input;
  const rows = await ask<JobRow>('job_waste', {
    ...filters,
    history_from: earlier(addDays(params.to, -HISTORY_DAYS), addDays(params.from, -1)),
  });
  const errors = byJob(await ask<ErrorRow>('job_errors', filters));
  const changes = byJob(await ask<ChangeEffect>('job_change_effects', filters));
  const ended = await endedJobs(input, filters['job'] ?? null);
  return rows.map((row) => ({
    ...row,
    losses: lossesOf(errors.get(row.job_id) ?? []),
    change: changes.get(row.job_id)?.[0] ?? null,
    ended: ended.get(row.job_id) ?? null,
  }));
}

async function endedJobs(
  { ask, params, window }: Asking,
  job: SqlParams[string],
): Promise<ReadonlyMap<string, Silence | null>> {
  const end = earlier(params.to, window.asOf);
  const bound = {
    job,
    history_from: addDays(params.to, -HISTORY_DAYS),
    quiet_since: addDays(end, -QUIET_DAYS),
  };
  const rows = await ask<{ readonly job_id: string; readonly day: IsoDay }>('job_quiet_days', bound);
  return new Map(
    [...byJob(rows)].map(([id, days]) => [
      id,
      silenceOf(
        days.map(({ day }) => day),
        end,
      ),
    ]),
  );
}

function byJob<Row extends { readonly job_id: string }>(
  rows: readonly Row[],
): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.job_id, [...(groups.get(row.job_id) ?? []), row]);
  return groups;
}

/** Failed runs that lost a spot machine and name no other cause count as lost to spot. */
function lossesOf(rows: readonly ErrorRow[]): FamilyLoss[] {
  const families = new Map<string, FamilyLoss>();
  for (const row of rows) {
    const named = errorFamily(row.error_summary).id;
    const family = named === 'other' && row.evicted_runs === row.runs ? 'spot_loss' : named;
    const known = families.get(family) ?? { family, runs: 0, micros: 0 };
    families.set(family, { family, runs: known.runs + row.runs, micros: known.micros + row.micros });
  }
  return [...families.values()].sort((a, b) => b.runs - a.runs || compareText(a.family, b.family));
}
