// Facts by unit, bound to the SQL that states them: what narrations write their figures with.
import type { IsoDay } from '#src/lib/dates.ts';
import { microsToUsd } from '#src/lib/money.ts';
import { significant } from '#src/lib/stats.ts';
import type { EntityRef, Fact, FactInput } from '#src/reports/facts.ts';
import type { Unit } from '#src/reports/units.ts';
import { loadSql } from '#src/store/sql_file.ts';
import type { StudyBase } from '../../study/study.ts';

type Add<V> = (key: string, label: string, value: V) => Fact;

export interface Figures {
  /** Micro-dollars in, dollars rounded to cents out. */
  readonly usd: Add<number>;
  /** A signed change, in micro-dollars. */
  readonly usdDelta: Add<number>;
  readonly price: Add<number>;
  readonly dbu: Add<number>;
  readonly count: Add<number>;
  readonly percent: Add<number>;
  /** A signed relative change in percent. */
  readonly percentDelta: Add<number>;
  readonly seconds: Add<number>;
  readonly minutes: Add<number>;
  readonly hours: Add<number>;
  readonly days: Add<number>;
  readonly times: Add<number>;
  readonly ratio: Add<number>;
  readonly gb: Add<number>;
  readonly rank: Add<number>;
  readonly day: Add<IsoDay>;
  readonly time: Add<string>;
  readonly text: Add<string>;
  /** About another entity: its name is part of every key. */
  readonly of: (ref: EntityRef) => Figures;
  /** About the period before. */
  readonly past: () => Figures;
}

/** `statement` is the file below sql/ that states the figures, or what they are derived from. */
export function figures(study: StudyBase, statement: string): Figures {
  return makeFigures(study, { sqlHash: loadSql(statement).hash }, '');
}

type About = Pick<FactInput, 'sqlHash' | 'subject' | 'scope' | 'rowKey'>;

function makeFigures(study: StudyBase, about: About, prefix: string): Figures {
  const add = (key: string, label: string, value: number | string, unit: Unit) =>
    study.sheet.add({ key: `${prefix}${key}`, label, value, unit, ...about });
  const numbers =
    (unit: Unit, scale = 1): Add<number> =>
    (key, label, value) =>
      add(key, label, significant(value * scale), unit);
  const texts =
    (unit: Unit): Add<string> =>
    (key, label, value) =>
      add(key, label, value, unit);
  return {
    usd: (key, label, micros) => add(key, label, microsToUsd(micros), 'usd'),
    usdDelta: (key, label, micros) => add(key, label, microsToUsd(micros), 'usd_delta'),
    price: numbers('usd_per_dbu'),
    dbu: numbers('dbu'),
    count: numbers('count'),
    percent: numbers('percent'),
    percentDelta: numbers('percent_delta'),
    seconds: numbers('minutes', 1 / 60),
    minutes: numbers('minutes'),
    hours: numbers('hours'),
    days: numbers('days'),
    times: numbers('times'),
    ratio: numbers('ratio'),
    gb: numbers('gb'),
    rank: numbers('rank'),
    day: texts('day'),
    time: texts('time'),
    text: texts('text'),
    of: (ref) => makeFigures(study, { ...about, subject: ref, rowKey: ref }, `${prefix}${ref}.`),
    past: () =>
      makeFigures(
        study,
        { ...about, scope: `${study.window.previousFrom}..${study.window.previousTo}` },
        `${prefix}before.`,
      ),
  };
}
