// All exercises, and how one is checked.
import { readFileSync } from 'node:fs';
import { projectPath } from '#src/config/paths.ts';
import { deterministicPrompts } from './checks/deterministic_prompts.ts';
import { factsAndExplanation } from './checks/facts_and_explanation.ts';
import { graphReasoning } from './checks/graph_reasoning.ts';
import { twoCorpora } from './checks/two_corpora.ts';
import type { Exercise, Finding } from './exercise.ts';

export const EXERCISES: readonly Exercise[] = [
  twoCorpora,
  graphReasoning,
  deterministicPrompts,
  factsAndExplanation,
];

export type Part = 'exercise' | 'solution';

/** Path of the file below the root of the repository. */
export function fileOf({ folder, ending }: Exercise, part: Part): string {
  return `corpus/lessons/foundations/${folder}/${part}.${ending}`;
}

export function checkFile(exercise: Exercise, part: Part): Promise<readonly Finding[]> {
  return exercise.check(readFileSync(projectPath(fileOf(exercise, part)), 'utf8'));
}

/** What the learner reads: each question with its outcome, a hint below those that fail. */
export function reportOf(exercise: Exercise, part: Part, findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ what, ok, hint }) => [
    `  ${ok ? 'holds' : 'fails'}  ${what}`,
    ...(ok ? [] : [`         ${hint}`]),
  ]);
  const good = findings.filter(({ ok }) => ok).length;
  const end =
    good === findings.length
      ? `Solved: all ${good} hold.`
      : `Not yet: ${good} of ${findings.length} hold. Edit the file and ask again.`;
  return [`Lesson ${exercise.number}: ${fileOf(exercise, part)}`, ...lines, end].join('\n');
}
