// Whatever a provider does, the narration arrives in time and says why the model's text did not.
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { answer } from '#src/copilot/answer.ts';
import type { Answer } from '#src/copilot/answer_types.ts';
import { type ModelOptions, openAiCompatible } from '#src/copilot/llm/openai_compatible.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
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
const providers: FakeProvider[] = [];
afterAll(() => source.close());
afterEach(() => {
  for (const provider of providers.splice(0)) provider.close();
});

const KEY = 'sk-s3cret/key+with=signs';
const found = await source.query<{ id: string }>(
  sql("SELECT job_id AS id FROM jobs WHERE job_name = 'Nightly ledger'"),
  {},
);
const selection = { report: 'job_cost', entity: `job:${found[0]!.id}` };
const chip = 'understand.explain';
const own = await answer({ chip, selection }, testParts(source));

interface Asked {
  readonly result: Answer;
  readonly provider: FakeProvider;
  readonly ms: number;
}

async function askOf(reply: ProviderReply, over: Partial<ModelOptions> = {}): Promise<Asked> {
  const provider = await fakeProvider(reply);
  providers.push(provider);
  const options = { baseUrl: provider.baseUrl, apiKey: KEY, model: 'a-model', timeoutMs: 1500, ...over };
  const start = performance.now();
  const result = await answer({ chip, selection }, testParts(source, { model: openAiCompatible(options) }));
  return { result, provider, ms: performance.now() - start };
}

const error = (message: string) => ({ error: { message, type: 'x', param: null, code: null } });
const LATER = { 'retry-after-ms': '5' };
/** Slots are those of the selected job; a fact of another one has no slot here. */
const OTHER = 'It cost {{f1}} in all.\n- ledger_to_subledger_recon cost {{f20}}.';

const FAILURES: readonly (readonly [string, ProviderReply, string])[] = [
  ['a hung connection', () => {}, 'a-model did not answer in time.'],
  [
    'a body that never ends',
    (r) => void r.writeHead(200, { 'content-type': 'application/json' }).write('{"choices":'),
    'a-model did not answer in time.',
  ],
  ['a connection cut', (r) => r.socket?.destroy(), 'a-model cannot be reached.'],
  ['a wrong key', (r) => sendJson(r, 401, error(`bad key ${KEY}`)), 'a-model refused the key of this app.'],
  ['a forbidden model', (r) => sendJson(r, 403, error('no')), 'a-model refused the key of this app.'],
  [
    'a model nobody knows',
    (r) => sendJson(r, 404, error('no such model')),
    'a-model is not known to its provider, or its address is wrong.',
  ],
  [
    'too many requests',
    (r) => sendJson(r, 429, error('slow down'), LATER),
    'a-model is asked more often at the moment than its provider allows.',
  ],
  [
    'faults',
    (r) => sendJson(r, 500, error('boom'), LATER),
    'a-model has a fault at its provider at the moment.',
  ],
  [
    'an overload',
    (r) => sendJson(r, 503, error('busy'), LATER),
    'a-model has a fault at its provider at the moment.',
  ],
  [
    'a request it dislikes',
    (r) => sendJson(r, 400, error('too long')),
    'a-model did not accept the request.',
  ],
  [
    'a page for people',
    (r) => void r.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>'),
    'a-model sent something that is not an answer.',
  ],
  [
    'half a JSON',
    (r) => void r.writeHead(200, { 'content-type': 'application/json' }).end('{"choices": ['),
    'a-model sent something that is not an answer.',
  ],
  ['another JSON', (r) => sendJson(r, 200, { hello: 1 }), 'a-model sent something that is not an answer.'],
  ['nothing', (r) => void r.writeHead(204).end(), 'a-model sent something that is not an answer.'],
  [
    'ten megabytes',
    (r) => sendJson(r, 200, completionOf('It cost a lot. '.repeat(700_000))),
    'a-model sent far more than an answer.',
  ],
  [
    'a redirect',
    (r) => void r.writeHead(307, { location: 'http://127.0.0.1:9/v1' }).end(),
    'a-model sent the request on to another address, which is not followed.',
  ],
  ['no text', (r) => sendJson(r, 200, completionOf(null)), 'a-model returned no text.'],
  ['blanks', (r) => sendJson(r, 200, completionOf(' \n ')), 'a-model returned no text.'],
  ['no choices', (r) => sendJson(r, 200, { ...completionOf(''), choices: [] }), 'a-model returned no text.'],
  [
    'content of another shape',
    (r) => sendJson(r, 200, completionOf([{ type: 'text' }])),
    'a-model returned no text.',
  ],
  [
    'a refusal',
    (r) => sendJson(r, 200, completionOf(null, { refusal: 'No.' })),
    'a-model declined to write.',
  ],
  [
    'a refusal in words',
    (r) => sendJson(r, 200, completionOf("I'm sorry, I can't do that.")),
    'a-model declined to write.',
  ],
  [
    'a filter',
    (r) => sendJson(r, 200, completionOf('', { finish: 'content_filter' })),
    'a-model declined to write.',
  ],
  [
    'a text cut off',
    (r) => sendJson(r, 200, completionOf('Nightly ledger costs', { finish: 'length' })),
    'The text of a-model was cut off before its end.',
  ],
  [
    'wrong slots',
    (r) => sendJson(r, 200, completionOf('It cost {{f999}}.')),
    'The text of a-model was withheld: ',
  ],
  [
    'slots of another entity',
    (r) => sendJson(r, 200, completionOf(OTHER)),
    'The text of a-model was withheld: ',
  ],
  [
    'an invented figure',
    (r) => sendJson(r, 200, completionOf('It cost $1.')),
    'The text of a-model was withheld: ',
  ],
];

describe('a provider that answers with', () => {
  it.each(FAILURES)('%s: the narration, and why', async (_what, reply, why) => {
    const { result, ms } = await askOf(reply);
    expect(result.text).toBe(own.text);
    expect(result.model).toBe('no model');
    expect(result.withheld).toMatch(/^\S.* This is the built-in narration\.$/);
    expect(result.withheld!.startsWith(why)).toBe(true);
    expect(ms).toBeLessThan(6000);
    expect(JSON.stringify(result)).not.toContain(KEY);
  });

  it('nobody at its address: the narration, and why', async () => {
    const { result } = await askOf(() => {}, { baseUrl: 'http://127.0.0.1:9/v1' });
    expect(result.text).toBe(own.text);
    expect(result.withheld).toBe('a-model cannot be reached. This is the built-in narration.');
  });
});

describe('asking', () => {
  it('is tried again after a fault, and after as long as a provider asks for', async () => {
    const { result, provider, ms } = await askOf(
      (r, _q, count) =>
        count === 1
          ? sendJson(r, 429, error('later'), { 'retry-after': '1' })
          : sendJson(r, 200, completionOf('Nothing stands out.')),
      { timeoutMs: 5000 },
    );
    expect([result.withheld, provider.requests.length]).toEqual([null, 2]);
    expect(ms).toBeGreaterThan(1000);
  });

  it('is given up at once when a provider asks for more time than there is', async () => {
    const { result, provider, ms } = await askOf((r) =>
      sendJson(r, 429, error('later'), { 'retry-after': '3600' }),
    );
    expect(result.withheld).toContain('more often at the moment');
    expect([provider.requests.length, ms < 1400]).toEqual([1, true]);
  });

  it('leaves out what a model does not accept, and remembers that', async () => {
    const provider = await fakeProvider((r, { body }) =>
      body.includes('"temperature"')
        ? sendJson(r, 400, error("Unsupported value: 'temperature' does not support 0 with this model."))
        : sendJson(r, 200, completionOf('Nothing stands out.')),
    );
    providers.push(provider);
    const model = openAiCompatible({
      baseUrl: provider.baseUrl,
      apiKey: KEY,
      model: 'a-model',
      reasoningEffort: 'low',
    });
    const first = await answer({ chip, selection }, testParts(source, { model }));
    await answer({ chip, selection }, testParts(source, { model }));
    const sent = provider.requests.map(({ body }) => 'temperature' in (JSON.parse(body) as object));
    expect(sent).toEqual([true, false, false]);
    expect(first.trace.modelCalls[0]!.parameters).toEqual({ max_tokens: 2000, reasoning_effort: 'low' });
  });

  it('never lets the key out, wherever it is echoed', async () => {
    const echoes = [
      KEY,
      encodeURIComponent(KEY),
      Buffer.from(KEY).toString('base64'),
      Buffer.from(KEY).toString('hex'),
    ];
    const places: readonly ProviderReply[] = [
      (r) => sendJson(r, 200, completionOf(`Nothing stands out ${echoes.join(' ')}.`)),
      (r) => sendJson(r, 401, error(echoes.join(' ')), { 'x-request-id': KEY }),
      (r) => void r.writeHead(500, { 'content-type': 'text/plain', ...LATER }).end(echoes.join(' ')),
      (r) => sendJson(r, 200, completionOf(null, { refusal: echoes.join(' ') })),
      (r) => sendJson(r, 400, { error: { message: KEY, param: KEY, code: KEY, type: KEY } }),
      (r) => void r.writeHead(302, { location: `http://127.0.0.1:9/${KEY}` }).end(),
    ];
    for (const place of places) {
      const text = JSON.stringify((await askOf(place)).result);
      for (const echo of echoes) expect(text).not.toContain(echo);
    }
  });
});
