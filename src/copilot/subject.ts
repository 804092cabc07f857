// What it takes to speak about one kind of entity: how it is studied, what its card says, who writes each chip's narration.
import type { Line } from '#src/reports/line.ts';
import type { EntityType } from '#src/reports/report.ts';
import type { DrillGroup } from './answer_types.ts';
import type { Narration } from './narration/draft.ts';
import type { StudyBase, StudyInput } from './study/study.ts';

export interface CardText {
  readonly subtitle: Line;
  readonly figures: readonly Line[];
  readonly drills: readonly DrillGroup[];
  readonly openUrl: string | null;
}

export interface Subject<S extends StudyBase = StudyBase> {
  readonly type: EntityType;
  readonly gather: (input: StudyInput) => Promise<S>;
  readonly card: (study: S) => CardText;
  /** 'Reading 31 runs ...': the line shown while an answer is written. */
  readonly progress: (study: S) => Line;
  /** One per chip of this entity type. */
  readonly narrators: Readonly<Record<string, (study: S) => Narration>>;
}

/** Fixes the study's type inside; outside all subjects look alike. */
export function defineSubject<S extends StudyBase>(subject: Subject<S>): Subject {
  return subject as unknown as Subject;
}
