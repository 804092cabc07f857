// Reads the standard Markdown of a `markdown` block into the same tree as mrkdwn.
import { parseMarkdownInline } from './markdown_inline.ts';
import { type TextBlock, unescapeEntities } from './tree.ts';

const fence = /^ {0,3}(`{3,}|~{3,})/;
const heading = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const rule = /^ {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$/;
const item = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const quote = /^ {0,3}(?:>|&gt;) ?/;
const tableRule = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

interface Read {
  readonly block: TextBlock;
  readonly next: number;
}

export function parseMarkdown(source: string): readonly TextBlock[] {
  return readBlocks(source.split('\n'));
}

function readBlocks(lines: readonly string[]): readonly TextBlock[] {
  const blocks: TextBlock[] = [];
  let at = 0;
  while (at < lines.length) {
    if (lines[at]!.trim() === '') {
      at += 1;
      continue;
    }
    const read = readBlock(lines, at);
    blocks.push(read.block);
    at = read.next;
  }
  return blocks;
}

function readBlock(lines: readonly string[], at: number): Read {
  const line = lines[at]!;
  const title = heading.exec(line);
  if (title) return { block: headingBlock(title[1]!.length, title[2]!), next: at + 1 };
  if (fence.test(line)) return readFence(lines, at);
  if (rule.test(line)) return { block: { kind: 'rule' }, next: at + 1 };
  if (quote.test(line)) return readQuote(lines, at);
  if (item.test(line)) return readList(lines, at);
  if (isTable(lines, at)) return readTable(lines, at);
  return readParagraph(lines, at);
}

function headingBlock(level: number, text: string): TextBlock {
  return { kind: 'heading', level, children: parseMarkdownInline(text) };
}

function readFence(lines: readonly string[], at: number): Read {
  const mark = fence.exec(lines[at]!)![1]!;
  let end = at + 1;
  while (end < lines.length && !lines[end]!.trim().startsWith(mark)) end += 1;
  const text = unescapeEntities(lines.slice(at + 1, end).join('\n'));
  return { block: { kind: 'pre', text }, next: end + 1 };
}

function readQuote(lines: readonly string[], at: number): Read {
  let end = at;
  while (end < lines.length && quote.test(lines[end]!)) end += 1;
  const inner = lines.slice(at, end).map((line) => line.replace(quote, ''));
  return { block: { kind: 'quote', blocks: readBlocks(inner) }, next: end };
}

/** Lines indented deeper than the item belong to it; a blank line is passed over when the list goes on. */
function readList(lines: readonly string[], at: number): Read {
  const first = item.exec(lines[at]!)!;
  const depth = first[1]!.length;
  const ordered = /\d/.test(first[2]!);
  const items: TextBlock[][] = [];
  let next = at;
  while (next < lines.length) {
    const match = item.exec(lines[next]!);
    if (!match || match[1]!.length > depth + 1 || match[1]!.length < depth) break;
    if (/\d/.test(match[2]!) !== ordered) break;
    const end = endOfItem(lines, next + 1, depth);
    items.push([...readItem(match[3]!, lines.slice(next + 1, end), depth)]);
    next = skipBlank(lines, end, depth);
  }
  const start = ordered ? Number.parseInt(first[2]!, 10) : 1;
  return { block: { kind: 'list', ordered, start, items }, next };
}

function endOfItem(lines: readonly string[], from: number, depth: number): number {
  let end = from;
  while (end < lines.length && lines[end]!.trim() !== '' && indentOf(lines[end]!) > depth) end += 1;
  return end;
}

function readItem(text: string, rest: readonly string[], depth: number): readonly TextBlock[] {
  const nested = rest.map((line) => line.slice(Math.min(indentOf(line), depth + 2)));
  return readBlocks([text, ...nested]);
}

function skipBlank(lines: readonly string[], from: number, depth: number): number {
  let next = from;
  while (next < lines.length && lines[next]!.trim() === '') next += 1;
  const goesOn = next < lines.length && item.test(lines[next]!) && indentOf(lines[next]!) === depth;
  return goesOn ? next : from;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function isTable(lines: readonly string[], at: number): boolean {
  const under = lines[at + 1];
  return lines[at]!.includes('|') && under?.includes('-') === true && tableRule.test(under);
}

function readTable(lines: readonly string[], at: number): Read {
  let end = at + 2;
  while (end < lines.length && lines[end]!.includes('|')) end += 1;
  const rows = lines.slice(at + 2, end).map(tableCells);
  return { block: { kind: 'table', header: tableCells(lines[at]!), rows }, next: end };
}

function tableCells(line: string) {
  const inner = line.trim().replace(/^\|/, '').replace(/\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => parseMarkdownInline(cell.trim().replace(/\\\|/g, '|')));
}

function readParagraph(lines: readonly string[], at: number): Read {
  let end = at + 1;
  while (end < lines.length && !startsBlock(lines[end]!)) end += 1;
  const text = lines.slice(at, end).join('\n');
  return { block: { kind: 'paragraph', children: parseMarkdownInline(text) }, next: end };
}

function startsBlock(line: string): boolean {
  return line.trim() === '' || [fence, heading, rule, quote, item].some((pattern) => pattern.test(line));
}
