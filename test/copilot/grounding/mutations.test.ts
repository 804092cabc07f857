// One digit wrong in an otherwise true text: the gate must see it, whichever figure and whichever digit it is.
import { describe, expect, it } from 'vitest';
import { figuresIn } from '#src/copilot/grounding/figures_in_text.ts';
import { createGate, type Gate } from '#src/copilot/grounding/gate.ts';
import { parseModelText } from '#src/copilot/grounding/parse_model_text.ts';
import { namesOf } from '#src/copilot/grounding/shown.ts';
import type { Narration } from '#src/copilot/narration/draft.ts';
import { chipsFor } from '#src/copilot/selection/chips.ts';
import { narrate, studyEntity } from '#src/copilot/study_entity.ts';
import { type Line, plainText } from '#src/reports/line.ts';
import { DEFAULT_SETTINGS } from '#src/reports/report.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import { sql } from '#test/contracts/usage_source.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';

const JOBS = ['Nightly ledger', 'Clickstream sessionize', 'Reco training', 'deflection_bot_eval'];

/** Every text that differs from this figure in one digit. */
function oneDigitOff(figure: string): string[] {
  return [...figure].flatMap((character, i) =>
    /\d/.test(character)
      ? [1, 5].map((step) => `${figure.slice(0, i)}${(Number(character) + step) % 10}${figure.slice(i + 1)}`)
      : [],
  );
}

type Study = Awaited<ReturnType<typeof studyEntity>>['study'];

interface Count {
  caught: number;
  missed: number;
  /** The wrong figure is another fact of the sheet: true of something else. */
  coincidences: number;
}

function gateFor({ sheet, subject }: Study, narration: Narration): Gate {
  const known = { subject, narration, facts: sheet.facts, surroundings: [] };
  const names = namesOf({ ...known, accountNames: [] });
  return createGate({ ...known, names, quotable: [] });
}

/** Changes each digit of each figure of a line, and counts what the gate says. */
function mutate(line: Line, study: Study, gate: Gate, count: Count): void {
  const rejected = (text: string) => gate(parseModelText(text, study.sheet)).rejected;
  expect(rejected(plainText(line))).toEqual([]);
  const facts = keysOf(study);
  const isFact = (text: string) => figuresIn(text).every(({ keys }) => keys.some((key) => facts.has(key)));
  line.forEach((span, i) => {
    if (!span.fact) return;
    for (const wrong of oneDigitOff(span.text)) {
      const text = line.map((part, j) => (i === j ? wrong : part.text)).join('');
      if (isFact(wrong)) count.coincidences += 1;
      else if (rejected(text).length > 0) count.caught += 1;
      else count.missed += 1;
    }
  });
}

function keysOf(study: Study): ReadonlySet<string> {
  const keys = study.sheet.facts.flatMap(({ forms }) =>
    forms.flatMap((form) => figuresIn(form).flatMap((f) => f.keys)),
  );
  return new Set([...keys, ...keys.map((key) => key.replace(/^day \d{4}-/, 'day '))]);
}

describe('the number gate', () => {
  it('catches every wrong digit that does not happen to be another fact, and none that is right', async () => {
    const source = openSqliteSource(sampleDatabaseFile());
    const count: Count = { caught: 0, missed: 0, coincidences: 0 };
    for (const name of JOBS) {
      const [job] = await source.query<{ id: string }>(
        sql('SELECT job_id AS id FROM jobs WHERE job_name = :name'),
        { name },
      );
      for (const chip of chipsFor('job')) {
        const selection = { report: 'job_cost', entity: `job:${job!.id}` };
        const { subject, study } = await studyEntity(chip, selection, source, DEFAULT_SETTINGS);
        const narration = narrate(chip, subject, study);
        const gate = gateFor(study, narration);
        for (const line of [narration.headline, ...narration.points]) mutate(line, study, gate, count);
      }
    }
    await source.close();
    expect(count.missed).toBe(0);
    expect(count.caught).toBeGreaterThan(2000);
    expect(count.coincidences).toBeLessThan(count.caught / 8);
  });
});
