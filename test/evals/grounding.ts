// Presses every chip on every entity of the sample and counts figures: bound to a fact of the sheet, or not.
import { answer } from '#src/copilot/answer.ts';
import type { Answer } from '#src/copilot/answer_types.ts';
import type { Parts } from '#src/copilot/parts.ts';
import { errorText } from '#src/lib/errors.ts';
import { type Press, presses, sampleEntities } from './selections.ts';

export interface GroundingRow {
  readonly chip: string;
  readonly answers: number;
  /** Answers that say why the chip does not apply. */
  readonly notApplicable: number;
  readonly figures: number;
  readonly verified: number;
  /** Digits outside facts, names of entities and quotations; must be none. */
  readonly stray: number;
  /** Presses that ended in an error, and the first of them. */
  readonly errors: number;
  readonly firstError: string;
}

export async function evaluateGrounding(parts: Parts): Promise<GroundingRow[]> {
  const all = presses(await sampleEntities(parts.source), Number.POSITIVE_INFINITY);
  const rows: GroundingRow[] = [];
  for (const chip of new Set(all.map((press) => press.chip)))
    rows.push(
      await rowOf(
        chip,
        all.filter((press) => press.chip === chip),
        parts,
      ),
    );
  return rows;
}

async function rowOf(chip: string, all: readonly Press[], parts: Parts): Promise<GroundingRow> {
  const errors: string[] = [];
  const answers: Answer[] = [];
  for (const press of all) {
    try {
      answers.push(await answer(press, parts));
    } catch (error) {
      errors.push(`${press.selection.entity ?? press.selection.report}: ${errorText(error).split('\n')[0]}`);
    }
  }
  const sum = (of: (one: Answer) => number) => answers.reduce((total, one) => total + of(one), 0);
  return {
    chip,
    answers: answers.length,
    notApplicable: sum((one) => Number(!one.applicable)),
    figures: sum((one) => one.verdict.total),
    verified: sum((one) => one.verdict.verified),
    stray: sum(strayDigits),
    errors: errors.length,
    firstError: errors[0] ?? '',
  };
}

/** Counted without the code that builds or checks answers. */
function strayDigits({ draft }: Answer): number {
  const lines = [draft.headline, ...draft.points, ...draft.next, ...draft.notes];
  const free = lines.flat().filter((span) => !span.fact && !span.entity && !span.quoted);
  return free.filter((span) => /\d/.test(span.text)).length;
}
