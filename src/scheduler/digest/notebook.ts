// What every line of a digest is written with: the fact sheet, the period and its words, and details of the chosen subjects.
import { weekdayOf } from '#src/lib/dates.ts';
import { microsToUsd } from '#src/lib/money.ts';
import { ratio, significant } from '#src/lib/stats.ts';
import type { Fact, FactInput, FactSheet } from '#src/reports/facts.ts';
import { type EntityName, type Line, line, words } from '#src/reports/line.ts';
import type { Details } from './details.ts';
import type { Days, DigestPeriod } from './period.ts';
import type { Subject } from './subject.ts';

export interface Notebook {
  readonly sheet: FactSheet;
  readonly period: DigestPeriod;
  readonly details: Details;
}

const SHORT = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const LONG = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

export function nameOf({ ref, name }: Subject): EntityName {
  return { ref, name };
}

/** What a figure is about: its key within the subject, the entity, the row. */
export function about({ ref, key }: Subject, what: string) {
  return { key: `${key}.${what}`, subject: ref, rowKey: key };
}

export function usdFact(sheet: FactSheet, input: Omit<FactInput, 'value' | 'unit'>, micros: number): Fact {
  return sheet.add({ ...input, value: microsToUsd(micros), unit: 'usd' });
}

export function deltaFact(sheet: FactSheet, input: Omit<FactInput, 'value' | 'unit'>, micros: number): Fact {
  return sheet.add({ ...input, value: microsToUsd(micros), unit: 'usd_delta' });
}

export function countFact(sheet: FactSheet, key: string, label: string, value: number): Fact {
  return sheet.add({ key, label, value, unit: 'count' });
}

/** null when there is nothing to compare with. */
export function changePct(nowMicros: number, usualMicros: number | null): number | null {
  const pct = usualMicros === null ? null : ratio((nowMicros - usualMicros) * 100, usualMicros);
  return pct === null ? null : significant(pct);
}

/** '31 Oct' */
export function dayFact(sheet: FactSheet, day: string): Fact {
  return sheet.add({ key: `day.${day}`, label: 'day', value: day, unit: 'day' });
}

/** 'Sat 31 Oct', 'Fri 30 Oct to Sun 1 Nov' */
export function daysLine(sheet: FactSheet, { from, to }: Days): Line {
  const one = (day: string) => line`${words(SHORT[weekdayOf(day)]!)} ${dayFact(sheet, day)}`;
  return from === to ? one(to) : line`${one(from)} to ${one(to)}`;
}

/** 'a usual Saturday', 'a usual Friday to Sunday', 'a usual week'; 'the day before' where weeks are lacking. */
export function usualWords({ from, to, length, basis }: DigestPeriod): string {
  if (basis !== 'weeks') return length === 1 ? 'the day before' : 'the days before';
  if (length === 7) return 'a usual week';
  const [first, last] = [LONG[weekdayOf(from)]!, LONG[weekdayOf(to)]!];
  return length === 1 ? `a usual ${last}` : `a usual ${first} to ${last}`;
}
