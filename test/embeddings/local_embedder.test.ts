import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dot, isZeroVector, toUnitVector } from '#src/embeddings/embedder.ts';
import {
  createLocalEmbedder,
  embedText,
  fitLocalModel,
  parseLocalModel,
  serializeLocalModel,
} from '#src/embeddings/local_embedder.ts';

const TEXTS = [
  'A spot machine is taken back by AWS and the worker is lost',
  'The driver stays on demand, so losing a spot worker only costs time',
  'A warehouse stops when it is idle; queries wait in a queue',
  'More clusters of a warehouse serve more queries at once',
  'Tags on clusters tell which team pays the bill',
  'A budget sends a mail when the bill of a team grows',
];

const model = fitLocalModel(TEXTS, { kind: 'words', dims: 4 });

describe('local embedder', () => {
  it('places texts on one subject closer than texts on another', () => {
    const spot = embedText(model, 'losing spot workers');
    const near = dot(spot, embedText(model, TEXTS[0]!));
    const far = dot(spot, embedText(model, TEXTS[3]!));
    expect(near).toBeGreaterThan(far + 0.3);
  });

  it('gives vectors of length one, and zeros for unknown words', () => {
    const known = embedText(model, 'warehouse queries');
    expect(dot(known, known)).toBeCloseTo(1, 5);
    expect(isZeroVector(embedText(model, 'qwxyz 12345'))).toBe(true);
    expect(isZeroVector(embedText(model, ''))).toBe(true);
  });

  it('serializes to the same bytes after a second fit, and reads them back', () => {
    const bytes = serializeLocalModel(model);
    expect(serializeLocalModel(fitLocalModel(TEXTS, { kind: 'words', dims: 4 }))).toEqual(bytes);
    expect(embedText(parseLocalModel(bytes), TEXTS[2]!)).toEqual(embedText(model, TEXTS[2]!));
  });

  it('depends on the seed only in its rounding, not in what it finds', () => {
    const other = fitLocalModel(TEXTS, { kind: 'words', dims: 4, seed: 'another' });
    const similarity = (m: typeof model) => dot(embedText(m, 'spot worker lost'), embedText(m, TEXTS[1]!));
    expect(similarity(other)).toBeCloseTo(similarity(model), 3);
  });

  it('refuses bytes that are no model, or half of one', () => {
    const bytes = serializeLocalModel(model);
    expect(() => parseLocalModel(bytes.subarray(0, bytes.length - 5))).toThrow('cut off');
    expect(() => parseLocalModel(Buffer.from('garbage that is long enough'))).toThrow(
      'not an embedding model',
    );
    expect(() => parseLocalModel(new Uint8Array())).toThrow('not an embedding model');
  });

  it('has fewer dimensions than texts', () => {
    expect(fitLocalModel(TEXTS, { kind: 'words', dims: 128 }).dims).toBeLessThan(TEXTS.length);
  });

  it.each([[[]], [['one']], [['', '', '']]])('answers zeros when %j leaves nothing to learn', (texts) => {
    const poor = fitLocalModel(texts, { kind: 'names' });
    expect(poor.dims).toBe(1);
    expect(isZeroVector(embedText(poor, 'one'))).toBe(true);
  });

  it('recognises a mistyped name by its runs of characters', () => {
    const names = ['nightly_ledger', 'customer_churn_score', 'orders_hourly', 'fraud_features'];
    const fitted = fitLocalModel(names, { kind: 'names' });
    const typed = embedText(fitted, 'nigthly leger');
    const scores = names.map((name) => dot(typed, embedText(fitted, name)));
    expect(scores.indexOf(Math.max(...scores))).toBe(0);
  });

  it('embeds any text into finite numbers', async () => {
    const embedder = createLocalEmbedder(model);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        const [vector] = await embedder.embed([`${text} spot`]);
        expect(vector).toHaveLength(embedder.dims);
        expect(vector!.every(Number.isFinite)).toBe(true);
      }),
    );
  });
});

describe('toUnitVector', () => {
  it('refuses what is no number', () => {
    expect(() => toUnitVector([1, Number.NaN])).toThrow('finite');
    expect(() => toUnitVector([1, Number.POSITIVE_INFINITY])).toThrow('finite');
  });
});
