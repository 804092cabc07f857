import { describe, expect, it } from 'vitest';
import { dot, isZeroVector } from '#src/embeddings/embedder.ts';
import { type OpenAiEmbedderOptions, openOpenAiEmbedder } from '#src/embeddings/openai_embedder.ts';

interface Asked {
  readonly url: string;
  readonly body: { input: string[]; encoding_format: string; model: string };
}

type Answer = (input: string[]) => unknown[];

const OPTIONS: OpenAiEmbedderOptions = {
  model: 'test-embedding',
  apiKey: 'test',
  baseUrl: 'http://127.0.0.1:1/v1',
  dims: 3,
  maxRetries: 0,
};

/** A service that answers `answer(input)` as the embeddings, in order. */
function stubService(answer: Answer): { asked: Asked[]; fetchFn: typeof fetch } {
  const asked: Asked[] = [];
  const fetchFn = (async (url: unknown, init?: RequestInit) => {
    const body = JSON.parse(String(init?.body)) as Asked['body'];
    asked.push({ url: String(url), body });
    const data = answer(body.input).map((embedding, index) => ({ object: 'embedding', index, embedding }));
    // answered backwards: the order must come from the index
    return Response.json({ object: 'list', model: body.model, data: data.reverse() });
  }) as typeof fetch;
  return { asked, fetchFn };
}

const lengths: Answer = (input) => input.map((text) => [text.length, 1, 0]);

describe('openai embedder', () => {
  it('asks for floats by name and scales the vectors to length one', async () => {
    const { asked, fetchFn } = stubService(lengths);
    const embedder = await openOpenAiEmbedder(OPTIONS, fetchFn);
    const [vector] = await embedder.embed(['abc']);
    expect(asked[0]?.body.encoding_format).toBe('float');
    expect(asked[0]?.url).toBe('http://127.0.0.1:1/v1/embeddings');
    expect(dot(vector!, vector!)).toBeCloseTo(1, 6);
    expect(vector![0]! / vector![1]!).toBeCloseTo(3, 5);
  });

  it('keeps the order over batches and never sends empty texts', async () => {
    const { asked, fetchFn } = stubService(lengths);
    const embedder = await openOpenAiEmbedder({ ...OPTIONS, batchSize: 2 }, fetchFn);
    const vectors = await embedder.embed(['a', '', 'bb', 'ccc', '  ', 'dddd']);
    expect(asked.map((request) => request.body.input)).toEqual([
      ['a', 'bb'],
      ['ccc', 'dddd'],
    ]);
    const ratios = vectors.map((vector) => (isZeroVector(vector) ? 0 : Math.round(vector[0]! / vector[1]!)));
    expect(ratios).toEqual([1, 0, 2, 3, 0, 4]);
  });

  it('asks for the length once when it is not given, and names the space by it', async () => {
    const { asked, fetchFn } = stubService(lengths);
    const { dims: _dims, ...withoutDims } = OPTIONS;
    const embedder = await openOpenAiEmbedder(withoutDims, fetchFn);
    expect([embedder.dims, embedder.id, asked.length]).toEqual([3, 'openai-test-embedding-3', 1]);
  });

  it.each<[string, Answer, string]>([
    ['a vector of length one', (input) => input.map(() => [0]), 'length 1 instead of 3'],
    ['too few vectors', () => [], '0 vectors for 1 texts'],
    ['a vector without direction', (input) => input.map(() => [0, 0, 0]), 'length zero'],
    ['a hole in a vector', (input) => input.map(() => [1, null, 0]), 'no number'],
  ])('refuses %s', async (_name, answer, message) => {
    const embedder = await openOpenAiEmbedder(OPTIONS, stubService(answer).fetchFn);
    await expect(embedder.embed(['text'])).rejects.toThrow(message);
  });

  it('refuses a service whose vectors have no length', async () => {
    const { dims: _dims, ...withoutDims } = OPTIONS;
    const { fetchFn } = stubService((input) => input.map(() => [0]));
    await expect(openOpenAiEmbedder(withoutDims, fetchFn)).rejects.toThrow('vectors have length 1');
  });

  it('passes a refusal of the service on', async () => {
    const refuse = (async () =>
      Response.json({ error: { message: 'bad key' } }, { status: 401 })) as typeof fetch;
    const embedder = await openOpenAiEmbedder(OPTIONS, refuse);
    await expect(embedder.embed(['text'])).rejects.toThrow('bad key');
  });
});
