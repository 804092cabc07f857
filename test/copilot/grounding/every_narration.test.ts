// Our own narration is held to what a model's text is held to: every chip of every kind of entity passes the gate, written out and as slots.
import { afterAll, describe, expect, it } from 'vitest';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import {
  alarmsOf,
  type CleanText,
  narrationTexts,
  paraphraseTexts,
} from '#test/evals/number_gate/clean_texts.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';

const source = openSqliteSource(sampleDatabaseFile());
afterAll(() => source.close());

const alarms = (texts: readonly CleanText[]) => texts.flatMap(alarmsOf);

describe('true texts', () => {
  it('of the narrator pass, two entities of each kind for each chip', async () => {
    const texts = await narrationTexts(source, 2);
    expect(texts.length).toBeGreaterThan(90);
    expect(alarms(texts)).toEqual([]);
  });

  it('of people pass, in other words and another order', async () => {
    const { texts } = await paraphraseTexts(source);
    expect(texts.length).toBeGreaterThanOrEqual(100);
    expect(alarms(texts)).toEqual([]);
  });
});
