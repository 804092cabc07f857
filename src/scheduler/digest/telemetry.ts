// Reads what a digest judges, by one small statement per stretch of days.
import { addDays } from '#src/lib/dates.ts';
import { median, ratio } from '#src/lib/stats.ts';
import { compareText } from '#src/lib/text.ts';
import { loadSql } from '#src/store/sql_file.ts';
import type { SqlParams, UsageSource } from '#src/store/usage_source.ts';
import type { Days, DigestPeriod } from './period.ts';
import {
  type Amounts,
  groupOf,
  type NameRow,
  NO_RUNS,
  NOTHING,
  namesByKey,
  type RunCounts,
  refOf,
  type Subject,
  subjectKey,
} from './subject.ts';
import { USUAL_BASES } from './usual.ts';

export interface Telemetry {
  /** Everything with usage in the period or on a day it is compared with, by key. */
  readonly subjects: readonly Subject[];
  readonly totalMicros: number;
  /** null when there is nothing to compare with. */
  readonly usualTotalMicros: number | null;
}

/** No day lies in it. */
const NO_DAYS: Days = { from: '9999-12-31', to: '0000-01-01' };

type ByKey<T> = ReadonlyMap<string, T>;

export async function readTelemetry(source: UsageSource, period: DigestPeriod): Promise<Telemetry> {
  const now = await costs(source, period);
  const bases = await eachOf(period.bases, (days) => costs(source, days));
  const [before, mate] = await eachOf([period.before ?? NO_DAYS, period.monthMate ?? NO_DAYS], (days) =>
    costs(source, days),
  );
  const runs = await runCounts(source, period);
  const baseRuns = await eachOf(period.bases, (days) => runCounts(source, days));
  const earlier = await earlierDays(source, period);
  const keys = [...new Set([now, ...bases].flatMap((map) => [...map.keys()]))].sort(compareText);
  const names = await subjectNames(source, keys);
  const subjects = keys.map((key): Subject => {
    const [type, id] = splitKey(key);
    return {
      key,
      id,
      ref: refOf(type, id),
      name: names.get(key)!,
      group: groupOf(type),
      now: now.get(key) ?? NOTHING,
      bases: bases.map((map) => map.get(key) ?? NOTHING),
      before: before!.get(key) ?? NOTHING,
      monthMate: mate!.get(key) ?? NOTHING,
      earlier: earlier.get(key) ?? null,
      runs: (groupOf(type) === 'job' && runs.get(id)) || NO_RUNS,
      baseRuns: baseRuns.map((map) => (groupOf(type) === 'job' && map.get(id)) || NO_RUNS),
    };
  });
  return { subjects, ...totals(now, bases) };
}

async function eachOf<T>(
  stretches: readonly Days[],
  read: (days: Days) => Promise<ByKey<T>>,
): Promise<ByKey<T>[]> {
  const all: ByKey<T>[] = [];
  for (const days of stretches) all.push(await read(days));
  return all;
}

function totals(now: ByKey<Amounts>, bases: readonly ByKey<Amounts>[]) {
  const total = (map: ByKey<Amounts>) =>
    [...map.values()].reduce((sum, { costMicros }) => sum + costMicros, 0);
  const usual = median(bases.slice(0, USUAL_BASES).map(total));
  return { totalMicros: total(now), usualTotalMicros: usual === null ? null : Math.round(usual) };
}

function splitKey(key: string): [string, string] {
  const at = key.indexOf(':');
  return [key.slice(0, at), key.slice(at + 1)];
}

interface CostRow {
  readonly parent_type: string;
  readonly subject_id: string;
  readonly cost_micros: number;
  readonly dbu_micros: number;
  readonly active_days: number;
  readonly cpu_micros: number;
  readonly cpu_rows: number;
}

export async function costs(source: UsageSource, { from, to }: Days): Promise<ByKey<Amounts>> {
  const rows = await source.query<CostRow>(loadSql('digest/subject_cost'), { from, to });
  return new Map(rows.map((row) => [subjectKey(row), toAmounts(row)]));
}

function toAmounts(row: CostRow): Amounts {
  return {
    costMicros: row.cost_micros,
    dbuMicros: row.dbu_micros,
    activeDays: row.active_days,
    cpuPct: ratio(row.cpu_micros / 1e6, row.cpu_rows),
  };
}

interface RunRow {
  readonly job_id: string;
  readonly total_runs: number;
  readonly success_runs: number;
  readonly failed_runs: number;
  readonly retry_runs: number;
  readonly duration_ms: number;
  readonly duration_runs: number;
  readonly evictions: number;
}

async function runCounts(source: UsageSource, { from, to }: Days): Promise<ByKey<RunCounts>> {
  const rows = await source.query<RunRow>(loadSql('digest/job_runs'), { from, to });
  return new Map(rows.map((row) => [row.job_id, toCounts(row)]));
}

function toCounts(row: RunRow): RunCounts {
  return {
    total: row.total_runs,
    success: row.success_runs,
    failed: row.failed_runs,
    retries: row.retry_runs,
    durationMs: row.duration_ms,
    durationRuns: row.duration_runs,
    evictions: row.evictions,
  };
}

interface EarlierRow {
  readonly parent_type: string;
  readonly subject_id: string;
  readonly day: string | null;
  readonly cost_micros: number | null;
}

/** Fewer days with usage than this in the last four weeks are seldom. */
const REGULAR_DAYS = 8;

async function earlierDays(source: UsageSource, { from, to }: Days): Promise<ByKey<readonly number[]>> {
  const params: SqlParams = { from, to, lately: addDays(from, -28), regular_days: REGULAR_DAYS };
  const rows = await source.query<EarlierRow>(loadSql('digest/earlier_days'), params);
  const found = new Map<string, number[]>();
  for (const row of rows) {
    const key = subjectKey(row);
    const known = found.get(key) ?? [];
    found.set(key, row.cost_micros === null ? known : [...known, row.cost_micros]);
  }
  return found;
}

/** Subjects that no table names are told apart by their workspace, too. */
async function subjectNames(source: UsageSource, keys: readonly string[]): Promise<ByKey<string>> {
  const rows = await source.query<NameRow>(loadSql('digest/subject_names'), {});
  const workspaces = await source.query<{ id: string; name: string | null }>(
    loadSql('source/workspaces'),
    {},
  );
  const places = new Map(workspaces.map(({ id, name }) => [id, name ?? id]));
  const known = new Set(rows.map(subjectKey));
  const unknown = keys
    .filter((key) => !known.has(key))
    .map((key): NameRow => {
      const [parent_type, subject_id] = splitKey(key);
      const workspace = subject_id.slice(0, Math.max(0, subject_id.indexOf(':')));
      return { parent_type, subject_id, name: null, place: places.get(workspace) ?? (workspace || null) };
    });
  return namesByKey([...rows, ...unknown]);
}
