// A model's text as spans: slots become their facts, figures it typed are left bare for the checker to match or reject.
import type { FactSheet } from '#src/reports/facts.ts';
import type { Line, Span } from '#src/reports/line.ts';
import type { Draft } from '../answer_types.ts';

const MAX_TEXT = 6000;
const SLOT = /^\{\{\s*(f\d+)\s*\}\}$/;
const BULLET = /^(?:[-*•–]|\d{1,2}[.)])\s+/;
const NEXT = /^\**next(?: steps?)?\**:\**\s*/i;
const LABEL = /^\**headline\**:\**\s*/i;

export function parseModelText(text: string, sheet: FactSheet): Draft {
  const lines = linesOf(text);
  const toLine = (item: string) => spansOf(unmark(item), sheet);
  const isNext = (item: string) => NEXT.test(item.replace(BULLET, ''));
  const next = lines.filter(isNext).map((item) => item.replace(BULLET, '').replace(NEXT, ''));
  const rest = lines.filter((item) => !isNext(item));
  const first = rest.findIndex((item) => !BULLET.test(item));
  const headline = rest[first];
  const points = rest.filter((_, i) => i !== first).map((item) => item.replace(BULLET, ''));
  return {
    headline: headline ? toLine(headline.replace(LABEL, '')) : [],
    points: points.map(toLine),
    next: next.filter((item) => item.length > 0).map(toLine),
    notes: [],
  };
}

/** Whole lines only: a figure cut in two would be another figure. */
function linesOf(text: string): string[] {
  const lines: string[] = [];
  let length = 0;
  for (const item of text.split(/\r?\n/).map((line) => line.trim())) {
    length += item.length + 1;
    if (length > MAX_TEXT) break;
    if (item.length > 0 && !/^(```|---+$|\*\*\*+$)/.test(item)) lines.push(item);
  }
  return lines;
}

/** Markdown emphasis and headings are dropped: the layout is ours. Underscores inside a name stay. */
function unmark(text: string): string {
  return text
    .replace(/^#+\s*/, '')
    .replace(/\*\*(.+?)\*\*/g, '$1')
    .replace(/(?<!\w)__(.+?)__(?!\w)/g, '$1')
    .replace(/`([^`]+)`/g, '$1');
}

function spansOf(text: string, sheet: FactSheet): Line {
  const byId = new Map(sheet.facts.map((fact) => [fact.id, fact]));
  const spans: Span[] = [];
  for (const piece of text.split(/(\{\{\s*f\d+\s*\}\})/)) {
    const id = SLOT.exec(piece)?.[1];
    const fact = id ? byId.get(id) : undefined;
    if (fact) spans.push({ text: fact.forms[0]!, fact: fact.id });
    else if (piece) spans.push({ text: piece, written: true });
  }
  return withoutDoubledUnits(spans);
}

/** '${{f1}}' and '{{f2}} percent' repeat what the fact already says. */
function withoutDoubledUnits(spans: readonly Span[]): Line {
  const isMoney = (span: Span | undefined) => span?.fact !== undefined && /^[-+]?\$/.test(span.text);
  const isPercent = (span: Span | undefined) => span?.fact !== undefined && span.text.endsWith('%');
  return spans
    .map((span, i) => {
      if (span.fact) return span;
      const head = isPercent(spans[i - 1]) ? span.text.replace(/^\s?(?:%|percent\b)/, '') : span.text;
      return { ...span, text: isMoney(spans[i + 1]) ? head.replace(/\$$/, '') : head };
    })
    .filter((span) => span.text.length > 0);
}
