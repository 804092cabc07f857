// Whatever a job is called, the message fits, pings nobody, formats nothing, and is read aloud without marks.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerMessage } from '#blocks/answer_message.ts';
import { digestMessage } from '#blocks/digest_message.ts';
import { errorMessage } from '#blocks/error_message.ts';
import { LIMITS } from '#blocks/limits.ts';
import { reportMessage } from '#blocks/report_message.ts';
import { type Message, ROOMS } from '#blocks/room.ts';
import { selectionCard } from '#blocks/selection_card.ts';
import { altOf, mrkdwnOf } from '#blocks/spans.ts';
import { validateBlocks } from '#blocks/validate.ts';
import { viewTools } from '#src/copilot/view_tools.ts';
import { parseMrkdwn } from '#src/playground/ui/text/mrkdwn.ts';
import { line, strong } from '#src/reports/line.ts';
import { digest, jobAnswer, jobCard, ledger, REPORT_CHIPS, reportResult, SELECTION } from './samples.ts';

const NASTY = '<!channel> & *bold* <script>';
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  fc.constantFrom(
    NASTY,
    '<@U0123456789>',
    '<https://x.y|z>',
    '&amp;',
    '*',
    '_',
    '~',
    '`',
    '```',
    '>',
    '\n> ',
    ':tada:',
  ),
  fc.constantFrom(
    '\u202e',
    '\u0000',
    '\ud800',
    '🧨',
    '👩‍👩‍👧',
    'مرحبا',
    'שלום',
    '"',
    '\\',
    '@here',
    '|',
    '%',
  ),
);
/** Up to 500 characters, often that long. */
const name = fc
  .array(piece, { minLength: 1, maxLength: 60 })
  .map((pieces) => pieces.join(''))
  .chain((text) => fc.constantFrom(text, text.repeat(40).slice(0, 500)))
  .filter((text) => text.trim() !== '');

const command = '/usage-report';
const report = (n: string, jobs: number, picture: Parameters<typeof reportMessage>[0]['picture']) =>
  reportMessage(
    { result: reportResult(n, jobs), selection: SELECTION, chips: REPORT_CHIPS, picture, command },
    viewTools,
  );

const BUILDERS: Readonly<Record<string, (n: string) => Message>> = {
  report: (n) => report(n, 40, { kind: 'file', fileId: 'F0A1B2C3D4E', altText: n }),
  filtered,
  table: (n) => report(n, 40, { kind: 'table', reason: 'The chart could not be attached.' }),
  card: (n) => selectionCard(jobCard(n, 40), viewTools),
  answer: (n) => answerMessage({ answer: jobAnswer(n, 60), answerId: 'a' }, viewTools),
  digest: (n) => digestMessage(digest(n, 40), viewTools),
  error: (n) => errorMessage({ message: n, kept: n, next: n }),
};

/** A report with every filter of that name, and a limit. */
function filtered(n: string): Message {
  const kinds = ['job', 'tag', 'department', 'workspace'] as const;
  const filters = kinds.map((kind) => ({ kind, id: n, name: n }));
  const result = { ...reportResult(), scope: { filters, shown: 'top 5 of 120 jobs and unattributed usage' } };
  return reportMessage(
    { result, selection: SELECTION, chips: REPORT_CHIPS, picture: { kind: 'table', reason: null }, command },
    viewTools,
  );
}

describe('the header of a filtered report', () => {
  const headerOf = (message: Message) => {
    const [block] = message.blocks;
    return block?.type === 'header' ? block.text.text : '';
  };

  it('names every filter, and what is shown of how much', () => {
    expect(headerOf(filtered('Finance'))).toBe(
      'Job cost · 2 to 31 Oct · job Finance · tag Finance · department Finance · workspace Finance · top 5 of 120 jobs and unattributed usage',
    );
    expect(filtered('Finance').text).toContain('department Finance');
  });

  it('cuts names, never the kinds or the count', () => {
    for (const n of ['<!channel> & *bold* <script>', 'x'.repeat(500), '&'.repeat(500)]) {
      const text = headerOf(filtered(n));
      expect(text.length).toBeLessThanOrEqual(LIMITS.headerText);
      expect(text).toMatch(
        /job .*tag .*department .*workspace.* · top 5 of 120 jobs and unattributed usage$/,
      );
      expect(text).not.toMatch(/[<>]/);
    }
  });
});

function texts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(texts);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'text' && typeof inner === 'string' ? [inner] : texts(inner),
  );
}

/** Control sequences that are not a link of ours. */
const CONTROL = /<(?!https:\/\/docs\.databricks\.com\/)[^>]*>?/;

describe.each(Object.entries(BUILDERS))('%s', (_kind, build) => {
  it('stays within the limits and carries no control sequence', () => {
    fc.assert(
      fc.property(name, (n) => {
        const { blocks, text } = build(n);
        expect(validateBlocks(blocks)).toEqual([]);
        expect(text.length).toBeLessThanOrEqual(LIMITS.fallbackText);
        for (const written of [text, ...texts(blocks)]) expect(CONTROL.exec(written)).toBeNull();
      }),
      { numRuns: 25, seed: 7 },
    );
  });
});

describe('filters too long for a button', () => {
  const selection = { ...SELECTION, department: 'x'.repeat(400), entity: 'job:1' };

  it('cost a message its buttons, never the message', () => {
    const view = {
      result: reportResult(),
      selection,
      chips: REPORT_CHIPS,
      picture: { kind: 'none', reason: 'x' },
      command,
    };
    for (const message of [
      reportMessage(view as never, viewTools),
      selectionCard({ ...jobCard(), selection }, viewTools),
      answerMessage({ answer: { ...jobAnswer(), selection }, answerId: 'a' }, viewTools),
    ])
      expect(validateBlocks(message.blocks)).toEqual([]);
    expect(JSON.stringify(reportMessage(view as never, viewTools).blocks)).toContain('too long to travel');
  });
});

describe('a name in a sentence', () => {
  const kinds = (node: unknown): string[] =>
    Array.isArray(node)
      ? node.flatMap(kinds)
      : typeof node === 'object' && node !== null
        ? [(node as { kind?: string }).kind ?? '', ...Object.values(node).flatMap(kinds)]
        : [];

  it('is bold because we say so, and only as a whole', () => {
    fc.assert(
      fc.property(name, (n) => {
        const text = mrkdwnOf(line`Cost of ${strong(ledger(n))} rose.`);
        const found = kinds(parseMrkdwn(text)).filter(Boolean);
        const marks = found.filter((kind) => !['paragraph', 'text', 'link'].includes(kind));
        expect(marks.every((kind) => kind === 'bold')).toBe(true);
        expect(marks.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it('is read aloud without mentions, tags or marks', () => {
    fc.assert(
      fc.property(name, (n) => {
        const alt = altOf(line`Cost of ${ledger(n)} rose.`);
        expect(alt).not.toMatch(/<[!@#/a-z][^<>]*>|[*`~]/i);
        expect(alt.length).toBeLessThanOrEqual(LIMITS.altText);
      }),
      { numRuns: 200, seed: 7 },
    );
    expect(altOf(line`Cost of ${ledger(NASTY)} rose.`)).toBe('Cost of & bold rose.');
  });

  it('keeps its letters, so that it can be copied', () => {
    expect(mrkdwnOf(line`${ledger('dim_customer_v2 backfill')}`)).toBe('_dim_customer_v2 backfill_');
    expect(mrkdwnOf(line`${ledger(NASTY)}`)).toBe('_&lt;!channel&gt; &amp; ∗bold∗ &lt;script&gt;_');
  });

  it('is cut in the middle when there is little room', () => {
    const narrow = ROOMS.at(-1)!;
    expect(mrkdwnOf(line`${strong(ledger('a'.repeat(30) + 'z'.repeat(30)))}`, narrow)).toBe(
      `*${'a'.repeat(10)}…${'z'.repeat(9)}*`,
    );
  });
});
