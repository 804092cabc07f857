// A report without rows: what was looked for, which days the data cover, and what would find something.
import type { IsoDay } from '#src/lib/dates.ts';
import { UserError } from '#src/lib/errors.ts';
import type { FactSheet } from './facts.ts';
import { type Line, line, plainText, words } from './line.ts';
import type { ReadingInput, ReportParams, ReportResult, Row } from './report.ts';
import { filterTitle } from './scope.ts';

/** The days the data cover, both inclusive. */
export interface Coverage {
  readonly first: IsoDay;
  readonly last: IsoDay;
}

type Asked = Pick<ReadingInput<Row>, 'params' | 'sheet' | 'scope'>;

/** 'There is no cost of department Finance from 1 Jan to 2 Jan: the data cover 15 Apr to 31 Oct.' */
export function emptyFinding({ params, sheet, scope }: Asked, { first, last }: Coverage): Line {
  const day = (key: string, label: string, value: IsoDay) => sheet.add({ key, label, value, unit: 'day' });
  const start = day('data.first_day', 'first day of the data', first);
  const end = day('data.as_of', 'last complete day of the data', last);
  const place = scope.length === 0 ? [] : line` for usage${scope}`;
  return line`There is no cost${place} ${daysAsked(params, sheet)}; the data cover ${start} to ${end}.`;
}

function daysAsked({ from, to }: ReportParams, sheet: FactSheet): Line {
  const day = (key: string, label: string, value: IsoDay) => sheet.add({ key, label, value, unit: 'day' });
  const first = day('period.from', 'first day asked for', from);
  const last = day('period.to', 'last day asked for', to);
  return from === to ? line`on ${first}` : line`from ${first} to ${last}`;
}

/** 'Nothing has a price from 2 Oct to 31 Oct: no cost can be told.' How much lacks one is said in a remark. */
export function unpricedFinding({ params, sheet, scope }: Asked): Line {
  return line`Nothing${words(scope.length === 0 ? '' : ' used')}${scope} has a price ${daysAsked(params, sheet)}, so no cost can be told.`;
}

/** What a period beyond the data leaves out, so that nobody takes a sum of fewer days for all of them. */
export function coverageNotes(params: ReportParams, { first, last }: Coverage, sheet: FactSheet): Line[] {
  const start = () =>
    sheet.add({ key: 'data.first_day', label: 'first day of the data', value: first, unit: 'day' });
  const end = () =>
    sheet.add({ key: 'data.as_of', label: 'last complete day of the data', value: last, unit: 'day' });
  return [
    ...(params.from < first ? [line`The period starts before the data, which begin on ${start()}.`] : []),
    ...(params.to > last ? [line`The period reaches beyond the data, which end on ${end()}.`] : []),
  ];
}

/** For a surface that would rather tell one person than post nothing to many. */
export function emptyReport(result: ReportResult): UserError {
  const { report, finding, params, coverage, scope } = result;
  const outside = params.to < coverage.first || params.from > coverage.last;
  const days = `choose days from ${coverage.first} to ${coverage.last}`;
  const filters = filterTitle(scope);
  return new UserError({
    code: 'empty_report',
    message: `${report.title}: ${plainText(finding)}`,
    kept: 'Nothing was posted.',
    next: outside
      ? `Try again and ${days}.`
      : `${filters === '' ? 'Choose' : `Leave out a filter (${filters}), or choose`} other days.`,
  });
}
