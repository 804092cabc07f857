// "up 31% on the 30 days before": one way to say how something compares with the period before.
import { ratio, significant } from '#src/lib/stats.ts';
import type { FactSheet } from './facts.ts';
import { type EntityName, form, type Line, line, words } from './line.ts';
import type { Window } from './report.ts';

/** Below this change, in percent, a figure counts as unchanged. */
const FLAT_PCT = 0.5;

/** From ten times as much on, a percentage is no longer read as an amount: it is said how many times. */
export const MANY_TIMES_PCT = 900;

/**
 * ', up 31% on the 30 days before' or, brief, ' (+6%)'; empty when the data do not cover both periods. `key` prefixes the facts' keys.
 */
export function changeFact(
  sheet: FactSheet,
  key: string,
  current: number,
  previous: number | null,
  window: Window,
  name: EntityName | null,
  style: 'full' | 'brief' = 'full',
): Line {
  // More credits than usage before: a percentage of a negative sum means nothing.
  if (!window.hasPrevious || previous === null || previous < 0) return [];
  const subject = name ? { subject: name.ref } : {};
  const pct = ratio((current - previous) * 100, previous);
  if (pct === null) return current === 0 || style === 'brief' ? [] : line`, new in this period`;
  if (pct >= MANY_TIMES_PCT) return manyTimes(sheet, key, current / previous, window, subject, style);
  const change = sheet.add({
    key: `${key}.change_pct`,
    label: `change of cost on the ${window.days} days before`,
    value: significant(pct),
    unit: 'percent_delta',
    scope: `${window.previousFrom}..${window.previousTo}`,
    ...subject,
  });
  if (style === 'brief') return line` (${change})`;
  const days = sheet.add({
    key: 'window.days',
    label: 'days in the period',
    value: window.days,
    unit: 'days',
  });
  const before = window.days === 1 ? line` on the day before` : line` on the ${days} days before`;
  if (Math.abs(pct) < FLAT_PCT)
    return line`, level with the ${words(window.days === 1 ? 'day' : 'period')} before`;
  return line`, ${words(pct > 0 ? 'up' : 'down')} ${form(change, 1)}${before}`;
}

function manyTimes(
  sheet: FactSheet,
  key: string,
  times: number,
  window: Window,
  subject: { readonly subject?: string },
  style: 'full' | 'brief',
): Line {
  const fact = sheet.add({
    key: `${key}.change_times`,
    label: `cost as a multiple of that of the ${window.days} days before`,
    value: significant(times),
    unit: 'times',
    scope: `${window.previousFrom}..${window.previousTo}`,
    ...subject,
  });
  if (style === 'brief') return line` (${fact} the period before)`;
  return line`, ${fact} as much as ${words(window.days === 1 ? 'on the day before' : 'in the period before')}`;
}
