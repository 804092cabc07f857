// The `markdown` block speaks standard Markdown.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '#src/playground/ui/text/markdown.ts';
import { parseMarkdownInline } from '#src/playground/ui/text/markdown_inline.ts';
import { type Inline, plainText, type TextBlock } from '#src/playground/ui/text/tree.ts';

const text = (value: string): Inline => ({ kind: 'text', text: value });
const paragraph = (...children: Inline[]): TextBlock => ({ kind: 'paragraph', children });

function wordsOf(blocks: readonly TextBlock[]): string {
  return blocks.map(blockWords).join('');
}

function blockWords(block: TextBlock): string {
  if (block.kind === 'list') return block.items.map(wordsOf).join('');
  if (block.kind === 'quote') return wordsOf(block.blocks);
  if (block.kind === 'table') return [block.header, ...block.rows].flat().map(plainText).join('');
  if (block.kind === 'pre') return block.text;
  return block.kind === 'rule' ? '' : plainText(block.children);
}

describe('inside a line', () => {
  it('reads emphasis the way Markdown does, not the way Slack does', () => {
    expect(parseMarkdownInline('**a** *b* __c__ _d_ ~~e~~')).toEqual([
      { kind: 'bold', children: [text('a')] },
      text(' '),
      { kind: 'italic', children: [text('b')] },
      text(' '),
      { kind: 'bold', children: [text('c')] },
      text(' '),
      { kind: 'italic', children: [text('d')] },
      text(' '),
      { kind: 'strike', children: [text('e')] },
    ]);
  });

  it('nests italic in bold', () => {
    expect(parseMarkdownInline('**a *b* c**')).toEqual([
      { kind: 'bold', children: [text('a '), { kind: 'italic', children: [text('b')] }, text(' c')] },
    ]);
  });

  it.each(['job_cost_pareto', '2 * 3 * 4', 'a ** b'])('leaves %j as it is', (source) => {
    expect(parseMarkdownInline(source)).toEqual([text(source)]);
  });

  it('reads links, and only those a click may open', () => {
    expect(parseMarkdownInline('[a](https://a.example/x_(y)) [b](javascript:alert(1))')).toEqual([
      { kind: 'link', url: 'https://a.example/x_(y)', children: [text('a')] },
      text(' '),
      text('b'),
    ]);
  });

  it('reads code with any number of ticks, and escaped marks', () => {
    expect(parseMarkdownInline('`` a`b `` \\*c\\*')).toEqual([
      { kind: 'code', text: 'a`b' },
      text(' '),
      text('*'),
      text('c'),
      text('*'),
    ]);
  });

  it('knows mentions and unescapes what the app escaped', () => {
    expect(parseMarkdownInline('<@U1> &lt;b&gt;')).toEqual([{ kind: 'user', id: 'U1' }, text(' <b>')]);
  });
});

describe('blocks', () => {
  it('reads headings, rules, quotes and fences', () => {
    expect(parseMarkdown('## A\n---\n> b\n```sql\nSELECT 1\n```')).toEqual([
      { kind: 'heading', level: 2, children: [text('A')] },
      { kind: 'rule' },
      { kind: 'quote', blocks: [paragraph(text('b'))] },
      { kind: 'pre', text: 'SELECT 1' },
    ]);
  });

  it('reads lists in lists and numbers from where they start', () => {
    expect(parseMarkdown('3. a\n4. b\n   - c\n   - d')).toEqual([
      {
        kind: 'list',
        ordered: true,
        start: 3,
        items: [
          [paragraph(text('a'))],
          [
            paragraph(text('b')),
            {
              kind: 'list',
              ordered: false,
              start: 1,
              items: [[paragraph(text('c'))], [paragraph(text('d'))]],
            },
          ],
        ],
      },
    ]);
  });

  it('keeps a list together over a blank line, and ends it at other text', () => {
    const blocks = parseMarkdown('- a\n\n- b\n\nc');
    expect(blocks.map((block) => block.kind)).toEqual(['list', 'paragraph']);
  });

  it('reads tables', () => {
    expect(parseMarkdown('| a | b |\n|---|--:|\n| 1 | x \\| y |')).toEqual([
      { kind: 'table', header: [[text('a')], [text('b')]], rows: [[[text('1')], [text('x | y')]]] },
    ]);
  });

  it('separates paragraphs at blank lines', () => {
    expect(parseMarkdown('a\nb\n\nc')).toEqual([
      paragraph(text('a'), { kind: 'break' }, text('b')),
      paragraph(text('c')),
    ]);
  });

  it('loses no word, whatever marks stand around it', () => {
    const parts = [
      '- a',
      '  - b',
      '1. c',
      '```',
      '> d',
      '',
      '| e | f |',
      '|--|--|',
      '# g',
      '   ',
      '* * *',
      '[h](',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts)), (source) => {
        const joined = source.join('\n');
        const letters = wordsOf(parseMarkdown(joined)).replace(/[^a-h]/g, '');
        expect(letters).toBe(joined.replace(/[^a-h]/g, ''));
      }),
      { numRuns: 300 },
    );
  });
});
