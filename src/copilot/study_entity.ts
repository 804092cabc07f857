// From a selection to a studied entity: the report behind it is run, its parameters resolved, its facts gathered.

import { addDays } from '#src/lib/dates.ts';
import { UserError } from '#src/lib/errors.ts';
import { createFactSheet } from '#src/reports/facts.ts';
import { line, plainText, words } from '#src/reports/line.ts';
import { requireData, windowOf } from '#src/reports/params.ts';
import { reportById } from '#src/reports/registry.ts';
import type { ReportParams, ReportResult, ReportSettings } from '#src/reports/report.ts';
import { runReport } from '#src/reports/run_report.ts';
import { loadSql } from '#src/store/sql_file.ts';
import type { SqlParams, UsageSource } from '#src/store/usage_source.ts';
import { type Narration, notApplicable } from './narration/draft.ts';
import type { Chip } from './selection/chips.ts';
import { entityType, type Selection } from './selection/selection.ts';
import type { StudyBase } from './study/study.ts';
import type { Subject } from './subject.ts';
import { subjectFor } from './subjects.ts';

export interface StudiedEntity {
  readonly subject: Subject;
  readonly study: StudyBase;
  readonly report: ReportResult;
  /** With the period made explicit, so that a button pressed next week still means these days. */
  readonly selection: Selection;
}

export async function studyEntity(
  chip: Chip | null,
  asked: Selection,
  source: UsageSource,
  settings: ReportSettings,
): Promise<StudiedEntity> {
  const profile = await source.profile();
  const asOf = requireData(profile);
  const ref = asked.entity ?? `report:${asked.report}`;
  if (chip && !chip.entityTypes.includes(entityType(ref))) throw wrongType(chip, ref);
  const params = paramsOf(asked, asOf);
  const report = await runReport(reportById(asked.report), params, source, settings);
  const window = windowOf(params, profile);
  const days: SqlParams = {
    from: params.from,
    to: params.to,
    previous_from: window.previousFrom,
    previous_to: window.previousTo,
  };
  const subject = subjectFor(ref);
  const study = await subject.gather({
    ref,
    params,
    window,
    profile,
    settings,
    report,
    ask: (name, extra) => source.query(loadSql(`facts/${name}`), { ...days, ...extra }),
  });
  return { subject, study, report, selection: { ...asked, from: params.from, to: params.to } };
}

/** Counted on a sheet of its own: whether somebody watches must not change what the answer is made of. */
export function progressText(subject: Subject, study: StudyBase): string {
  const { subject: entity, params, window } = study;
  const scope = `${params.from}..${params.to}`;
  const sheet = createFactSheet({ subject: entity.ref, scope, sqlHash: '', today: window.asOf });
  return plainText(subject.progress({ ...study, sheet }));
}

export function narrate(chip: Chip, subject: Subject, study: StudyBase): Narration {
  const narrator = subject.narrators[chip.id];
  if (narrator) return narrator(study);
  return notApplicable(line`${words(chip.label)} does not apply to ${study.subject}.`);
}

/** A selection's values were resolved when its message was made; only the days may be missing. */
function paramsOf(selection: Selection, asOf: string): ReportParams {
  const to = selection.to ?? asOf;
  return {
    from: selection.from ?? addDays(to, -29),
    to,
    workspace: selection.workspace ?? null,
    department: selection.department ?? null,
    tag: selection.tag ?? null,
    job: selection.job ?? null,
    limit: selection.limit ?? null,
  };
}

function wrongType(chip: Chip, ref: string): UserError {
  return new UserError({
    code: 'wrong_entity_type',
    message: `"${chip.label}" (${chip.id}) does not apply to ${ref.slice(0, 80)}.`,
    next: `It works on: ${chip.entityTypes.join(', ')}.`,
  });
}
