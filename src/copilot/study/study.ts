// A study: what SQL says about one selected entity, gathered once per click, before anybody writes a word.
import { formatDay, type IsoDay } from '#src/lib/dates.ts';
import { UserError } from '#src/lib/errors.ts';
import { createFactSheet, type EntityRef, type FactSheet } from '#src/reports/facts.ts';
import type { EntityName } from '#src/reports/line.ts';
import type { ReportParams, ReportResult, ReportSettings, Window } from '#src/reports/report.ts';
import { loadSql } from '#src/store/sql_file.ts';
import type { SourceProfile, SqlParams } from '#src/store/usage_source.ts';

/** Runs sql/facts/<name>.sql for the entity, with the window's days bound; every statement is kept in the trace. */
export type Ask = <Row>(name: string, extra?: SqlParams) => Promise<readonly Row[]>;

/** What every study has, whatever it is about. */
export interface StudyBase {
  readonly subject: EntityName;
  readonly params: ReportParams;
  readonly window: Window;
  readonly profile: SourceProfile;
  readonly settings: ReportSettings;
  /** Facts are added here while the narration is composed; the sheet is what a model may speak of. */
  readonly sheet: FactSheet;
  /** '12 Oct' */
  readonly day: (value: IsoDay) => string;
}

export interface StudyInput {
  readonly ref: EntityRef;
  readonly params: ReportParams;
  readonly window: Window;
  readonly profile: SourceProfile;
  readonly settings: ReportSettings;
  /** The report the entity was picked from, already run. */
  readonly report: ReportResult;
  readonly ask: Ask;
}

export function studyBase(input: StudyInput, name: string): StudyBase {
  const { ref, params, window, profile, settings } = input;
  const sheet = createFactSheet({
    subject: ref,
    scope: `${params.from}..${params.to}`,
    sqlHash: loadSql('source/profile').hash,
    today: window.asOf,
  });
  addPeriod(sheet, params, window);
  const subject = { ref, name };
  return { subject, params, window, profile, settings, sheet, day: (value) => formatDay(value, window.asOf) };
}

/** The days every sentence may name. */
function addPeriod(sheet: FactSheet, params: ReportParams, window: Window): void {
  const add = (key: string, label: string, value: number | string, unit: 'days' | 'day') =>
    sheet.add({ key: `window.${key}`, label, value, unit });
  add('days', 'days in the period', window.days, 'days');
  add('from', 'first day of the period', params.from, 'day');
  add('to', 'last day of the period', params.to, 'day');
  if (window.hasPrevious) add('previous_from', 'first day of the period before', window.previousFrom, 'day');
  if (window.hasPrevious) add('previous_to', 'last day of the period before', window.previousTo, 'day');
  add('as_of', 'last complete day of the data', window.asOf, 'day');
}

/** An entity that is not in the data: a stale button, a re-seeded database, a typed id. */
export function entityGone(ref: EntityRef): UserError {
  return new UserError({
    code: 'entity_gone',
    message: `${ref.replace(':', ' ').slice(0, 80)} is not in the data any more.`,
    kept: 'Nothing was changed.',
    next: 'Run /usage-report again and pick it from the new message.',
    nextInTerminal: 'Look for it by name: npm run -s copilot -- search <name> --corpus entities',
  });
}
