// Parameters as people type them become exact days and ids, or an error that says what would have worked.
import { addDays, daysBetween, type IsoDay, isIsoDay } from '#src/lib/dates.ts';
import { UserError } from '#src/lib/errors.ts';
import { nearest } from '#src/lib/text.ts';
import { loadSql } from '#src/store/sql_file.ts';
import type { SourceProfile, UsageSource } from '#src/store/usage_source.ts';
import type { ReportParams, Window } from './report.ts';

/** All values as typed; absent means default. */
export interface RawParams {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** 'last N days', counted back from the last complete day. */
  readonly last?: string | undefined;
  readonly workspace?: string | undefined;
  readonly department?: string | undefined;
  readonly tag?: string | undefined;
  readonly job?: string | undefined;
  readonly limit?: string | undefined;
}

const DEFAULT_DAYS = 30;
const MAX_DAYS = 3660;

/** Throws UserError: 'no_data', 'bad_date', 'bad_period', 'bad_limit', 'unknown_workspace' and so on, 'ambiguous_job'. */
export async function resolveParams(raw: RawParams, source: UsageSource): Promise<ReportParams> {
  const profile = await source.profile();
  const asOf = requireData(profile);
  const { from, to } = resolvePeriod(raw, asOf);
  return {
    from,
    to,
    workspace: await lookUp(raw.workspace, 'workspace', 'source/workspaces', source),
    department: await lookUp(raw.department, 'department', 'source/departments', source),
    tag: await lookUp(raw.tag?.trim().toLowerCase(), 'tag', 'source/tags', source),
    job: await lookUp(raw.job, 'job', 'source/job_names', source),
    limit: resolveLimit(raw.limit),
  };
}

export function requireData(profile: SourceProfile): IsoDay {
  if (profile.asOf) return profile.asOf;
  throw new UserError({
    code: 'no_data',
    message: 'The database holds no usage yet.',
    kept: 'Nothing was changed.',
    next: 'Load some usage, or run "npm run db" for the sample database.',
  });
}

/** The days looked at and the equally long stretch before them. */
export function windowOf(params: ReportParams, profile: SourceProfile): Window {
  const days = daysBetween(params.from, params.to) + 1;
  const previousFrom = addDays(params.from, -days);
  const asOf = requireData(profile);
  return {
    asOf,
    days,
    previousFrom,
    previousTo: addDays(params.from, -1),
    hasPrevious: profile.firstDay !== null && profile.firstDay <= previousFrom && params.to <= asOf,
  };
}

function resolvePeriod(raw: RawParams, asOf: IsoDay): { from: IsoDay; to: IsoDay } {
  const last = raw.last === undefined ? DEFAULT_DAYS : positiveInt(raw.last, 'last');
  const to = raw.to === undefined ? asOf : day(raw.to, 'to');
  const from = raw.from === undefined ? addDays(to, 1 - last) : day(raw.from, 'from');
  if (from > to) throw backwards(from, to, raw.to === undefined ? asOf : null);
  if (daysBetween(from, to) + 1 > MAX_DAYS) {
    throw new UserError({
      code: 'bad_period',
      message: `The period ${from} to ${to} is longer than ten years.`,
      next: 'Choose a shorter one.',
    });
  }
  return { from, to };
}

function backwards(from: IsoDay, to: IsoDay, asOf: IsoDay | null): UserError {
  const message = asOf
    ? `The period would start on ${from}, after the last complete day of the data (${asOf}).`
    : `The period starts (${from}) after it ends (${to}).`;
  return new UserError({ code: 'bad_period', message, next: 'Give "from" a day on or before "to".' });
}

function day(text: string, name: string): IsoDay {
  if (isIsoDay(text.trim())) return text.trim();
  throw new UserError({
    code: 'bad_date',
    message: `"${text.slice(0, 40)}" is not a calendar day ("${name}").`,
    next: 'Write days as YYYY-MM-DD, for example 2026-10-31.',
  });
}

function resolveLimit(text: string | undefined): number | null {
  return text === undefined ? null : positiveInt(text, 'limit');
}

function positiveInt(text: string, name: string): number {
  const value = Number(text);
  if (/^\d{1,6}$/.test(text.trim()) && value > 0 && value <= 100_000) return value;
  throw new UserError({
    code: `bad_${name}`,
    message: `"${text.slice(0, 40)}" is not a whole number above zero ("${name}").`,
    next: `For example ${name}=14.`,
  });
}

interface Named {
  readonly id: string;
  readonly name: string | null;
  readonly note?: string | null;
}

/** By id, then by name in any case, then by a name that starts so; several matches are named, none gives the nearest. */
async function lookUp(
  typed: string | undefined,
  kind: string,
  sql: string,
  source: UsageSource,
): Promise<string | null> {
  const wanted = typed?.trim();
  if (!wanted) return null;
  const all = await source.query<Named>(loadSql(sql), {});
  const lower = wanted.toLowerCase();
  const byId = all.filter((item) => item.id === wanted);
  const byName = all.filter((item) => item.name?.toLowerCase() === lower);
  const byStart = all.filter((item) => item.name?.toLowerCase().startsWith(lower));
  const found = [byId, byName, byStart].find((items) => items.length > 0) ?? [];
  if (found.length === 1) return found[0]!.id;
  throw found.length > 1 ? ambiguous(kind, wanted, found) : unknown(kind, wanted, all);
}

function ambiguous(kind: string, wanted: string, found: readonly Named[]): UserError {
  const list = found
    .slice(0, 5)
    .map((item) => `${item.name} (${[item.note, item.id].filter(Boolean).join(', ')})`);
  return new UserError({
    code: `ambiguous_${kind}`,
    message: `${found.length} ${kind}s match "${wanted.slice(0, 60)}": ${list.join('; ')}.`,
    next: `Name one by its id: ${kind}=${found[0]!.id}.`,
  });
}

function unknown(kind: string, wanted: string, all: readonly Named[]): UserError {
  const close = nearest(wanted, [...new Set(all.map((item) => item.name ?? item.id))]);
  return new UserError({
    code: `unknown_${kind}`,
    message: `There is no ${kind} "${wanted.slice(0, 60)}" in the data.${close ? ` Did you mean "${close}"?` : ''}`,
    next: close ? `Try ${kind}="${close}".` : `Leave ${kind} out to see everything.`,
  });
}
