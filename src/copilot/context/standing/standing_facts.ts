// What every answer about an entity may speak of, whichever chip was pressed: its cost in both periods, its runs or queries, what failed.
import type { FactSheet } from '#src/reports/facts.ts';
import type { EntityType } from '#src/reports/report.ts';
import { entityType } from '../../selection/selection.ts';
import type { StudyBase } from '../../study/study.ts';
import { computeFacts } from './compute_facts.ts';
import { computeTypeFacts } from './compute_type_facts.ts';
import { jobFacts } from './job_facts.ts';
import { runFacts } from './run_facts.ts';
import { userFacts } from './user_facts.ts';

/** A report states its own figures; every other kind has a writer for the study its subject gathers. */
const WRITERS: Readonly<Partial<Record<EntityType, (study: never) => void>>> = {
  job: jobFacts,
  job_run: runFacts,
  warehouse: computeFacts,
  cluster: computeFacts,
  compute_type: computeTypeFacts,
  user: userFacts,
};

/** After the narration, so that its facts come first and keep their numbers; what it said already is not said again. */
export function addStandingFacts(study: StudyBase): void {
  const write = WRITERS[entityType(study.subject.ref)] as ((study: StudyBase) => void) | undefined;
  write?.({ ...study, sheet: withoutRepeats(study.sheet) });
}

function withoutRepeats(sheet: FactSheet): FactSheet {
  return { ...sheet, add: (input) => sheet.get(input.key) ?? sheet.add(input) };
}
