import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashCorpus, readCorpus } from '#src/docs/ingest.ts';
import { UserError } from '#src/lib/errors.ts';

const FRONT = `title: "A page: with a colon"
url: https://docs.example.com/page
checked: 2026-11-22
topics: [cost, spot]
confidence: confirmed`;

describe('reading the corpus', () => {
  let dir: string;

  beforeEach(() => {
    dir = mkdtempSync(path.join(os.tmpdir(), 'corpus-'));
    mkdirSync(path.join(dir, 'docs', 'deeper'), { recursive: true });
    mkdirSync(path.join(dir, 'glossary'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const write = (name: string, text: string) => writeFileSync(path.join(dir, name), text);
  const page = (front = FRONT, body = 'Some text.') => `---\n${front}\n---\n\n${body}\n`;

  it('reads pages and keeps the day as text', () => {
    write('docs/a_page.md', page());
    const corpus = readCorpus(dir);
    expect(corpus.pages).toEqual([
      {
        slug: 'a_page',
        title: 'A page: with a colon',
        url: 'https://docs.example.com/page',
        checked: '2026-11-22',
        topics: ['cost', 'spot'],
        confidence: 'confirmed',
        body: 'Some text.',
      },
    ]);
    expect(corpus.sha256).toBe(hashCorpus(dir));
  });

  it('has pages in the order of their slugs, sub-folders included, other files ignored', () => {
    for (const name of ['docs/b.md', 'docs/deeper/a.md', 'docs/c.md']) write(name, page());
    write('docs/notes.txt', 'not a page');
    write('docs/.hidden.md', 'not a page');
    expect(readCorpus(dir).pages.map(({ slug }) => slug)).toEqual(['a', 'b', 'c']);
  });

  it('has another hash when a word, a name or the glossary changes, but not for line ends', () => {
    write('docs/a.md', page());
    const hash = hashCorpus(dir);
    write('docs/a.md', page().replaceAll('\n', '\r\n'));
    expect(hashCorpus(dir)).toBe(hash);
    write('docs/a.md', page(FRONT, 'Some other text.'));
    expect(hashCorpus(dir)).not.toBe(hash);
    write('docs/a.md', page());
    write('glossary/words.md', '---\ntitle: Words\n---\n## DBU\nA unit.\n');
    expect(hashCorpus(dir)).not.toBe(hash);
  });

  it.each<[string, string, string]>([
    ['no front matter', 'Just text.\n', 'does not begin with front matter'],
    ['code as front matter', '---js\n{title: "x"}\n---\nText\n', 'does not begin with front matter'],
    ['broken YAML', page('title: [unclosed'), 'not YAML'],
    ['a missing field', page(FRONT.replace(/url:.*\n/, '')), 'url: '],
    ['an unknown topic', page(FRONT.replace('spot', 'spto')), 'topics.1: '],
    ['a day that does not exist', page(FRONT.replace('11-22', '02-30')), 'checked: must be a day'],
    ['a field nobody reads', page(`${FRONT}\nautor: me`), 'autor'],
    ['an unsafe address', page(FRONT.replace('https:', 'http:')), 'url: '],
    ['no text', page(FRONT, ''), 'no text'],
    ['an empty block', '---\n---\nText\n', 'title: '],
  ])('names the page with %s', (_name, text, message) => {
    write('docs/broken.md', text);
    expect(() => readCorpus(dir)).toThrow(UserError);
    expect(() => readCorpus(dir)).toThrow('corpus/docs/broken.md');
    expect(() => readCorpus(dir)).toThrow(message);
  });

  it('names a glossary page whose term has no definition', () => {
    write('glossary/words.md', '---\ntitle: Words\n---\n## DBU\nAlso: unit\n');
    expect(() => readCorpus(dir)).toThrow(
      'corpus/glossary/words.md cannot be used: the term "DBU" has no definition',
    );
  });

  it('refuses two pages of one name', () => {
    write('docs/a.md', page());
    write('docs/deeper/a.md', page());
    expect(() => readCorpus(dir)).toThrow('Two pages of the corpus are called "a.md"');
  });

  it('reads a missing folder as empty', () => {
    expect(readCorpus(path.join(dir, 'nowhere')).pages).toEqual([]);
  });
});
