// The number gate: a figure that is no fact never reaches a reader.
import type { Fact, FactSheet } from '#src/reports/facts.ts';
import type { Line, Span } from '#src/reports/line.ts';
import type { Draft, Verdict } from '../answer_types.ts';
import { type Figure, figuresIn } from './figures_in_text.ts';

/** The sources of an answer are listed by the program; an address in a model's text is its own invention. */
const ADDRESS = /(?:https?:\/\/|www\.)\S+/g;

/**
 * Every figure outside a bound span must be a form of some fact; those that are not are returned as rejected.
 * `quotable` are texts of the data, such as names: repeated word for word they may contain digits.
 */
export function verify(draft: Draft, sheet: FactSheet, quotable: readonly string[] = []): Verdict {
  const known = knownKeys(sheet.facts);
  const without = withoutQuotations(quotable);
  const ids = new Set(sheet.facts.map((fact) => fact.id));
  const rejected: string[] = [];
  let total = 0;
  for (const span of spansOf(draft)) {
    if (span.entity) continue;
    if (span.fact) {
      total += 1;
      if (!ids.has(span.fact)) rejected.push(span.text);
      continue;
    }
    const text = without(span.text);
    const addresses = text.match(ADDRESS) ?? [];
    const figures = figuresIn(text.replace(ADDRESS, ' '));
    total += figures.length + addresses.length;
    rejected.push(...addresses, ...figures.filter((figure) => !isKnown(figure, known)).map((f) => f.text));
  }
  return { verified: total - rejected.length, total, rejected };
}

/** The narration binds every figure already; this counts them. Text quoted from the data is shown as a quotation, not as our figure. */
export function countFacts(draft: Draft, sheet: FactSheet): Verdict {
  const known = new Set(sheet.facts.map((fact) => fact.id));
  const bound = spansOf(draft).filter((span) => span.fact);
  const rejected = bound.filter((span) => !known.has(span.fact!)).map((span) => span.text);
  return { verified: bound.length - rejected.length, total: bound.length, rejected };
}

function spansOf(draft: Draft): readonly Span[] {
  const lines: readonly Line[] = [draft.headline, ...draft.points, ...draft.next, ...draft.notes];
  return lines.flat();
}

function isKnown(figure: Figure, known: ReadonlySet<string>): boolean {
  return figure.keys.some((key) => known.has(key));
}

/** What the forms of all facts state, a day also without its year and as its month. */
function knownKeys(facts: readonly Fact[]): ReadonlySet<string> {
  const keys = facts.flatMap((fact) => fact.forms.flatMap((form) => figuresIn(form).flatMap((f) => f.keys)));
  const days = keys.filter((key) => /^day \d{4}-/.test(key)).map((key) => key.slice('day '.length));
  return new Set([
    ...keys,
    ...days.map((day) => `day ${day.slice(5)}`),
    ...days.map((day) => `month ${day.slice(0, 7)}`),
  ]);
}

/** Takes the texts out, the longest first. One without a letter would excuse a figure, so it excuses nothing. */
function withoutQuotations(quotable: readonly string[]): (text: string) => string {
  const texts = [...new Set(quotable.map((text) => text.trim()))]
    .filter((text) => /\d/.test(text) && /\p{L}{2}|^\p{L}/u.test(text))
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  if (texts.length === 0) return (text) => text;
  const any = new RegExp(`(?<![\\p{L}\\d])(?:${texts.map(escapeRegExp).join('|')})(?![\\p{L}\\d])`, 'giu');
  return (text) => text.replace(any, ' ');
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
