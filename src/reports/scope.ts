// What a report was restricted to, as people say it: these words stand wherever one of its figures may be read alone.
import { middleEllipsis, plural } from '#src/lib/text.ts';
import { loadSql } from '#src/store/sql_file.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import { type Line, line, quote, words } from './line.ts';
import type { AnyReport, ReportParams, Row } from './report.ts';

export interface Filter {
  readonly kind: 'job' | 'tag' | 'department' | 'workspace';
  readonly id: string;
  /** As people know it. */
  readonly name: string;
}

export interface Scope {
  readonly filters: readonly Filter[];
  /** 'top 5 of 118 jobs'; null when every row is shown. */
  readonly shown: string | null;
}

const KINDS = ['job', 'tag', 'department', 'workspace'] as const;
/** Filters whose parameter is an id. */
const NAMED: Readonly<Record<string, string>> = {
  job: 'source/job_names',
  workspace: 'source/workspaces',
};
/** Characters of a name in a title; the sentence beside it has more room. */
const TITLE_NAME = 40;

interface Known {
  readonly id: string;
  readonly name: string | null;
  readonly note?: string | null;
}

export async function filtersOf(params: ReportParams, source: UsageSource): Promise<readonly Filter[]> {
  const filters: Filter[] = [];
  for (const kind of KINDS) {
    const id = params[kind];
    if (id !== null) filters.push({ kind, id, name: await nameOf(kind, id, source) });
  }
  return filters;
}

/** With its workspace where two share the name. */
async function nameOf(kind: Filter['kind'], id: string, source: UsageSource): Promise<string> {
  const statement = NAMED[kind];
  if (statement === undefined) return id;
  const all = await source.query<Known>(loadSql(statement), {});
  const found = all.find((item) => item.id === id);
  const name = found?.name?.trim();
  if (!name) return id;
  const shared = all.filter((item) => item.name?.trim() === name).length > 1;
  return shared ? `${name} (${found?.note ?? id})` : name;
}

/** 'department Finance, workspace prod': for titles; '' without a filter. */
export function filterTitle({ filters }: Pick<Scope, 'filters'>): string {
  return filters.map(({ kind, name }) => `${kind} ${middleEllipsis(name, TITLE_NAME)}`).join(', ');
}

/** The same with what is shown of how much: 'department Finance, top 5 of 12 jobs'. */
export function scopeTitle(scope: Scope): string {
  return [filterTitle(scope), scope.shown ?? ''].filter(Boolean).join(', ');
}

/** For a list: 'department Finance' and 'workspace prod', the names marked as data. */
export function filterLines({ filters }: Pick<Scope, 'filters'>): Line[] {
  return filters.map(({ kind, name }) => line`${words(kind)} ${quote(name)}`);
}

/** For the middle of a sentence, ' of department Finance in workspace prod'; empty without a filter. */
export function scopePhrase({ filters }: Pick<Scope, 'filters'>): Line {
  return filters.flatMap(({ kind, name }) => line` ${words(LINKS[kind])} ${quote(name)}`);
}

const LINKS: Readonly<Record<Filter['kind'], string>> = {
  job: 'of the job',
  tag: 'tagged',
  department: 'of department',
  workspace: 'in workspace',
};

/** Restricted to jobs, which leaves out whatever no job runs on. */
export function isJobsOnly(params: ReportParams): boolean {
  return params.department !== null || params.tag !== null || params.job !== null;
}

/** Rows about jobs count their jobs; usage without a job is named, never counted as one. */
export function rowsInWords(rows: readonly Row[], report: Pick<AnyReport, 'noun'>): string {
  const [one, many] = report.noun ?? ['row', 'rows'];
  const unknown = rows.some((row) => row.job_id === null) ? 1 : 0;
  const count = rows.length - unknown;
  const counted = `${count} ${plural(count, one, many)}`;
  if (unknown === 0) return counted;
  return count === 0 ? 'unattributed usage' : `${counted} and unattributed usage`;
}

/** 'top 5 of 120 jobs and unattributed usage' when a limit cuts the rows. */
export function shownInWords(limit: number | null, all: readonly Row[], report: AnyReport): string | null {
  return limit === null || limit >= all.length ? null : `top ${limit} of ${rowsInWords(all, report)}`;
}
