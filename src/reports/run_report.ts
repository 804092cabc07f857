// Runs one report: SQL to rows, rows to facts and a finding, all of it under one hash.
import { formatPeriod } from '#src/lib/dates.ts';
import { hashOf } from '#src/lib/hash.ts';
import { loadSql } from '#src/store/sql_file.ts';
import type { SqlParams, UsageSource } from '#src/store/usage_source.ts';
import { createFactSheet, type FactSheet } from './facts.ts';
import { type Line, line } from './line.ts';
import { windowOf } from './params.ts';
import type { AnyReport, ReportParams, ReportResult, ReportSettings, Row, Window } from './report.ts';

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
  const sheet = createFactSheet({
    subject: `report:${report.id}`,
    scope: `${params.from}..${params.to}`,
    sqlHash: statement.hash,
    today: window.asOf,
  });
  const reading =
    all.length === 0 ? emptyReading() : report.read({ raw, rows: all, params, sheet, window, settings });
  const rows = params.limit === null ? all : all.slice(0, params.limit);
  const result = {
    report,
    params,
    asOf: window.asOf,
    costBasis: profile.costBasis,
    window,
    rows,
    finding: reading.finding,
    figures: reading.figures,
    notes: [...reading.notes, ...periodNotes(params, window, sheet)],
    menu: report.menu(all),
    chart: report.chart(all, formatPeriod(params.from, params.to, window.asOf)),
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

function emptyReading() {
  const none: readonly Line[] = [];
  return { finding: line`Nothing was billed in this period with these filters.`, figures: none, notes: none };
}

function periodNotes(params: ReportParams, window: Window, sheet: FactSheet): Line[] {
  if (params.to <= window.asOf) return [];
  const end = sheet.add({
    key: 'data.as_of',
    label: 'last complete day of the data',
    value: window.asOf,
    unit: 'day',
  });
  return [line`The period reaches beyond the data, which end on ${end}.`];
}
