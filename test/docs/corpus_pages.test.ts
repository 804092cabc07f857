import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { chunkPage, countWords, MAX_CHUNK_WORDS } from '#src/docs/chunk.ts';
import { readCorpus } from '#src/docs/ingest.ts';
import { stemOf, wordsOf } from '#src/embeddings/terms.ts';

const { pages, glossary } = readCorpus(path.resolve(import.meta.dirname, '../../corpus'));
const slugs = new Set(pages.map(({ slug }) => slug));

describe('the bundled pages', () => {
  it('cover the documentation people ask about', () => {
    expect(pages.length).toBeGreaterThanOrEqual(72);
  });

  it('have titles of their own', () => {
    expect(new Set(pages.map(({ title }) => title)).size).toBe(pages.length);
  });

  it.each(pages.map((page) => [page.slug, page] as const))(
    '%s is short, has headings and cites Databricks',
    (_slug, page) => {
      expect(page.url).toMatch(/^https:\/\/docs\.databricks\.com\/aws\/en\//);
      expect(countWords(page.body)).toBeGreaterThanOrEqual(90);
      expect(countWords(page.body)).toBeLessThanOrEqual(500);
      expect(page.body.startsWith('## ')).toBe(true);
      expect(page.slug).toMatch(/^[a-z0-9_]+$/);
      for (const chunk of chunkPage(page))
        expect(countWords(chunk.text)).toBeLessThanOrEqual(MAX_CHUNK_WORDS);
    },
  );
});

describe('the glossary', () => {
  it('has at least 60 terms, each with synonyms', () => {
    expect(glossary.length).toBeGreaterThanOrEqual(60);
    expect(glossary.filter(({ synonyms }) => synonyms.length === 0)).toEqual([]);
  });

  it('points to pages that exist', () => {
    expect(glossary.flatMap(({ pages: see }) => see).filter((slug) => !slugs.has(slug))).toEqual([]);
  });

  it('gives each phrase to one group only: a question about one thing is not widened by another', () => {
    const phrases = glossary.flatMap(({ term, synonyms }) => [term, ...synonyms]);
    const keys = phrases.map((phrase) => wordsOf(phrase).map(stemOf).join(' '));
    expect(phrases.filter((_, i) => keys.indexOf(keys[i]!) !== i)).toEqual([]);
  });
});
