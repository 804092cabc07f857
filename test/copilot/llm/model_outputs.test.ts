// What becomes of texts models hand in, good, sloppy and wrong: sent, sent at the second try, or withheld with the reason.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { answer } from '#src/copilot/answer.ts';
import type { Answer } from '#src/copilot/answer_types.ts';
import { write } from '#src/copilot/llm/write.ts';
import { chipById } from '#src/copilot/selection/chips.ts';
import { narrate, studyEntity } from '#src/copilot/study_entity.ts';
import { createFactSheet, type Fact } from '#src/reports/facts.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import { sql } from '#test/contracts/usage_source.ts';
import { testParts } from '#test/fixtures/parts.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';

const KINDS = [
  'digit',
  'unit',
  'subject',
  'entity',
  'direction',
  'rank',
  'number_word',
  'date',
  'cause',
  'address',
] as const;
const outputSchema = z.strictObject({
  name: z.string(),
  text: z.string(),
  second: z.string().optional(),
  outcome: z.enum(['sent', 'sent_second', 'withheld']),
  reasons: z.array(z.enum(KINDS)).optional(),
});
const OUTPUTS = z
  .array(outputSchema)
  .parse(parse(readFileSync(path.join(import.meta.dirname, 'model_outputs.yaml'), 'utf8')));

const source = openSqliteSource(sampleDatabaseFile());
afterAll(() => source.close());

const found = await source.query<{ id: string }>(
  sql("SELECT job_id AS id FROM jobs WHERE job_name = 'Nightly ledger'"),
  {},
);
const selection = { report: 'job_cost', entity: `job:${found[0]!.id}` };
const chip = 'understand.explain';
const own: Answer = await answer({ chip, selection }, testParts(source));

function filled(text: string): string {
  const fact = (key: string): Fact => {
    const known = own.trace.facts.find((one) => one.key === key);
    if (!known) throw new Error(`No fact "${key}"`);
    return known;
  };
  return text.replace(/\{\{(=?)([\w.]+)\}\}/g, (_, typed, key) =>
    typed ? fact(key).forms[0]! : `{{${fact(key).id}}}`,
  );
}

describe('a text handed in by a model', () => {
  it.each(OUTPUTS.map((output) => [output.name, output] as const))('%s', async (_name, output) => {
    const texts = [output.text, output.second ?? output.text].map(filled);
    const asked: string[] = [];
    const complete = async ({ user }: { user: string }) => texts[asked.push(user) - 1]!;
    const result = await answer(
      { chip, selection },
      testParts(source, { model: { name: 'a-model', complete } }),
    );
    const outcome = result.withheld ? 'withheld' : asked.length === 1 ? 'sent' : 'sent_second';
    expect(`${outcome} ${result.withheld ?? ''}`).toContain(output.outcome);
    expect(asked.length).toBe(outcome === 'sent' ? 1 : 2);
    if (result.withheld) expect(result.text).toBe(own.text);
    const kinds = result.verdict.violations.map(({ kind }) => kind);
    for (const reason of output.reasons ?? []) expect(kinds).toContain(reason);
    expect(result.trace.modelOutput).toBe(texts.slice(0, asked.length).join('\n\n=== second try ===\n\n'));
  });

  it('is asked for again with the faults named, each time in the same words', async () => {
    const asked: string[] = [];
    const complete = async ({ user }: { user: string }) => {
      asked.push(user);
      return 'Nightly ledger cost $9,999.';
    };
    for (const _ of [1, 2])
      await answer({ chip, selection }, testParts(source, { model: { name: 'a-model', complete } }));
    expect(asked[1]).toBe(
      `${asked[0]!.trimEnd()}\n\n${asked[1]!.slice(asked[1]!.indexOf('# Your first text'))}`,
    );
    expect(asked[1]).toContain('- digit "$9,999" in "Nightly ledger cost $9,999.": no fact has this value');
    expect(asked[3]).toBe(asked[1]);
  });

  it('is not waited for beyond the deadline of both tries together', async () => {
    const { subject, study } = await studyEntity(
      chipById(chip),
      selection,
      source,
      testParts(source).settings,
    );
    const narration = narrate(chipById(chip), subject, study);
    let asked = 0;
    const model = {
      name: 'a-model',
      complete: () => (asked++ === 0 ? Promise.resolve('It cost $9,999.') : new Promise<string>(() => {})),
    };
    const sheet = createFactSheet({ subject: selection.entity, scope: '', sqlHash: '', today: '2026-10-31' });
    const start = performance.now();
    const result = await write({ prompt: own.trace.prompt, narration, sheet, model, deadlineMs: 200 });
    expect(performance.now() - start).toBeLessThan(3000);
    expect(result.withheld).toContain('The text of a-model was withheld: 1 figure is no fact');
    expect(result.modelOutput).toContain('a-model did not answer in time.');
  });
});
