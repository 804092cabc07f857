// What the answers about a job leave out, said below them.
import { plural } from '#src/lib/text.ts';
import { type Line, line, words } from '#src/reports/line.ts';
import type { JobStudy } from '../../study/job_study.ts';
import { from, totals } from './measures.ts';

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
