// Parameters as people type them become exact days and ids, or an error that says what would have worked.
import { addDays, daysBetween, formatPeriod, type IsoDay } from '#src/lib/dates.ts';
import { UserError } from '#src/lib/errors.ts';
import type { SourceProfile, UsageSource } from '#src/store/usage_source.ts';
import { lookUp, type NamedField, type SimilarJobs } from './name_lookup.ts';
import { isWorded, periodWords, type RawPeriod, resolvePeriod } from './period.ts';
import type { ReportParams, Window } from './report.ts';

/** All values as typed; absent means default. */
export interface RawParams extends RawPeriod {
  readonly workspace?: string | undefined;
  readonly department?: string | undefined;
  readonly tag?: string | undefined;
  readonly job?: string | undefined;
  readonly limit?: string | undefined;
}

export interface ReadParams {
  readonly params: ReportParams;
  /** Which days the words for a period turned out to be, for the reader; null where the days were given. */
  readonly said: string | null;
}

const MAX_LIMIT = 100_000;

/** Throws UserError: 'no_data', 'bad_date', 'bad_last', 'bad_period', 'contradiction', 'bad_limit', 'unknown_workspace' and so on, 'ambiguous_job'. */
export async function readParams(
  raw: RawParams,
  source: UsageSource,
  similarJobs: SimilarJobs = async () => [],
): Promise<ReadParams> {
  const profile = await source.profile();
  const asOf = requireData(profile);
  const days = resolvePeriod(raw, asOf);
  const idOf = async (field: NamedField): Promise<string | null> => {
    const wanted = raw[field]?.trim();
    return wanted ? (await lookUp(field, wanted, source, similarJobs)).id : null;
  };
  const params = {
    ...days,
    workspace: await idOf('workspace'),
    department: await idOf('department'),
    tag: await idOf('tag'),
    job: await idOf('job'),
    limit: resolveLimit(raw.limit),
  };
  return { params, said: isWorded(raw) ? periodSaid(raw, days, asOf) : null };
}

export async function resolveParams(
  raw: RawParams,
  source: UsageSource,
  similarJobs?: SimilarJobs,
): Promise<ReportParams> {
  return (await readParams(raw, source, similarJobs)).params;
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

function periodSaid(raw: RawParams, { from, to }: { from: IsoDay; to: IsoDay }, asOf: IsoDay): string {
  const end = formatPeriod(asOf, asOf, asOf);
  return `“${periodWords(raw)}” is ${formatPeriod(from, to, asOf)}, counted from the last complete day of the data (${end}).`;
}

function resolveLimit(text: string | undefined): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (/^\d{1,6}$/.test(text.trim()) && value > 0 && value <= MAX_LIMIT) return value;
  throw new UserError({
    code: 'bad_limit',
    field: 'limit',
    message: `"${text.slice(0, 40)}" is no number of rows ("limit"): it takes a whole number from 1 to ${MAX_LIMIT}.`,
    next: 'For example limit=14, or leave it out for all rows.',
    nextInTerminal: 'For example --limit 14, or leave it out for all rows.',
  });
}
