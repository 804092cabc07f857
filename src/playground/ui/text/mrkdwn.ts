// Reads Slack's own notation (`*bold*`, `<url|label>`, `<@U1>`) into a tree; escaped data stays data.
import { isEmoji } from './emoji.ts';
import { type Inline, isSafeUrl, type TextBlock, unescapeEntities } from './tree.ts';

const marks: Readonly<Record<string, 'bold' | 'italic' | 'strike'>> = {
  '*': 'bold',
  _: 'italic',
  '~': 'strike',
};
const bareUrl = /https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)\]'"]/g;
const quoteMark = /^(?:>|&gt;) ?/;
const longQuoteMark = /^(?:>>>|&gt;&gt;&gt;) ?/;

export function parseMrkdwn(source: string): readonly TextBlock[] {
  const blocks: TextBlock[] = [];
  const parts = source.split(/\n?```([\s\S]+?)```\n?/);
  parts.forEach((part, index) => {
    if (index % 2 === 1) blocks.push({ kind: 'pre', text: codeText(part.replace(/^\n|\n$/g, '')) });
    else blocks.push(...parseLines(part));
  });
  return blocks;
}

/** Links inside code are shown by their label, as Slack does. */
function codeText(text: string): string {
  const withoutLinks = text.replace(/<(?:[^<>|]*\|)?([^<>|]+)>/g, '$1');
  return unescapeEntities(withoutLinks);
}

function parseLines(text: string): readonly TextBlock[] {
  if (text === '') return [];
  const blocks: TextBlock[] = [];
  const lines = text.split('\n');
  let start = 0;
  while (start < lines.length) {
    const end = endOfRun(lines, start);
    blocks.push(toBlock(lines.slice(start, end)));
    start = end;
  }
  return blocks;
}

/** A run is lines of one kind; `>>>` takes everything to the end. */
function endOfRun(lines: readonly string[], start: number): number {
  const first = lines[start] ?? '';
  if (longQuoteMark.test(first)) return lines.length;
  const quoted = quoteMark.test(first);
  let end = start + 1;
  while (end < lines.length && quoteMark.test(lines[end] ?? '') === quoted) end += 1;
  return end;
}

function toBlock(lines: readonly string[]): TextBlock {
  const first = lines[0] ?? '';
  if (!quoteMark.test(first)) return { kind: 'paragraph', children: parseInline(lines.join('\n')) };
  const mark = longQuoteMark.test(first) ? longQuoteMark : quoteMark;
  const inner = lines.map((line) => line.replace(mark, '')).join('\n');
  return { kind: 'quote', blocks: [{ kind: 'paragraph', children: parseInline(inner) }] };
}

export function parseInline(text: string): readonly Inline[] {
  const nodes: Inline[] = [];
  let plain = '';
  let at = 0;
  while (at < text.length) {
    const found = readSpecial(text, at);
    if (found === null) {
      plain += text[at];
      at += 1;
      continue;
    }
    nodes.push(...linkify(plain), found.node);
    plain = '';
    at = found.end;
  }
  return [...nodes, ...linkify(plain)];
}

interface Found {
  readonly node: Inline;
  readonly end: number;
}

function readSpecial(text: string, at: number): Found | null {
  const char = text[at] ?? '';
  if (char === '\n') return { node: { kind: 'break' }, end: at + 1 };
  if (char === '<') return readControl(text, at);
  if (char === '`') return readCode(text, at);
  if (char === ':') return readEmoji(text, at);
  return char in marks ? readMarked(text, at) : null;
}

/** `<@U1>`, `<#C1|name>`, `<!here>`, `<https://…|label>`. */
export function readControl(text: string, at: number): Found | null {
  const close = text.indexOf('>', at);
  const body = text.slice(at + 1, close);
  if (close < 0 || body === '' || /[<\n]/.test(body)) return null;
  const bar = body.indexOf('|');
  const target = bar < 0 ? body : body.slice(0, bar);
  const label = bar < 0 ? '' : body.slice(bar + 1);
  const node = controlNode(target, label);
  return node ? { node, end: close + 1 } : null;
}

function controlNode(target: string, label: string): Inline | null {
  const rest = target.slice(1);
  if (target.startsWith('@')) return { kind: 'user', id: rest };
  if (target.startsWith('#')) return { kind: 'channel', id: rest, label: unescapeEntities(label) };
  if (target.startsWith('!date^')) return { kind: 'text', text: unescapeEntities(label) };
  if (target.startsWith('!')) return { kind: 'broadcast', name: unescapeEntities(rest) };
  const url = unescapeEntities(target);
  if (!isSafeUrl(url)) return null;
  const children = label === '' ? [{ kind: 'text', text: url } as const] : parseInline(label);
  return { kind: 'link', url, children };
}

function readCode(text: string, at: number): Found | null {
  const close = text.indexOf('`', at + 1);
  const inner = text.slice(at + 1, close);
  if (close < 0 || inner === '' || inner.includes('\n')) return null;
  return { node: { kind: 'code', text: codeText(inner) }, end: close + 1 };
}

function readEmoji(text: string, at: number): Found | null {
  const match = /^:([a-z0-9_+-]+):/.exec(text.slice(at, at + 40));
  if (!match || !isEmoji(match[1]!)) return null;
  return { node: { kind: 'emoji', name: match[1]! }, end: at + match[0].length };
}

function readMarked(text: string, at: number): Found | null {
  const mark = text[at]!;
  if (isWord(text[at - 1]) || text[at - 1] === mark || /^[\s]?$/.test(text[at + 1] ?? '')) return null;
  const close = findClose(text, at, mark);
  if (close < 0) return null;
  const children = parseInline(text.slice(at + 1, close));
  return { node: { kind: marks[mark]!, children }, end: close + 1 };
}

/** The closing mark on the same line, beyond any code or `<…>` in between. */
function findClose(text: string, open: number, mark: string): number {
  for (let at = open + 1; at < text.length && text[at] !== '\n'; at += 1) {
    const inner = text[at] === '`' ? readCode(text, at) : text[at] === '<' ? readControl(text, at) : null;
    if (inner) at = inner.end - 1;
    else if (text[at] === mark && closesHere(text, open, at)) return at;
  }
  return -1;
}

function closesHere(text: string, open: number, at: number): boolean {
  return (
    at > open + 1 && !/\s/.test(text[at - 1] ?? '') && !isWord(text[at + 1]) && text[at + 1] !== text[at]
  );
}

function isWord(char: string | undefined): boolean {
  return char !== undefined && /[\p{L}\p{N}]/u.test(char);
}

/** Plain text with the addresses in it made links. */
export function linkify(text: string): readonly Inline[] {
  const nodes: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(bareUrl)) {
    if (match.index > end) nodes.push({ kind: 'text', text: unescapeEntities(text.slice(end, match.index)) });
    const url = unescapeEntities(match[0]);
    nodes.push({ kind: 'link', url, children: [{ kind: 'text', text: url }] });
    end = match.index + match[0].length;
  }
  if (end < text.length) nodes.push({ kind: 'text', text: unescapeEntities(text.slice(end)) });
  return nodes;
}
