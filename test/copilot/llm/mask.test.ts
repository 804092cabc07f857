// With masking on, no name of the account leaves, and people read the names all the same.
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { answer } from '#src/copilot/answer.ts';
import { accountWords } from '#src/copilot/llm/account_words.ts';
import { mask } from '#src/copilot/llm/mask.ts';
import { masked } from '#src/copilot/llm/masked.ts';
import type { Model } from '#src/copilot/llm/model.ts';
import type { ModelPrompt } from '#src/copilot/parts.ts';
import { chipsFor } from '#src/copilot/selection/chips.ts';
import type { EntityType } from '#src/reports/report.ts';
import { readEntityNames } from '#src/store/entity_names.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import { testParts } from '#test/fixtures/parts.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';

const source = openSqliteSource(sampleDatabaseFile());
afterAll(() => source.close());
const words = await accountWords(source);
const entities = await readEntityNames(source);

/** Keeps what left, and answers with `say`. */
function listening(say: (sent: ModelPrompt) => string): { model: Model; sent: ModelPrompt[] } {
  const sent: ModelPrompt[] = [];
  const call = {
    requestHash: '',
    parameters: {},
    inputTokens: 0,
    outputTokens: 0,
    microUsd: 0,
    cached: false,
    masked: 0,
  };
  const complete = async (prompt: ModelPrompt) => {
    sent.push(prompt);
    return { text: say(prompt), unusable: null, call };
  };
  return { model: masked({ name: 'a-model', complete }, async () => words), sent };
}

/** What is ours in a prompt: its frame, and the task, which is the same for every account. */
function dataOf({ user }: ModelPrompt): string {
  return user.slice(user.indexOf('# Selection')).replace(/<\/?(?:name|passage|draft)\b|^#+ .*$/gm, '');
}

function standsIn(text: string, word: string): boolean {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])`, 'iu').test(text);
}

const firstOf = (type: EntityType) => entities.filter((entity) => entity.type === type).slice(0, 1);

describe('a masked prompt', () => {
  it.each<EntityType>(['job', 'user', 'warehouse', 'cluster'])(
    'names nothing of the account: %s',
    async (type) => {
      let asked = 0;
      for (const entity of firstOf(type))
        for (const chip of chipsFor(type)) {
          const { model, sent } = listening(() => 'It cost $9,999,999.');
          const selection = { report: 'job_cost', entity: `${type}:${entity.id}` };
          const result = await answer({ chip: chip.id, selection }, testParts(source, { model }));
          for (const prompt of sent) {
            const data = dataOf(prompt);
            const leaked = words.filter(({ text }) => text.length > 1 && standsIn(data, text.toLowerCase()));
            expect(leaked, `${chip.id} ${entity.id}`).toEqual([]);
          }
          if (result.applicable) expect(sent.length).toBe(2);
          asked += sent.length;
        }
      expect(asked).toBeGreaterThan(2);
    },
  );

  it('leaves the frame as it was and can be turned back to the letter', async () => {
    const { id } = entities.find((entity) => entity.name === 'Nightly ledger')!;
    const selection = { report: 'job_cost', entity: `job:${id}` };
    const { trace } = await answer({ chip: 'diagnose.failures', selection }, testParts(source));
    const made = mask(trace.prompt, words);
    expect(made.count).toBeGreaterThan(5);
    expect(made.restore(made.user)).toBe(trace.prompt.user);
    expect(mask(trace.prompt, words).user).toBe(made.user);
    const frame = (text: string) => text.match(/^#+ .*$|<\/?name>|\{\{f\d+\}\}/gm);
    expect(frame(made.user)).toEqual(frame(trace.prompt.user));
    expect(made.user).toContain('java.lang.OutOfMemoryError');
  });

  it('comes back with its names before the gate reads it', async () => {
    const { id } = entities.find((entity) => entity.name === 'Nightly ledger')!;
    const { model, sent } = listening(({ user }) => {
      const slot = /^(\{\{f\d+\}\}) = .*\| cost in the period \|/m.exec(user)![1]!;
      const token = /^Entity: <name>([^<]*)<\/name>/m.exec(user)![1]!;
      return `${token} cost ${slot}.`;
    });
    const selection = { report: 'job_cost', entity: `job:${id}` };
    const result = await answer({ chip: 'understand.explain', selection }, testParts(source, { model }));
    expect(result.text).toMatch(/^Nightly ledger cost \$[\d,]+\./);
    expect(sent[0]!.user).toContain('Entity: <name>job_a</name>');
    expect(result.trace.modelCalls[0]!.masked).toBeGreaterThan(5);
  });

  it('hides what error texts name, and turns back whatever a job is called', () => {
    const hidden = [
      'sales.emea_orders',
      'ada@corp.example',
      's3://corp-lake/raw/x.parquet',
      '/Volumes/main/secret/file.csv',
      '10.1.2.3',
      "'PAYROLL_2026'",
      '0714-062345-abcdef12',
    ];
    const user = `# Task\nx\n\n# Selection\nEntity: <name>J</name> (job:1)\n\n# Context\n## Surroundings\njob <name>J</name> failed: <name>${hidden.join(' and ')} of r5.4xlarge</name>\n`;
    const made = mask({ system: '', user }, []);
    for (const text of hidden) expect(made.user).not.toContain(text);
    expect(made.user).toContain('r5.4xlarge');
    expect(made.restore(made.user)).toBe(user);
  });

  it('never meets a name it cannot turn back', () => {
    const name = fc.oneof(
      fc.string({ minLength: 2, maxLength: 12 }),
      fc.constantFrom('job_a', 'name', 'Facts', 'Context', 'f1', 'passage', 'selection', '$&', 'about'),
    );
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (names) => {
        const lines = names.map((one) => one.replace(/[<>{}\r\n]/g, ' ').trim()).filter(Boolean);
        const user = `# Task\nx\n\n# Selection\n${lines.map((one) => `Entity: <name>${one}</name>`).join('\n')}\n\n# Context\n## Facts\n{{f1}} = $5 | cost | about job:1\n`;
        const made = mask(
          { system: '', user },
          lines.map((text) => ({ kind: 'job', text })),
        );
        expect(made.restore(made.user)).toBe(user);
        expect(made.user.match(/<name>/g)?.length).toBe(user.match(/<name>/g)?.length);
        expect(made.user).toContain('{{f1}} = $5 |');
      }),
      { numRuns: 300 },
    );
  });
});
