// A click in Slack shows how far it is, one at the terminal does not: both are the same click.
import { afterAll, describe, expect, it } from 'vitest';
import { answer } from '#src/copilot/answer.ts';
import { recordAnswer } from '#src/copilot/audit/audit_log.ts';
import { replayToday } from '#src/copilot/audit/replay.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import { openState } from '#src/store/state/state_store.ts';
import { testParts } from '#test/fixtures/parts.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';

const source = openSqliteSource(sampleDatabaseFile());
const parts = testParts(source);
afterAll(() => source.close());

async function largestJob(): Promise<string> {
  const shown = await answer({ chip: 'understand.explain_report', selection: { report: 'job_cost' } }, parts);
  return shown.trace.facts.find((fact) => fact.subject.startsWith('job:'))!.subject;
}

describe('an answer that somebody watches', () => {
  it('has the prompt, the facts and the hash of one that nobody watches', async () => {
    const selection = { report: 'job_cost', entity: await largestJob() };
    const lines: string[] = [];
    for (const chip of ['diagnose.what_changed', 'optimize.cut_cost', 'understand.explain']) {
      const watched = await answer({ chip, selection, onProgress: (line) => lines.push(line) }, parts);
      const alone = await answer({ chip, selection }, parts);
      expect([watched.trace.prompt.hash, watched.hash]).toEqual([alone.trace.prompt.hash, alone.hash]);
    }
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).toMatch(/^Reading \d+ runs/);
  });

  it('is the same on the data of the same day', async () => {
    const store = openState(':memory:');
    const selection = { report: 'job_cost', entity: await largestJob() };
    const given = await answer({ chip: 'diagnose.what_changed', selection, onProgress: () => {} }, parts);
    const today = await replayToday(store, recordAnswer(store, given, 'slack:T1/U1'), parts);
    expect(today).toMatchObject({ facts: [], samePrompt: true, textToday: given.text });
    store.close();
  });
});
