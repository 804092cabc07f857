// Lesson 04: a text is mended until the number gate of the copilot lets it pass.
import { createGate } from '#src/copilot/grounding/gate.ts';
import { parseModelText } from '#src/copilot/grounding/parse_model_text.ts';
import { draft } from '#src/copilot/narration/draft.ts';
import { createFactSheet, type FactSheet } from '#src/reports/facts.ts';
import { line } from '#src/reports/line.ts';
import type { Exercise, Finding } from '../exercise.ts';

const SUBJECT = { ref: 'job:7', name: 'Nightly ledger' };

/** The facts of the lesson, in the order of its table. */
export function lessonSheet(): FactSheet {
  const sheet = createFactSheet({
    subject: SUBJECT.ref,
    scope: '2026-10-02..2026-10-31',
    sqlHash: 'lesson',
    today: '2026-10-31',
  });
  sheet.add({ key: 'cost', label: 'cost in the period', value: 5525.4, unit: 'usd' });
  sheet.add({
    key: 'change',
    label: 'change of cost on the period before',
    value: 2263.1,
    unit: 'usd_delta',
  });
  sheet.add({ key: 'pct', label: 'change of cost on the period before', value: 69.4, unit: 'percent_delta' });
  sheet.add({ key: 'runs', label: 'runs started in the period', value: 35, unit: 'count' });
  sheet.add({ key: 'failed', label: 'failed runs', value: 5, unit: 'count' });
  sheet.add({ key: 'config', label: 'day of a configuration change', value: '2026-10-12', unit: 'day' });
  sheet.add({ key: 'before', label: 'median duration before the change', value: 274, unit: 'minutes' });
  sheet.add({ key: 'after', label: 'median duration after the change', value: 338, unit: 'minutes' });
  return sheet;
}

/** What code says of these facts: a text may say no more. */
function narrationOf({ facts }: FactSheet) {
  const [cost, change, pct, runs, failed, config, before, after] = facts;
  return draft(line`Nightly ledger cost ${cost!} in the period, ${change!} (${pct!}) more than before.`, {
    points: [
      line`${failed!} of ${runs!} runs failed.`,
      line`Configuration changed on ${config!}: the median run took ${before!} before and ${after!} after.`,
    ],
    next: [line`run once with the configuration from before the change and compare.`],
  });
}

/** Facts without which the question is not answered. */
const NEEDED = ['change', 'failed', 'config'];

export const factsAndExplanation: Exercise = {
  number: '04',
  folder: '04_facts_and_explanation',
  ending: 'txt',
  check: async (text) => checkText(text),
};

function checkText(text: string): readonly Finding[] {
  const sheet = lessonSheet();
  const parsed = parseModelText(text, sheet);
  const gate = createGate({
    facts: sheet.facts,
    subject: SUBJECT,
    names: [SUBJECT],
    surroundings: [],
    narration: narrationOf(sheet),
    quotable: [],
  });
  const { violations } = gate(parsed);
  const typed = text.replace(/\{\{\s*f\d+\s*\}\}/g, '').match(/\d[\d,.%]*/g) ?? [];
  const missing = NEEDED.filter((key) => !text.includes(`{{${sheet.get(key)!.id}}}`));
  return [
    {
      what: 'No figure is typed: each is a slot',
      ok: typed.length === 0,
      hint: `Typed: ${typed.join(' ')}. Write the slot of the fact, such as {{f1}}.`,
    },
    {
      what: 'The gate finds nothing that cannot be shown to be true',
      ok: violations.length === 0,
      hint: violations.map(({ kind, text: words, why }) => `[${kind}] "${words}": ${why}`).join('\n        '),
    },
    {
      what: 'The question is answered: how much more, what failed, when it was changed',
      ok: missing.length === 0,
      hint: `No slot of: ${missing.map((key) => sheet.get(key)!.label).join(', ')}.`,
    },
    {
      what: 'It has a headline, two points or more, and a line "Next: ..."',
      ok: parsed.headline.length > 0 && parsed.points.length >= 2 && parsed.next.length > 0,
      hint: 'A point begins with "- ". The last line begins with "Next: ".',
    },
  ];
}
