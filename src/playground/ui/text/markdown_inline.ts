// Reads what stands inside a line of standard Markdown: emphasis, code, links, mentions.
import { isEmoji } from './emoji.ts';
import { linkify, readControl } from './mrkdwn.ts';
import { type Inline, isSafeUrl, unescapeEntities } from './tree.ts';

const delimiters = [
  { mark: '**', kind: 'bold' },
  { mark: '__', kind: 'bold' },
  { mark: '~~', kind: 'strike' },
  { mark: '*', kind: 'italic' },
  { mark: '_', kind: 'italic' },
] as const;

interface Found {
  readonly nodes: readonly Inline[];
  readonly end: number;
}

export function parseMarkdownInline(text: string): readonly Inline[] {
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
    nodes.push(...linkify(plain), ...found.nodes);
    plain = '';
    at = found.end;
  }
  return [...nodes, ...linkify(plain)];
}

function readSpecial(text: string, at: number): Found | null {
  const char = text[at]!;
  if (char === '\n') return { nodes: [{ kind: 'break' }], end: at + 1 };
  if (char === '\\') return readEscape(text, at);
  if (char === '`') return readCode(text, at);
  if (char === '[') return readLink(text, at);
  if (char === ':') return readEmoji(text, at);
  if (char === '<') {
    const control = readControl(text, at);
    return control && { nodes: [control.node], end: control.end };
  }
  return readEmphasis(text, at);
}

function readEscape(text: string, at: number): Found | null {
  const next = text[at + 1] ?? '';
  return /[\\`*_{}[\]()#+\-.!~|>]/.test(next) ? { nodes: [{ kind: 'text', text: next }], end: at + 2 } : null;
}

function readCode(text: string, at: number): Found | null {
  const ticks = /^`+/.exec(text.slice(at))![0];
  const close = text.indexOf(ticks, at + ticks.length);
  if (close < 0) return null;
  const inner = text.slice(at + ticks.length, close).replace(/^ (.+) $/, '$1');
  return { nodes: [{ kind: 'code', text: unescapeEntities(inner) }], end: close + ticks.length };
}

function readLink(text: string, at: number): Found | null {
  const match = /^\[([^\]]*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)/.exec(text.slice(at));
  if (!match) return null;
  const children = parseMarkdownInline(match[1]!);
  const url = unescapeEntities(match[2]!);
  const nodes: readonly Inline[] = isSafeUrl(url) ? [{ kind: 'link', url, children }] : children;
  return { nodes, end: at + match[0].length };
}

function readEmoji(text: string, at: number): Found | null {
  const match = /^:([a-z0-9_+-]+):/.exec(text.slice(at, at + 40));
  return match && isEmoji(match[1]!)
    ? { nodes: [{ kind: 'emoji', name: match[1]! }], end: at + match[0].length }
    : null;
}

function readEmphasis(text: string, at: number): Found | null {
  const delimiter = delimiters.find(({ mark }) => text.startsWith(mark, at));
  if (!delimiter) return null;
  const { mark, kind } = delimiter;
  const inside = text.slice(at + mark.length);
  const insideWord = mark.includes('_') && isWord(text[at - 1]);
  if (insideWord || inside === '' || /^\s/.test(inside)) return null;
  const close = findClose(inside, mark);
  if (close < 1) return null;
  const children = parseMarkdownInline(inside.slice(0, close));
  return { nodes: [{ kind, children }], end: at + mark.length * 2 + close };
}

function findClose(inside: string, mark: string): number {
  let at = inside.indexOf(mark, 1);
  while (at >= 0 && !closesHere(inside, at, mark)) at = inside.indexOf(mark, at + 1);
  return at;
}

function closesHere(inside: string, at: number, mark: string): boolean {
  if (/\s/.test(inside[at - 1]!)) return false;
  if (mark.length === 1 && (inside[at + 1] === mark || inside[at - 1] === mark)) return false;
  return !(mark.includes('_') && isWord(inside[at + mark.length]));
}

function isWord(char: string | undefined): boolean {
  return char !== undefined && /[\p{L}\p{N}]/u.test(char);
}
