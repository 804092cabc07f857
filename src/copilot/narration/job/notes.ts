// What the answers about a job leave out, said below them.
import { plural } from '#src/lib/text.ts';
import { type Line, line, words } from '#src/reports/line.ts';
import type { JobStudy } from '../../study/job_study.ts';
import { type Narration, notApplicable } from '../draft.ts';
import { from, totals } from './measures.ts';

/** A period that ends after the data: fewer days are in the figures than it has. */
export function futureNote(study: JobStudy): Line[] {
  const { asOf } = study.window;
  if (study.params.to <= asOf || study.params.from > asOf) return [];
  const last = study.sheet.add({
    key: 'window.as_of',
    label: 'last complete day of the data',
    value: asOf,
    unit: 'day',
  });
  return [line`The data end on ${last}: the days of the period after it are not in these figures.`];
}

/** No run and no usage: said instead of zeros. */
export function nothingThere(study: JobStudy): Narration | null {
  if (study.runs.length > 0 || study.skus.some((sku) => sku.period === 'current')) return null;
  const day = (key: string, label: string, value: string) =>
    study.sheet.add({ key: `window.${key}`, label, value, unit: 'day' });
  const from_ = day('from', 'first day of the period', study.params.from);
  const to = day('to', 'last day of the period', study.params.to);
  const asOf = day('as_of', 'last complete day of the data', study.window.asOf);
  const period = study.params.from === study.params.to ? line`on ${to}` : line`from ${from_} to ${to}`;
  return notApplicable(
    line`*Nothing ran and nothing was billed* ${period}: ${study.subject} has no figures there.`,
    {
      next: [line`choose a period in which it ran; the data end on ${asOf}.`],
    },
  );
}

export function unpricedNote(study: JobStudy): Line[] {
  const count = totals(study, 'current').unpriced;
  if (count === 0) return [];
  const fact = study.sheet.add({
    key: 'unpriced',
    label: 'usage rows without a price',
    value: count,
    unit: 'count',
    ...from('cost'),
  });
  return [
    line`${fact} usage ${words(plural(count, 'row'))} ${words(count === 1 ? 'has' : 'have')} no price and ${words(count === 1 ? 'is' : 'are')} not in these figures.`,
  ];
}
