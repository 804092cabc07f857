// Embeds through any OpenAI-compatible service, and refuses vectors that cannot be right instead of storing them.
import OpenAI from 'openai';
import { UserError } from '#src/lib/errors.ts';
import { type Embedder, isZeroVector, toUnitVector } from './embedder.ts';

export interface OpenAiEmbedderOptions {
  readonly model: string;
  readonly apiKey: string;
  readonly baseUrl?: string;
  /** Length of the model's vectors; asked with one short text when absent. */
  readonly dims?: number;
  readonly batchSize?: number;
  readonly timeoutMs?: number;
  readonly maxRetries?: number;
}

interface EmbeddingItem {
  readonly index: number;
  readonly embedding: readonly number[];
}

type AskForEmbeddings = (texts: readonly string[]) => Promise<readonly EmbeddingItem[]>;

export async function openOpenAiEmbedder(
  options: OpenAiEmbedderOptions,
  fetchFn: typeof fetch = fetch,
): Promise<Embedder> {
  const ask = createAsk(options, fetchFn);
  const dims = options.dims ?? (await ask(['dimensions']))[0]?.embedding.length ?? 0;
  if (dims < 2) throw wrongVectors(options.model, `its vectors have length ${dims}`);
  const batchSize = options.batchSize ?? 64;
  return {
    id: `openai-${options.model}-${dims}`,
    dims,
    embed: (texts) => embedInBatches(texts, dims, batchSize, ask, options.model),
  };
}

function createAsk(options: OpenAiEmbedderOptions, fetchFn: typeof fetch): AskForEmbeddings {
  const client = new OpenAI({
    apiKey: options.apiKey,
    baseURL: options.baseUrl ?? null,
    fetch: fetchFn,
    timeout: options.timeoutMs ?? 20_000,
    maxRetries: options.maxRetries ?? 2,
  });
  return async (texts) => {
    // 'float' is asked for by name: the package's default is base64, and a server that answers floats to it
    // would come out as a vector of length one, without an error
    const response = await client.embeddings.create({
      model: options.model,
      input: [...texts],
      encoding_format: 'float',
    });
    return response.data;
  };
}

async function embedInBatches(
  texts: readonly string[],
  dims: number,
  batchSize: number,
  ask: AskForEmbeddings,
  model: string,
): Promise<Float32Array[]> {
  const vectors: Float32Array[] = texts.map(() => new Float32Array(dims));
  // services refuse empty texts; their vector stays zero
  const positions = texts.flatMap((text, i) => (text.trim() === '' ? [] : [i]));
  for (let start = 0; start < positions.length; start += batchSize) {
    const batch = positions.slice(start, start + batchSize);
    const items = await ask(batch.map((i) => texts[i]!));
    const checked = checkItems(items, batch.length, dims, model);
    checked.forEach((vector, i) => {
      vectors[batch[i]!] = vector;
    });
  }
  return vectors;
}

function checkItems(
  items: readonly EmbeddingItem[],
  count: number,
  dims: number,
  model: string,
): Float32Array[] {
  if (items.length !== count)
    throw wrongVectors(model, `it answered ${items.length} vectors for ${count} texts`);
  const sorted = [...items].sort((a, b) => a.index - b.index);
  return sorted.map((item) => {
    if (item.embedding.length !== dims) {
      throw wrongVectors(model, `a vector has length ${item.embedding.length} instead of ${dims}`);
    }
    return checkedUnitVector(item.embedding, model);
  });
}

function checkedUnitVector(values: readonly number[], model: string): Float32Array {
  if (!values.every(Number.isFinite)) throw wrongVectors(model, 'a vector holds a value that is no number');
  const unit = toUnitVector(values);
  if (isZeroVector(unit)) throw wrongVectors(model, 'a vector has length zero');
  return unit;
}

function wrongVectors(model: string, what: string): UserError {
  return new UserError({
    code: 'wrong_embedding',
    message: `The embedding model "${model}" did not answer usable vectors: ${what}.`,
    kept: 'Nothing was stored.',
    next: 'Check the model name, or remove the embedding settings to use the local embedder.',
  });
}
