// The change of a whole report by cause: the terms of its rows summed up, which are the change again.
import { TERMS, type Term } from '#src/lib/cost_terms.ts';
import { type Line, line, words } from '#src/reports/line.ts';
import { overallName } from '#src/reports/term_words.ts';
import type { ReportStudy } from '../../study/report_study.ts';
import { figures } from '../common/figures.ts';
import { listed } from '../common/phrases.ts';
import { moneyWriter } from '../common/precision.ts';
import { priceSteps, stepText } from '../common/price_change.ts';

/** The report has every term as a fact, whatever its rows are cut to; the largest first. */
export function termsPoint(study: ReportStudy): Line | null {
  const terms = TERMS.flatMap((term) => {
    const fact = study.report.facts.find(({ key }) => key === `term.${term}`);
    return fact && fact.value !== 0 ? [{ term, usd: Number(fact.value) }] : [];
  });
  if (terms.length === 0) return null;
  terms.sort((a, b) => Math.abs(b.usd) - Math.abs(a.usd));
  const usd = terms.map((one) => one.usd);
  const total = Math.round(usd.reduce((sum, value) => sum + value * 100, 0)) / 100;
  const write = moneyWriter(usd, total);
  const f = figures(study, 'reports/cost_change');
  const parts = terms.map(({ term, usd: value }) => {
    const label = `part of the change: ${overallName(term)}`;
    const amount = write(f.usdDelta(`term.${term}`, label, Math.round(value * 1e6)));
    return line`${words(inSentence(term))} ${amount}${term === 'price' ? pricesOf(study) : []}`;
  });
  return line`The same change by cause: ${listed(parts)}.`;
}

/** List prices that changed, without amounts: what they did is the term. */
function pricesOf(study: ReportStudy): Line {
  const steps = priceSteps(study, study.daily);
  return steps.length === 0 ? [] : line` (${listed(steps.map((step) => stepText(study, step)))})`;
}

function inSentence(term: Term): string {
  if (term === 'new' || term === 'gone') return `what is ${term}`;
  const name = overallName(term);
  return name.startsWith('DBU') ? name : name.charAt(0).toLowerCase() + name.slice(1);
}
