// Runs one report: SQL to rows, rows to facts and a finding, all of it under one hash.
import { formatPeriod } from '#src/lib/dates.ts';
import { hashOf } from '#src/lib/hash.ts';
import { loadSql } from '#src/store/sql_file.ts';
import type { SqlParams, UsageSource } from '#src/store/usage_source.ts';
import { type Coverage, coverageNotes, emptyFinding, unpricedFinding } from './empty_report.ts';
import { createFactSheet, type FactSheet } from './facts.ts';
import { type Line, line } from './line.ts';
import { unpricedNotes } from './notes.ts';
import { windowOf } from './params.ts';
import type {
  AnyReport,
  Reading,
  ReadingInput,
  ReportParams,
  ReportResult,
  ReportSettings,
  Row,
  Window,
} from './report.ts';
import { filtersOf, type Scope, scopePhrase, scopeTitle, shownInWords } from './scope.ts';

/** Parameters must be resolved (see resolveParams). Throws what the source throws. */
export async function runReport(
  report: AnyReport,
  params: ReportParams,
  source: UsageSource,
  settings: ReportSettings,
): Promise<ReportResult> {
  const profile = await source.profile();
  const window = windowOf(params, profile);
  const statement = loadSql(`reports/${report.id}`);
  const bound = sqlParams(params, window);
  const raw = await source.query<unknown>(statement, bound);
  const all = report.shape(raw, window, settings);
  const rows = params.limit === null ? all : all.slice(0, params.limit);
  const scope = {
    filters: await filtersOf(params, source),
    shown: shownInWords(params.limit, all, report),
  };
  const sheet = createFactSheet({
    subject: `report:${report.id}`,
    scope: `${params.from}..${params.to}`,
    sqlHash: statement.hash,
    today: window.asOf,
  });
  const coverage = { first: profile.firstDay ?? window.asOf, last: window.asOf };
  const input = { raw, rows: all, params, sheet, window, settings, scope: scopePhrase(scope) };
  const reading = readingOf(report, input, coverage);
  const period = formatPeriod(params.from, params.to, window.asOf);
  const result = {
    report,
    params,
    scope,
    coverage,
    asOf: window.asOf,
    costBasis: profile.costBasis,
    window,
    rows,
    finding: reading.finding,
    figures: reading.figures,
    method: reading.method ?? [],
    notes: [
      ...(reading.method ?? []),
      ...reading.notes,
      ...limitNotes(scope),
      ...(all.length === 0 ? [] : coverageNotes(params, coverage, sheet)),
    ],
    menu: report.menu(all),
    chart: report.chart(rows, [period, scopeTitle(scope)].filter(Boolean).join(', '), all),
    sql: { text: statement.text, params: bound },
  };
  return { ...result, facts: sheet.facts, hash: reportHash(report, params, rows, sheet, statement.text) };
}

/** Everything a report's SQL may bind; days are inclusive on both sides. */
export function sqlParams(params: ReportParams, window: Window): SqlParams {
  const { from, to, workspace, department, tag, job } = params;
  const unattributed = workspace === null && department === null && tag === null && job === null ? 1 : 0;
  return { from, to, previous_from: window.previousFrom, workspace, department, tag, job, unattributed };
}

function reportHash(
  report: AnyReport,
  params: ReportParams,
  rows: readonly Row[],
  sheet: FactSheet,
  sql: string,
): string {
  return hashOf({ report: report.id, version: report.version, params, rows, facts: sheet.facts, sql });
}

function readingOf(report: AnyReport, input: ReadingInput<Row>, coverage: Coverage): Reading {
  const none: readonly Line[] = [];
  if (nothingPriced(input.raw as readonly RawSums[])) {
    const notes = unpricedNotes(input.raw as readonly Row[], input.sheet);
    return { finding: unpricedFinding(input), figures: none, notes };
  }
  if (input.rows.length > 0) return report.read(input);
  return { finding: emptyFinding(input, coverage), figures: none, notes: none };
}

interface RawSums {
  readonly cost_micros?: number;
  readonly unpriced_rows?: number;
}

/** Usage without any price is not usage for nothing. */
function nothingPriced(raw: readonly RawSums[]): boolean {
  return raw.some((row) => (row.unpriced_rows ?? 0) > 0) && raw.every((row) => (row.cost_micros ?? 0) === 0);
}

/** The header counts what is shown; here stands what the figures are about. */
function limitNotes({ shown }: Scope): Line[] {
  return shown === null ? [] : [line`Totals and shares cover everything, not only what is shown.`];
}
