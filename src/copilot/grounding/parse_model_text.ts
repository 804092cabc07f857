// A model's text as spans: slots become their facts, figures it typed are matched to facts or left bare for the checker to reject.
import type { FactSheet } from '#src/reports/facts.ts';
import type { Line, Span } from '#src/reports/line.ts';
import type { Draft } from '../answer_types.ts';

const MAX_TEXT = 6000;
const SLOT = /\{\{\s*(f\d+)\s*\}\}/;

export function parseModelText(text: string, sheet: FactSheet): Draft {
  const lines = text
    .slice(0, MAX_TEXT)
    .split(/\r?\n/)
    .map((item) => item.trim())
    .filter((item) => item.length > 0);
  const isPoint = (item: string) => /^[-*•]\s+/.test(item);
  const isNext = (item: string) => /^\**next:?\**:?\s/i.test(item);
  const body = lines.filter((item) => !isPoint(item) && !isNext(item));
  const toLine = (item: string) => spansOf(unmark(item), sheet);
  return {
    headline: body[0] ? toLine(body[0]) : [],
    points: [...lines.filter(isPoint).map((item) => item.replace(/^[-*•]\s+/, '')), ...body.slice(1)].map(
      toLine,
    ),
    next: lines.filter(isNext).map((item) => toLine(item.replace(/^\**next:?\**:?\s*/i, ''))),
    notes: [],
  };
}

/** Markdown emphasis and headings are dropped: the layout is ours. */
function unmark(text: string): string {
  return text.replace(/^#+\s*/, '').replace(/\*\*|__|`/g, '');
}

function spansOf(text: string, sheet: FactSheet): Line {
  const byId = new Map(sheet.facts.map((fact) => [fact.id, fact]));
  const spans: Span[] = [];
  for (const piece of text.split(/(\{\{\s*f\d+\s*\}\})/)) {
    if (!piece) continue;
    const id = SLOT.exec(piece)?.[1];
    const fact = id ? byId.get(id) : undefined;
    spans.push(fact ? { text: fact.forms[0]!, fact: fact.id } : { text: piece, quoted: true });
  }
  return spans;
}
