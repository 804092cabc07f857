import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DocsIndex, ensureDocsIndex } from '#src/docs/docs_index.ts';
import { searchDocs } from '#src/docs/search_docs.ts';
import { dot } from '#src/embeddings/embedder.ts';
import { evaluateDocsRetrieval, readQuestions } from '#test/evals/docs_retrieval.ts';

const CORPUS = path.resolve(import.meta.dirname, '../../corpus');

describe('searching the documentation', () => {
  let dir: string;
  let index: DocsIndex;

  beforeAll(async () => {
    dir = mkdtempSync(path.join(os.tmpdir(), 'search-docs-'));
    index = await ensureDocsIndex({ corpusDir: CORPUS, outDir: dir });
  });
  afterAll(() => {
    index.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('answers with everything a citation needs', async () => {
    const [passage] = await searchDocs(index, 'losing spot instances', { k: 1 });
    expect(passage).toMatchObject({
      slug: 'losing_spot_instances',
      title: 'Losing spot instances',
      url: 'https://docs.databricks.com/aws/en/optimizations/spark-ui-guide/losing-spot-instances',
      checked: '2026-11-22',
    });
    expect(passage!.id).toMatch(/^losing_spot_instances#\d$/);
    expect(passage!.text.length).toBeGreaterThan(50);
    expect(passage!.score).toBeGreaterThan(0);
  });

  it('gives the same passages every time', async () => {
    const question = 'why is the warehouse expensive at night';
    expect(await searchDocs(index, question)).toEqual(await searchDocs(index, question));
  });

  it('orders by score, then by id, with at most two passages of a page', async () => {
    for (const { text } of readQuestions()) {
      const passages = await searchDocs(index, text, { k: 20 });
      for (const [i, passage] of passages.entries()) {
        const next = passages[i + 1];
        const isOrdered =
          !next || passage.score > next.score || (passage.score === next.score && passage.id < next.id);
        expect(isOrdered).toBe(true);
        expect(passages.filter(({ slug }) => slug === passage.slug).length).toBeLessThanOrEqual(2);
      }
    }
  });

  it('keeps to the topics asked for', async () => {
    const passages = await searchDocs(index, 'how do I save money', { topics: ['pools', 'photon'] });
    expect(passages.length).toBeGreaterThan(2);
    for (const { topics } of passages)
      expect(topics.some((topic) => ['pools', 'photon'].includes(topic))).toBe(true);
  });

  it('is helped by the glossary where the words differ', async () => {
    const question = 'preemptible VM';
    const without = await searchDocs(index, question, { k: 3, using: { glossary: false } });
    const found = await searchDocs(index, question, { k: 3 });
    expect(without).toEqual([]);
    expect(found[0]?.topics).toContain('spot');
  });

  it.each(['', '  ', '???', '"', '((', '-', '🔥', '\u0000'])('has nothing for %j', async (text) => {
    expect(await searchDocs(index, text)).toEqual([]);
  });

  it('has nothing for words it does not know', async () => {
    expect(await searchDocs(index, 'qwxyz blorptang')).toEqual([]);
  });

  it.each([0, -3])('has nothing when %d passages are wanted', async (k) => {
    expect(await searchDocs(index, 'photon', { k })).toEqual([]);
  });

  it('takes any text as a question', async () => {
    const words = fc.constantFrom(
      'spot',
      'AND',
      'NOT',
      '"',
      '(',
      ')',
      '*',
      ':',
      'NEAR',
      'driver',
      '^',
      '-',
      'title:',
      '\n',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.array(words).map((list) => list.join(' ')),
    );
    await fc.assert(
      fc.asyncProperty(text, async (question) => {
        const passages = await searchDocs(index, question);
        expect(passages.length).toBeLessThanOrEqual(8);
        expect(passages.every(({ score }) => Number.isFinite(score))).toBe(true);
      }),
    );
  });

  it('takes a text of a million letters', async () => {
    expect((await searchDocs(index, 'photon '.repeat(150_000)))[0]?.slug).toBe('photon');
  });

  it('answers by words alone when the embedder fails, and says so', async () => {
    const log: string[] = [];
    const embed = async () => Promise.reject(new Error('quota used up'));
    const broken = { ...index, embedder: { ...index.embedder, embed } };
    const passages = await searchDocs(broken, 'what is photon', { log: (message) => log.push(message) });
    expect(passages[0]?.slug).toBe('photon');
    expect(log).toEqual([expect.stringContaining('quota used up')]);
  });

  it('finds the same neighbours as a search of every vector', async () => {
    const texts = index.chunks.map((chunk) => `${chunk.title}\n${chunk.heading}\n${chunk.text}`);
    const vectors = await index.embedder.embed(texts);
    for (const { text } of readQuestions()) {
      const [query] = await index.embedder.embed([text]);
      const truth = vectors
        .map((vector, label) => ({ label, score: Math.round(dot(vector, query!) * 1e6) / 1e6 }))
        .sort((a, b) => b.score - a.score || a.label - b.label)
        .slice(0, 10);
      expect(index.vectors.search(query!, 10)).toEqual(truth);
    }
  });

  it('reaches its floor on the labelled questions', async () => {
    const rows = await evaluateDocsRetrieval(index);
    const row = (method: string, questions: string) =>
      rows.find((candidate) => candidate.method === method && candidate.questions === questions)!;
    expect(rows).toHaveLength(12);
    expect(row('fused + glossary', 'lexical').hitAt3).toBeGreaterThanOrEqual(0.95);
    expect(row('fused + glossary', 'paraphrase').hitAt8).toBeGreaterThanOrEqual(0.9);
    // one question of eighty is noise
    const keywordsOnly = row('keywords only', 'all').meanReciprocalRank;
    expect(row('fused + glossary', 'all').meanReciprocalRank).toBeGreaterThanOrEqual(keywordsOnly - 0.0125);
  });

  it('is measured on questions whose pages exist', () => {
    const slugs = new Set(index.chunks.map(({ slug }) => slug));
    const questions = readQuestions();
    expect(questions.length).toBeGreaterThanOrEqual(60);
    expect(questions.flatMap(({ pages }) => pages).filter((slug) => !slugs.has(slug))).toEqual([]);
  });
});
