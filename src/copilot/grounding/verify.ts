// Counts the figures of the narration, which binds every one of them to a fact.
import type { FactSheet } from '#src/reports/facts.ts';
import type { Draft, Verdict } from '../answer_types.ts';
import { linesOf } from './gate.ts';

/** Text quoted from the data is shown as a quotation, not as our figure. */
export function countFacts(draft: Draft, sheet: FactSheet): Verdict {
  const known = new Set(sheet.facts.map((fact) => fact.id));
  const bound = linesOf(draft)
    .flat()
    .filter((span) => span.fact);
  const rejected = bound.filter((span) => !known.has(span.fact!)).map((span) => span.text);
  return { verified: bound.length - rejected.length, total: bound.length, rejected, violations: [] };
}
