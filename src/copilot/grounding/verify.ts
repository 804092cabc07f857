// The number gate: a figure that is no fact never reaches a reader.
import type { Fact, FactSheet } from '#src/reports/facts.ts';
import type { Line, Span } from '#src/reports/line.ts';
import type { Draft, Verdict } from '../answer_types.ts';

/** A run of characters that states a number: sign, currency, digits with separators, unit marks. */
const FIGURE = /[-+−]?[$€£]?\d[\d,.:/-]*(?:\s?(?:%|k|K|M|GB|DBU|h|min|s|points|times)(?![A-Za-z]))?/g;

/** Every figure outside a bound span must be a form of some fact; those that are not are returned as rejected. */
export function verify(draft: Draft, sheet: FactSheet): Verdict {
  const forms = new Set(sheet.facts.flatMap((fact) => fact.forms));
  const rejected: string[] = [];
  let total = 0;
  for (const span of spansOf(draft)) {
    if (span.fact) {
      total += 1;
      if (!sheet.facts.some((fact) => fact.id === span.fact)) rejected.push(span.text);
    } else if (!span.entity) {
      const figures = figuresIn(span.text, sheet.facts);
      total += figures.length;
      rejected.push(...figures.filter((figure) => !isForm(figure, forms)));
    }
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

/** Whole forms such as '2 to 31 Oct' or '12 Oct' are taken out first, the longest first; what digits remain are figures of their own. */
function figuresIn(text: string, facts: readonly Fact[]): string[] {
  let rest = text;
  const found: string[] = [];
  const forms = [...new Set(facts.flatMap((fact) => fact.forms))].filter((form) => /\d/.test(form));
  forms.sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  for (const form of forms) {
    const pattern = new RegExp(`(?<![\\d.,$%-])${escapeRegExp(form)}(?![\\d%]|[.,]\\d)`, 'g');
    rest = rest.replace(pattern, () => {
      found.push(form);
      return ' ';
    });
  }
  return [...found, ...(rest.match(FIGURE) ?? [])];
}

function isForm(figure: string, forms: ReadonlySet<string>): boolean {
  return forms.has(figure) || forms.has(figure.replace(/[.,:/-]+$/, ''));
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
