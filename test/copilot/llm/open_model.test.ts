// The model in its layers: equal requests paid once, a cap that holds over replicas, a few requests at a time, names that stay here.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { answer } from '#src/copilot/answer.ts';
import { type AnswerBody, recordAnswer } from '#src/copilot/audit/audit_log.ts';
import { limited } from '#src/copilot/llm/limited.ts';
import type { Model } from '#src/copilot/llm/model.ts';
import { type OpenModelOptions, openModel } from '#src/copilot/llm/open_model.ts';
import type { Completion } from '#src/copilot/parts.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import { openState, type StateStore } from '#src/store/state/state_store.ts';
import { sql } from '#test/contracts/usage_source.ts';
import {
  completionOf,
  type FakeProvider,
  fakeProvider,
  type ProviderReply,
  sendJson,
} from '#test/fixtures/fake_provider.ts';
import { testParts } from '#test/fixtures/parts.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';

const source = openSqliteSource(sampleDatabaseFile());
const folder = mkdtempSync(path.join(os.tmpdir(), 'models-'));
const opened: { close(): void }[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});
afterAll(async () => {
  await source.close();
  rmSync(folder, { recursive: true });
});

const clock = () => new Date('2026-11-02T08:00:00Z');
/** 1,000 tokens sent and 200 written come to $0.002. */
const PRICES = { input: 1, output: 5 };
const fine: ProviderReply = (r) => sendJson(r, 200, completionOf('Nothing stands out.'));
let files = 0;

function stateFile(): string {
  return path.join(folder, `state_${files++}.db`);
}

function state(file = stateFile()): StateStore {
  const store = openState(file, { clock });
  opened.push(store);
  return store;
}

async function provider(reply: ProviderReply = fine): Promise<FakeProvider> {
  const made = await fakeProvider(reply);
  opened.push(made);
  return made;
}

function model(at: FakeProvider, store: StateStore | null, over: Partial<OpenModelOptions> = {}): Model {
  const options = { baseUrl: at.baseUrl, apiKey: 'k', model: 'a-model', timeoutMs: 3000, ...over };
  return openModel(options, source, store, clock);
}

const prompt = (text: string) => ({ system: 'Explain.', user: text });
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'written',
    (error: { code: string }) => error.code,
  );

describe('an equal request', () => {
  it('is paid once, and another prompt, model or parameter is another request', async () => {
    const at = await provider();
    const store = state();
    const first = await model(at, store, { prices: PRICES }).complete(prompt('a'));
    const again = await model(at, store, { prices: PRICES }).complete(prompt('a'));
    expect(again).toMatchObject({ text: first.text, call: { cached: true, microUsd: 0 } });
    expect(again.call.requestHash).toBe(first.call.requestHash);
    expect(first.call).toMatchObject({ cached: false, inputTokens: 1000, outputTokens: 200, microUsd: 2000 });
    expect(at.requests.length).toBe(1);
    await model(at, store).complete(prompt('b'));
    await model(at, store, { model: 'another' }).complete(prompt('a'));
    await model(at, store, { temperature: false }).complete(prompt('a'));
    expect(at.requests.length).toBe(4);
  });

  it('is asked again when its text could not be used', async () => {
    const at = await provider((r) => sendJson(r, 200, completionOf('It costs', { finish: 'length' })));
    const asked = model(at, state());
    await asked.complete(prompt('a'));
    await asked.complete(prompt('a'));
    expect(at.requests.length).toBe(2);
  });
});

describe('a monthly cap', () => {
  it('is reached by what was paid, is said with its month, and ends with the month', async () => {
    const at = await provider((r) =>
      sendJson(r, 200, completionOf('Fine.', { usage: { prompt_tokens: 9e6, completion_tokens: 1e6 } })),
    );
    const store = state();
    const over = { prices: PRICES, capUsd: 12 };
    // A text that came dearer than any text should: it is counted in full.
    expect((await model(at, store, over).complete(prompt('a'))).call.microUsd).toBe(14_000_000);
    await expect(model(at, store, over).complete(prompt('b'))).rejects.toThrow(
      'a-model was not asked: the cap of $12 for November 2026 is reached.',
    );
    expect(store.modelSpend.of('2026-11')).toMatchObject({
      calls: 1,
      input_tokens: 9e6,
      micro_usd: 14_000_000,
    });
    const later = openModel(
      { baseUrl: at.baseUrl, apiKey: 'k', model: 'a-model', ...over },
      source,
      store,
      () => new Date('2026-12-01T00:00:00Z'),
    );
    expect((await later.complete(prompt('b'))).text).toBe('Fine.');
  });

  it('gives people the narration, and says so', async () => {
    const chip = 'understand.explain';
    const selection = { report: 'job_cost', entity: `job:${await ledger()}` };
    const own = await answer({ chip, selection }, testParts(source));
    const asked = model(await provider(), state(), { prices: PRICES, capUsd: 0 });
    const result = await answer({ chip, selection }, testParts(source, { model: asked }));
    expect(result.text).toBe(own.text);
    expect(result.withheld).toBe(
      'a-model was not asked: the cap of $0 for November 2026 is reached. This is the built-in narration.',
    );
  });

  it('holds when two replicas ask at the same time', async () => {
    const at = await provider();
    const file = stateFile();
    const replicas = [state(file), state(file)];
    // Room for the reservation of three requests: 2,000 tokens written and a few sent.
    const over = { prices: PRICES, capUsd: 0.0305 };
    const asked = replicas.map((store) => model(at, store, over));
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, i) => code(asked[i % 2]!.complete(prompt(`p${i}`)))),
    );
    expect(results.filter((one) => one === 'model_cap').length).toBeGreaterThan(0);
    const spent = replicas[0]!.modelSpend.of('2026-11')!;
    const written = results.filter((one) => one === 'written').length;
    expect(spent).toMatchObject({ calls: written, micro_usd: written * 2000 });
    expect(spent.micro_usd).toBeLessThanOrEqual(30_500);
  });

  it('counts nothing for what a provider turned away, and the most for what was given up', async () => {
    const store = state();
    const over = { prices: PRICES, capUsd: 1, timeoutMs: 300 };
    const turnedAway = await provider((r) => sendJson(r, 401, {}));
    expect(await code(model(turnedAway, store, over).complete(prompt('a')))).toBe('model_key');
    expect(store.modelSpend.of('2026-11')!.micro_usd).toBe(0);
    const silent = await provider(() => {});
    expect(await code(model(silent, store, over).complete(prompt('a')))).toBe('model_late');
    expect(store.modelSpend.of('2026-11')!.micro_usd).toBeGreaterThanOrEqual(10_000);
  });

  it('is refused where nothing can be counted, and without prices tokens are counted all the same', async () => {
    const at = await provider();
    expect(() => model(at, null, { prices: PRICES, capUsd: 1 })).toThrow('cannot be counted');
    expect(() => model(at, state(), { capUsd: 1 })).toThrow('cannot be counted');
    const store = state();
    expect((await model(at, store).complete(prompt('a'))).call.microUsd).toBeNull();
    expect(store.modelSpend.of('2026-11')).toMatchObject({ calls: 1, output_tokens: 200, micro_usd: 0 });
  });
});

describe('what an answer took', () => {
  it('stands in its trace and in its row of the audit log', async () => {
    const store = state();
    const asked = model(await provider(), store, { prices: PRICES });
    const selection = { report: 'job_cost', entity: `job:${await ledger()}` };
    const given = await answer(
      { chip: 'understand.explain', selection },
      testParts(source, { model: asked }),
    );
    const id = recordAnswer(store, given, 'cli');
    const body = JSON.parse(store.audit.ofAnswer(id)[0]!.body!) as AnswerBody;
    expect(body.modelCalls).toEqual(given.trace.modelCalls);
    expect(body.modelCalls).toEqual([
      {
        requestHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        parameters: { max_tokens: 2000, temperature: 0 },
        inputTokens: 1000,
        outputTokens: 200,
        microUsd: 2000,
        cached: false,
        masked: 0,
      },
    ]);
  });
});

describe('requests at a time', () => {
  const call = {
    requestHash: '',
    parameters: {},
    inputTokens: 0,
    outputTokens: 0,
    microUsd: 0,
    cached: false,
    masked: 0,
  };
  const done: Completion = { text: 'x', unusable: null, call };

  it('are few; the others are served in their order', async () => {
    let running = 0;
    let most = 0;
    const served: string[] = [];
    const asked = limited(
      {
        name: 'a-model',
        complete: async ({ user }) => {
          most = Math.max(most, ++running);
          await new Promise((resolve) => setTimeout(resolve, 5));
          running -= 1;
          served.push(user);
          return done;
        },
      },
      2,
    );
    await Promise.all([...'abcdefg'].map((text) => asked.complete(prompt(text))));
    expect([most, served.join('')]).toEqual([2, 'abcdefg']);
  });

  it('leave the queue when nobody waits for them any more, and a failure gives its place away', async () => {
    let fail: () => void = () => {};
    let calls = 0;
    const asked = limited(
      {
        name: 'a-model',
        complete: () =>
          calls++ === 0
            ? new Promise((_, reject) => {
                fail = () => reject(new Error('down'));
              })
            : Promise.resolve(done),
      },
      1,
    );
    const first = asked.complete(prompt('a'));
    const tired = new AbortController();
    const second = asked.complete(prompt('b'), tired.signal);
    const third = asked.complete(prompt('c'));
    tired.abort();
    await expect(second).rejects.toThrow('a-model is busy with other answers.');
    fail();
    await expect(first).rejects.toThrow('down');
    expect(await third).toBe(done);
  });
});

async function ledger(): Promise<string> {
  const found = await source.query<{ id: string }>(
    sql("SELECT job_id AS id FROM jobs WHERE job_name = 'Nightly ledger'"),
    {},
  );
  return found[0]!.id;
}
