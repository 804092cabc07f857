// Diagnose: the period against the one before, split into days, hours, size and price, with nothing left over.
import { microsToUsd } from '#src/lib/money.ts';
import { ratio } from '#src/lib/stats.ts';
import { MANY_TIMES_PCT } from '#src/reports/changes.ts';
import { form, type Line, line, quote, words } from '#src/reports/line.ts';
import type { ComputeStudy } from '../../study/compute_study.ts';
import { type Figures, figures } from '../common/figures.ts';
import { capital, counted, periodBefore, said } from '../common/phrases.ts';
import { moneyWriter, type Writer } from '../common/precision.ts';
import { draft, type Narration, notApplicable } from '../draft.ts';
import { type Part, partPoint, partsOf } from './change_parts.ts';
import {
  costChange,
  costFact,
  hasQueries,
  peopleFact,
  previousCostFact,
  queryTimes,
  totals,
} from './compute_measures.ts';
import { type Change, changeEffect, changesInPeriod, changesOf } from './configuration.ts';
import { measureNotes } from './notes.ts';
import { isSilent, silent } from './silent.ts';

/** Micro-dollars of the period before below which a percentage says nothing. */
const TINY_MICROS = 10_000_000;
/** Share of days, in percent, below which a change of configuration is rare. */
const RARE_PCT = 5;
/** The same for a number of queries. */
const FEW_QUERIES = 20;

export function whatChanged(study: ComputeStudy): Narration {
  if (!study.window.hasPrevious) return nothingBefore();
  if (isSilent(study)) return silent(study);
  if (totals(study, 'previous').costMicros === 0) return isNew(study);
  const change = costChange(study);
  const parts = partsOf(study, change);
  const write = writerOf(study, parts, change);
  return draft(headline(study, change, write), {
    points: said([
      ...parts.map((part) => partPoint(study, part, write)),
      ...changesInPeriod(study)
        .slice(-2)
        .map((item) => changePoint(study, item)),
      usagePoint(study),
    ]),
    next: [next(study, parts, change)],
    notes: said([closing(study, change, parts, write), ...measureNotes(study).slice(0, 2)]),
  });
}

function nothingBefore(): Narration {
  return notApplicable(
    line`There is nothing to compare with: the data do not reach back a whole period before this one.`,
    {
      next: [line`choose a shorter or later period.`],
    },
  );
}

function isNew(study: ComputeStudy): Narration {
  const first = study.daily.find((row) => row.day >= study.params.from)!;
  const day = figures(study, 'facts/compute_daily').day(
    'first.day',
    'first day with usage in the period',
    first.day,
  );
  return draft(
    line`${study.subject} is new: ${costFact(study)} since ${day}, nothing ${inPeriodBefore(study)}.`,
    {
      next: [line`see whose it is (*Owner and dependents*) and what it is made of (*Cost drivers*).`],
      notes: measureNotes(study),
    },
  );
}

/** One precision for the whole answer: the costs subtract and the parts add up as they are printed. */
function writerOf(study: ComputeStudy, parts: readonly Part[], change: number): Writer {
  const [now, before] = [costFact(study), previousCostFact(study)];
  const usd = microsToUsd(change);
  const costs = moneyWriter([Number(now.value), -Number(before.value)], usd);
  const sums = moneyWriter(
    parts.map((part) => microsToUsd(part.micros)),
    usd,
  );
  return [costs, sums].find((write) => write(now).text !== now.forms[0]) ?? sums;
}

function headline(study: ComputeStudy, change: number, write: Writer): Line {
  if (change === 0)
    return line`${study.subject} cost the same as ${inPeriodBefore(study)}: ${costFact(study)}.`;
  const [now, before] = [write(costFact(study)), write(previousCostFact(study))];
  return line`${study.subject} cost ${write(changeFact(study, change), 'unsigned')}${shareText(study)} ${words(change > 0 ? 'more' : 'less')} than ${inPeriodBefore(study)}: ${now} after ${before}.`;
}

/** 'in the 30 days before', 'on the day before'. */
function inPeriodBefore(study: ComputeStudy): Line {
  return line`${words(study.window.days === 1 ? 'on' : 'in')} ${periodBefore(study)}`;
}

/** ' (31%)'; nothing where the amounts say it better. */
function shareText(study: ComputeStudy): Line {
  const { costMicros } = totals(study, 'previous');
  const pct = ratio((totals(study, 'current').costMicros - costMicros) * 100, costMicros);
  if (pct === null || costMicros < TINY_MICROS || Math.abs(pct) < 0.05 || pct >= MANY_TIMES_PCT) return [];
  const f = figures(study, 'facts/compute_daily');
  return line` (${form(f.percentDelta('change.pct', 'change of cost on the period before', pct), 1)})`;
}

function changeFact(study: ComputeStudy, change: number) {
  return figures(study, 'facts/compute_daily').usdDelta(
    'change',
    'change of cost on the period before',
    change,
  );
}

/** What a day cost before and after a change of configuration, and how common changes are. */
function changePoint(study: ComputeStudy, change: Change): Line {
  const f = figures(study, 'facts/compute_changes');
  const day = f.day(`change.${change.key}.day`, 'day of a configuration change', change.day);
  const by = change.by ? line`, by ${quote(change.by)}` : [];
  const effect = changeEffect(study, change);
  return line`Configuration changed on ${day}: ${change.what}${by}.${effect.length > 0 ? line` ${capital(effect)}.` : []}${baseRate(study)}`;
}

function baseRate(study: ComputeStudy): Line {
  const days = new Set(
    study.daily.filter((row) => row.day >= study.window.previousFrom).map((row) => row.day),
  ).size;
  const pct = ratio(new Set(changesOf(study).map((change) => change.day)).size * 100, days);
  if (pct === null) return [];
  const share = figures(study, 'facts/compute_changes').percent(
    'changes.pct',
    'share of the days with a configuration change',
    pct,
  );
  return pct < RARE_PCT
    ? line` Such changes are rare: its configuration changed on ${share} of the days.`
    : line` Its configuration changed on ${share} of the days.`;
}

/** Whether there was more to do: queries and people beside the cost. */
function usagePoint(study: ComputeStudy): Line | null {
  const [before, now] = [queryTimes(study, 'previous'), queryTimes(study, 'current')];
  if (!hasQueries(study) || !before || !now) return null;
  const f = figures(study, 'facts/compute_query_times');
  const past = f.past().count('queries', 'queries in the period before', before.queries);
  const queries = line`Queries went from ${past} to ${f.count('queries', 'queries in the period', now.queries)}${queriesShare(f, now.queries, before.queries)}`;
  const users = peopleFact(study);
  if (now.users === before.users)
    return line`${queries}, by ${counted(users, 'person', 'people')} as before.`;
  return line`${queries}, people from ${f.past().count('users', 'people in the period before', before.users)} to ${users}.`;
}

/** ' (6.4% more)'; nothing over a handful of queries. */
function queriesShare(f: Figures, now: number, before: number): Line {
  const pct = ratio((now - before) * 100, before);
  if (pct === null || before < FEW_QUERIES || now === before || pct >= MANY_TIMES_PCT) return [];
  const change = f.percentDelta('queries.change', 'change of the number of queries', pct);
  return line` (${form(change, 1)} ${words(pct > 0 ? 'more' : 'fewer')})`;
}

function closing(study: ComputeStudy, change: number, parts: readonly Part[], write: Writer): Line | null {
  if (parts.length < 2) return null;
  const amount = write(changeFact(study, change), 'unsigned');
  return line`These parts add up to the ${amount} ${words(change > 0 ? 'more' : 'less')}; nothing is left over.`;
}

function next(study: ComputeStudy, parts: readonly Part[], change: number): Line {
  const top = parts.find((part) => part.micros > 0);
  if (change <= 0 || !top)
    return line`nothing to do: it did not get dearer. *Trend* shows whether that lasts.`;
  if (changesInPeriod(study).length > 0)
    return line`check the change of configuration first (*Right-size* and *Cut cost* show the sums).`;
  if (top.key === 'hours' || top.key === 'days')
    return line`see who keeps it awake longer (*Who uses it*) and what the idle hours cost (*Utilization*).`;
  if (top.key === 'intensity')
    return line`see whether the larger size or the extra clusters are needed (*Right-size* shows the sums).`;
  return line`nothing to fix here: the price moved (*Cut cost* shows what can be done about the hours).`;
}
