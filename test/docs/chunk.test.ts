import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkPage, countWords } from '#src/docs/chunk.ts';
import type { Page } from '#src/docs/ingest.ts';

function page(body: string): Page {
  return {
    slug: 'spot',
    title: 'Spot machines',
    url: 'https://docs.example.com/spot',
    checked: '2026-11-22',
    topics: ['spot'],
    confidence: 'confirmed',
    body,
  };
}

describe('chunking', () => {
  it('makes one passage per heading, numbered, with the title above the first heading', () => {
    const chunks = chunkPage(
      page('Before.\n\n## What it is\nText one.\n\n### Detail ###\nText two.\n\n## Empty\n'),
    );
    expect(chunks).toEqual([
      { id: 'spot#1', slug: 'spot', heading: 'Spot machines', text: 'Before.' },
      { id: 'spot#2', slug: 'spot', heading: 'What it is', text: 'Text one.' },
      { id: 'spot#3', slug: 'spot', heading: 'Detail', text: 'Text two.' },
    ]);
  });

  it('leaves a comment in code alone', () => {
    const chunks = chunkPage(page('## Code\n```\n# not a heading\n```'));
    expect(chunks.map(({ heading }) => heading)).toEqual(['Code']);
  });

  it('splits a long section between paragraphs, then list items, then sentences', () => {
    const body =
      '## Long\nOne two three.\n\n- four five\n- six seven eight\n\nNine ten; eleven twelve. Thirteen.';
    expect(chunkPage(page(body), 5).map(({ text }) => text)).toEqual([
      'One two three.',
      '- four five',
      '- six seven eight',
      'Nine ten; eleven twelve. Thirteen.',
    ]);
    expect(
      chunkPage(page(body), 4)
        .map(({ text }) => text)
        .slice(-2),
    ).toEqual(['Nine ten; eleven twelve.', 'Thirteen.']);
  });

  it('loses no word and keeps the limit', () => {
    const words = fc.array(fc.constantFrom('spot', 'node.', '\n', '\n\n', '- item', 'driver;', 'x'), {
      maxLength: 80,
    });
    fc.assert(
      fc.property(words, fc.integer({ min: 2, max: 12 }), (parts, limit) => {
        const body = parts.join(' ');
        const chunks = chunkPage(page(body), limit);
        expect(chunks.flatMap(({ text }) => text.match(/\S+/g) ?? [])).toEqual(body.match(/\S+/g) ?? []);
        for (const { text } of chunks) expect(countWords(text)).toBeLessThanOrEqual(limit);
      }),
    );
  });
});
