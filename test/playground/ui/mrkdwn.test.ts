// What people wrote and what apps sent must read the same here as in Slack, and data must never become markup.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInline, parseMrkdwn } from '#src/playground/ui/text/mrkdwn.ts';
import { escapeEntities, type Inline, plainText, type TextBlock } from '#src/playground/ui/text/tree.ts';

const text = (value: string): Inline => ({ kind: 'text', text: value });
const bold = (...children: Inline[]): Inline => ({ kind: 'bold', children });
const italic = (...children: Inline[]): Inline => ({ kind: 'italic', children });

function kindsOf(nodes: readonly Inline[]): readonly string[] {
  return nodes.flatMap((node) => [node.kind, ...('children' in node ? kindsOf(node.children) : [])]);
}

function blockText(block: TextBlock): string {
  if (block.kind === 'pre') return block.text;
  if (block.kind === 'quote') return block.blocks.map(blockText).join('');
  return 'children' in block ? plainText(block.children) : '';
}

describe('inline marks', () => {
  it('reads bold, italic, strike and code', () => {
    expect(parseInline('*a* _b_ ~c~ `d`')).toEqual([
      bold(text('a')),
      text(' '),
      italic(text('b')),
      text(' '),
      { kind: 'strike', children: [text('c')] },
      text(' '),
      { kind: 'code', text: 'd' },
    ]);
  });

  it('nests marks of different kinds', () => {
    expect(parseInline('*_x_ y*')).toEqual([bold(italic(text('x')), text(' y'))]);
  });

  it.each(['job_cost_pareto', 'a*b*c', '2 * 3 * 4', '* a *', '**', '_', 'a ~ b', '`', '``'])(
    'leaves %j as it is',
    (source) => {
      expect(parseInline(source)).toEqual([text(source)]);
    },
  );

  it('does not let a mark reach over the end of a line', () => {
    expect(parseInline('*a\nb*')).toEqual([text('*a'), { kind: 'break' }, text('b*')]);
  });

  it('does not close a mark inside code or a link', () => {
    expect(parseInline('*a `b*` c*')).toEqual([bold(text('a '), { kind: 'code', text: 'b*' }, text(' c'))]);
  });

  it('closes before punctuation and opens after it', () => {
    expect(parseInline('(*a*), "_b_".')).toEqual([
      text('('),
      bold(text('a')),
      text('), "'),
      italic(text('b')),
      text('".'),
    ]);
  });

  it('knows the emoji of the app and leaves other names alone', () => {
    expect(parseInline(':warning: :no_such_emoji: 10:30:00')).toEqual([
      { kind: 'emoji', name: 'warning' },
      text(' :no_such_emoji: 10:30:00'),
    ]);
  });
});

describe('what stands between angle brackets', () => {
  it('reads people, channels and calls to everyone', () => {
    expect(parseInline('<@U1> in <#C1|finops>, <!here>')).toEqual([
      { kind: 'user', id: 'U1' },
      text(' in '),
      { kind: 'channel', id: 'C1', label: 'finops' },
      text(', '),
      { kind: 'broadcast', name: 'here' },
    ]);
  });

  it('reads links with and without a label', () => {
    const bare = {
      kind: 'link',
      url: 'https://a.example/?x=1&y=2',
      children: [text('https://a.example/?x=1&y=2')],
    };
    expect(parseInline('<https://a.example/?x=1&amp;y=2>')).toEqual([bare]);
    expect(parseInline('<https://a.example|*here*>')).toEqual([
      { kind: 'link', url: 'https://a.example', children: [bold(text('here'))] },
    ]);
  });

  it('makes a bare address a link, without the full stop after it', () => {
    expect(parseInline('see https://a.example/b.')).toEqual([
      text('see '),
      { kind: 'link', url: 'https://a.example/b', children: [text('https://a.example/b')] },
      text('.'),
    ]);
  });

  it.each(['<javascript:alert(1)|click>', '<data:text/html,x>', '<img src=x onerror=alert(1)>', '< a', '<>'])(
    'keeps %j as text',
    (source) => {
      expect(plainText(parseInline(source))).toBe(source);
      expect(kindsOf(parseInline(source))).not.toContain('link');
    },
  );

  it('shows a formatted date by its fallback', () => {
    expect(parseInline('<!date^1392734382^{date}|18 Feb 2014>')).toEqual([text('18 Feb 2014')]);
  });
});

describe('escaped data', () => {
  it('is unescaped once', () => {
    expect(parseInline('&lt;b&gt; &amp;lt; &amp;amp; &quot;')).toEqual([text('<b> &lt; &amp; &quot;')]);
  });

  it('never becomes a mention or a link that was not there', () => {
    const hostile = fc.array(
      fc.constantFrom('<', '>', '!', '@', '#', '|', 'channel', 'U1', ' ', '&', '*', '\n', 'javascript:'),
    );
    fc.assert(
      fc.property(hostile, (parts) => {
        const kinds = kindsOf(parseInline(escapeEntities(parts.join(''))));
        expect(kinds.filter((kind) => ['user', 'channel', 'broadcast', 'link'].includes(kind))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('reads back as it was when it has no marks of its own', () => {
    const plain = fc.string({ unit: 'grapheme' }).map((value) => value.replace(/[*_~`:\n]|https?/g, ''));
    fc.assert(
      fc.property(plain, (value) => {
        expect(plainText(parseInline(escapeEntities(value)))).toBe(value);
      }),
      { numRuns: 300 },
    );
  });

  it('loses no word, whatever marks stand around it', () => {
    const parts = fc.array(
      fc.constantFrom('a', 'b', ' ', '*', '_', '~', '`', '```', '\n', '> ', '&gt;', ':', '<', '|'),
    );
    fc.assert(
      fc.property(parts, (source) => {
        const letters = parseMrkdwn(source.join('')).map(blockText).join('').replace(/[^ab]/g, '');
        expect(letters).toBe(source.filter((part) => part === 'a' || part === 'b').join(''));
      }),
      { numRuns: 300 },
    );
  });
});

describe('blocks of text', () => {
  it('keeps line breaks, bullets included', () => {
    expect(parseMrkdwn('• one\n• two')).toEqual([
      { kind: 'paragraph', children: [text('• one'), { kind: 'break' }, text('• two')] },
    ]);
  });

  it('reads quotes, raw and escaped, up to the first line without the mark', () => {
    expect(parseMrkdwn('> a\n&gt; b\nc')).toEqual([
      {
        kind: 'quote',
        blocks: [{ kind: 'paragraph', children: [text('a'), { kind: 'break' }, text('b')] }],
      },
      { kind: 'paragraph', children: [text('c')] },
    ]);
  });

  it('reads the long quote to the end', () => {
    const [quote, ...rest] = parseMrkdwn('>>> a\n\nb');
    expect(quote?.kind).toBe('quote');
    expect(rest).toEqual([]);
  });

  it('reads preformatted text without looking inside', () => {
    expect(parseMrkdwn('a\n```SELECT *\nFROM t WHERE a &lt; 1 -- *x*```\nb')).toEqual([
      { kind: 'paragraph', children: [text('a')] },
      { kind: 'pre', text: 'SELECT *\nFROM t WHERE a < 1 -- *x*' },
      { kind: 'paragraph', children: [text('b')] },
    ]);
  });

  it('shows the label of a link inside code', () => {
    expect(parseInline('`<https://a.example|a>`')).toEqual([{ kind: 'code', text: 'a' }]);
  });
});
