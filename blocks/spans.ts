// A sentence of the core as Slack's mrkdwn, as plain text, and as an alt text; everything from the data is made harmless.
import type { Line, Span } from '#src/reports/line.ts';
import { dataToAlt, dataToMrkdwn, dataToPlain, endCut, escapeText, stripMarkup } from './data_text.ts';
import { LIMITS } from './limits.ts';
import { ROOMS, type Room } from './room.ts';

interface Run {
  readonly strong: boolean;
  readonly text: string;
}

/** Invisible, but no letter: lets a mark begin or end inside a word. */
const GAP = '\u200b';
const WIDE = ROOMS[0]!;

export function mrkdwnOf(line: Line, room: Room = WIDE): string {
  const runs = mergedRuns(line.map((span) => ({ strong: isStrong(span), text: mrkdwnSpan(span, room) })));
  return endCut(writeRuns(runs), room.sentence);
}

/** The whole sentence strong: a headline. */
export function strongMrkdwn(line: Line, room: Room = WIDE): string {
  return mrkdwnOf(
    line.map((span) => ({ ...span, strong: true as const })),
    room,
  );
}

export function plainOf(line: Line, room: Room = WIDE): string {
  const text = line.map((span) =>
    isData(span) ? keepingSpaces(span, dataToPlain(span.text, widthOf(span, room))) : escapeText(span.text),
  );
  return endCut(text.join(''), room.sentence);
}

export function altOf(line: Line): string {
  const text = line.map((span) =>
    isData(span) ? dataToAlt(span.text, widthOf(span, WIDE)) : stripMarkup(span.text),
  );
  return endCut(spaced(line, text), LIMITS.altText);
}

function spaced(line: Line, parts: readonly string[]): string {
  return line
    .map((span, i) => keepingSpaces(span, parts[i]!))
    .join('')
    .replace(/\s{2,}/g, ' ')
    .trim();
}

/** Cleaning trims a part; the spaces between it and its neighbours come back. */
function keepingSpaces(span: Span, text: string): string {
  return `${/^\s/.test(span.text) ? ' ' : ''}${text}${/\S\s+$/.test(span.text) ? ' ' : ''}`;
}

/** Facts may be words of the data too (an instance type, an owner), so they are treated alike. */
function isData(span: Span): boolean {
  return (
    span.entity !== undefined || span.quoted === true || span.written === true || span.fact !== undefined
  );
}

function isStrong(span: Span): boolean {
  return span.strong === true;
}

function mrkdwnSpan(span: Span, room: Room): string {
  if (!isData(span)) return escapeText(span.text);
  const text = dataToMrkdwn(span.text, widthOf(span, room));
  return span.entity !== undefined && !isStrong(span) && text !== ''
    ? `_${text}_`
    : keepingSpaces(span, text);
}

function widthOf(span: Span, room: Room): number {
  if (span.written) return Number.POSITIVE_INFINITY;
  return span.entity === undefined && span.quoted ? room.quote : room.name;
}

/** Neighbours of one weight become one run; a space between two strong runs belongs to them. */
function mergedRuns(runs: readonly Run[]): Run[] {
  const merged: Run[] = [];
  runs.forEach((run, i) => {
    const last = merged.at(-1);
    const bridges = last?.strong === true && run.text.trim() === '' && runs[i + 1]?.strong === true;
    if (last && (bridges || last.strong === run.strong))
      merged[merged.length - 1] = { strong: last.strong, text: last.text + run.text };
    else merged.push(run);
  });
  return merged;
}

function writeRuns(runs: readonly Run[]): string {
  return runs.reduce(
    (text, run) => text + (run.strong ? marked(run.text, text) : afterMark(run.text, text)),
    '',
  );
}

/** Marks must touch the text inside and stand free of words outside. */
function marked(text: string, before: string): string {
  const inner = text.trim();
  if (inner === '') return text;
  const lead = text.slice(0, text.length - text.trimStart().length);
  const trail = text.slice(text.trimEnd().length);
  return `${lead === '' && /[\p{L}\p{N}]$/u.test(before) ? GAP : lead}*${inner}*${trail}`;
}

function afterMark(text: string, before: string): string {
  return before.endsWith('*') && /^[\p{L}\p{N}]/u.test(text) ? GAP + text : text;
}
