// One pressed chip as the gate meets it: facts, narration, surroundings, names; read once per selection.
import type { Draft } from '#src/copilot/answer_types.ts';
import { createGate, type Gate } from '#src/copilot/grounding/gate.ts';
import { namesOf } from '#src/copilot/grounding/shown.ts';
import { chipById } from '#src/copilot/selection/chips.ts';
import type { Selection } from '#src/copilot/selection/selection.ts';
import { narrate, studyEntity } from '#src/copilot/study_entity.ts';
import { neighbourhood } from '#src/graph/neighbourhood.ts';
import type { FactSheet } from '#src/reports/facts.ts';
import type { EntityName } from '#src/reports/line.ts';
import { DEFAULT_SETTINGS } from '#src/reports/report.ts';
import type { UsageSource } from '#src/store/usage_source.ts';

export interface Studied {
  readonly chip: string;
  readonly subject: EntityName;
  readonly sheet: FactSheet;
  readonly narration: Draft;
  /** Names the answer may speak of, then all others of the account. */
  readonly names: readonly EntityName[];
  readonly accountNames: readonly EntityName[];
  readonly gate: Gate;
}

export async function studied(
  chipId: string,
  selection: Selection,
  source: UsageSource,
  accountNames: readonly EntityName[],
): Promise<Studied> {
  const chip = chipById(chipId);
  const { subject, study, report } = await studyEntity(chip, selection, source, DEFAULT_SETTINGS);
  const narration = narrate(chip, subject, study);
  const scope = { ref: study.subject.ref, lane: chip.lane, ...report.params };
  const surroundings = (await neighbourhood(scope, source)).lines;
  const names = namesOf({
    subject: study.subject,
    narration,
    facts: study.sheet.facts,
    surroundings,
    accountNames,
  });
  const gate = createGate({
    facts: study.sheet.facts,
    subject: study.subject,
    names,
    accountNames,
    surroundings,
    narration,
    quotable: [],
  });
  return { chip: chipId, subject: study.subject, sheet: study.sheet, narration, names, accountNames, gate };
}
