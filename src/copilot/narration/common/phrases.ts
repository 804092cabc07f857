// Turns of phrase the narrations share: lists, counted nouns, comparisons with the period before.
import { microsToUsd } from '#src/lib/money.ts';
import { ratio } from '#src/lib/stats.ts';
import { plural } from '#src/lib/text.ts';
import { changeFact } from '#src/reports/changes.ts';
import type { Fact } from '#src/reports/facts.ts';
import { type Line, line, type Part, strong, words } from '#src/reports/line.ts';
import type { StudyBase } from '../../study/study.ts';
import type { Figures } from './figures.ts';

/** 'a', 'a and b', 'a, b and c'. */
export function listed(items: readonly Line[]): Line {
  return items.flatMap((item, i) => {
    if (i === 0) return [...item];
    return [{ text: i === items.length - 1 ? ' and ' : ', ' }, ...item];
  });
}

/** '1 run', '31 runs'. */
export function counted(fact: Fact, one: string, many?: string): Line {
  return line`${fact} ${words(plural(Number(fact.value), one, many))}`;
}

/** '30 days', 'one day': the length of the period. */
export function periodLength(study: StudyBase): Line {
  if (study.window.days === 1) return line`one day`;
  return line`${daysFact(study)} days`;
}

/** 'the 30 days before', 'the day before'. */
export function periodBefore(study: StudyBase): Line {
  if (study.window.days === 1) return line`the day before`;
  return line`the ${daysFact(study)} days before`;
}

function daysFact(study: StudyBase): Fact {
  return study.sheet.add({
    key: 'window.days',
    label: 'days in the period',
    value: study.window.days,
    unit: 'days',
  });
}

/** ', up 31% on the 30 days before', empty when the data do not reach back. */
export function changeClause(study: StudyBase, now: number, before: number, key = 'cost'): Line {
  return changeFact(study.sheet, key, microsToUsd(now), microsToUsd(before), study.window, null);
}

/** ' (+31%)' or nothing. */
export function changeMark(study: StudyBase, now: number, before: number, key = 'cost'): Line {
  return changeFact(study.sheet, key, microsToUsd(now), microsToUsd(before), study.window, null, 'brief');
}

/** Keeps the lines that say something. */
export function said(lines: readonly (Line | null)[]): Line[] {
  return lines.filter((item): item is Line => item !== null && item.length > 0);
}

/** A sentence only when the condition holds. */
export function when(condition: boolean, part: () => Part): Line {
  return condition ? line`${part()}` : [];
}

/** The same sentence with a capital letter, unless it begins with a figure or a name. */
export function capital(sentence: Line): Line {
  const [first, ...rest] = sentence;
  if (!first || first.fact || first.entity || first.quoted) return sentence;
  return [{ ...first, text: first.text.charAt(0).toUpperCase() + first.text.slice(1) }, ...rest];
}

/** 'none' instead of a zero. */
export function orNone(fact: Fact): Line {
  return fact.value === 0 ? [words('none')] : line`${fact}`;
}

/** '*Cut cost*': the label of another chip. */
export function chip(label: string): Line {
  return strong(words(label));
}

/** 'most of it' is more than half; 'the largest part (21%)' where it is less. */
export function largestPart(f: Figures, part: number, all: number): Line {
  if (part * 2 > all) return line`most of it`;
  const pct = f.percent('largest.pct', 'share of the largest part', ratio(part * 100, all) ?? 0);
  return line`the largest part (${pct})`;
}
