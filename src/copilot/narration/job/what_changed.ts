// Diagnose: the period against the one before, split into causes that add up to the cent.
import { microsToUsd } from '#src/lib/money.ts';
import { sum } from '#src/lib/stats.ts';
import { form, type Line, line, strong, words } from '#src/reports/line.ts';
import type { JobStudy } from '../../study/job_study.ts';
import { changeInCents } from '../common/cost_parts.ts';
import { periodBefore } from '../common/phrases.ts';
import { needsCents, type Writer, writer } from '../common/precision.ts';
import { draft, type Narration, notApplicable } from '../draft.ts';
import { type Cause, causeLine, causesOf, knowsRetries } from './causes.ts';
import { configurationPoints, hasFittingChange } from './configuration.ts';
import { nothingToDo } from './ended.ts';
import {
  costChangeFact,
  costFact,
  costTimesFact,
  countFact,
  from,
  isFailed,
  previousCostFact,
  silence,
  silenceText,
  totals,
} from './measures.ts';
import { isMonthPattern } from './month_pattern.ts';
import { isAboutSpot, nearPoints } from './near.ts';
import { unpricedNote } from './notes.ts';

export function whatChanged(study: JobStudy): Narration {
  const now = totals(study, 'current').costMicros;
  const before = totals(study, 'previous').costMicros;
  if (!study.window.hasPrevious) {
    return notApplicable(
      line`${strong(words('There is nothing to compare with:'))} the data do not cover this period and the one before it in full.`,
      {
        next: [line`choose a shorter period within the data.`],
      },
    );
  }
  if (before < 0 || now < 0) return corrected(study);
  if (before === 0 || now === 0) return appearedOrVanished(study, now);
  const causes = causesOf(study, now, before);
  const shown = causes.filter((cause) => cause.micros !== 0).slice(0, 4);
  const rest = sum(causes.filter((cause) => !shown.includes(cause)).map((cause) => cause.micros));
  const change = changeInCents(now, before);
  const usd = microsToUsd(change);
  const inCents = needsCents([microsToUsd(now), -microsToUsd(before)], usd);
  const parts = [...shown.map((cause) => microsToUsd(cause.micros)), microsToUsd(rest)];
  const write = writer(inCents || needsCents(parts, usd));
  const points = [
    ...shown.map((cause) => causeLine(study, cause, write)),
    ...restPoint(study, rest, write),
    ...nearPoints(study),
    ...configurationPoints(study),
  ];
  return draft(headlineOf(study, change, writer(inCents)), {
    points: [...points, ...endedPoint(study)],
    next: nextSteps(study, shown, change),
    notes: [...closing(study, change, writer(inCents)), ...notAssessed(study), ...unpricedNote(study)],
  });
}

/** A job that ended is told as ended: its change is no trend. */
function endedPoint(study: JobStudy): Line[] {
  const text = silenceText(study);
  const [first, last] = [study.runs[0], study.runs.at(-1)];
  if (text.length === 0 || !first || !last) return [];
  const day = (key: string, label: string, value: string) =>
    study.sheet.add({ key, label, value: value.slice(0, 10), unit: 'day', ...from('runs') });
  return [
    line`Its runs of this period lie between ${day('first.day', 'first run', first.start_time)} and ${day('latest.day', 'latest run', last.start_time)}; ${text}.`,
  ];
}

function headlineOf(study: JobStudy, micros: number, write: Writer): Line {
  const change = changeFact(study, micros);
  if (micros === 0)
    return line`${strong(study.subject)} ${strong(words('cost the same as in the period before:'))} ${strong(costFact(study))}.`;
  const more = words(micros > 0 ? 'more' : 'less');
  const pct = costChangeFact(study);
  const times = costTimesFact(study);
  const share = pct ? line` (${form(pct, 1)})` : [];
  const factor = times ? line` (${times} as much)` : [];
  return line`${strong(study.subject)} ${strong(words('cost'))} ${strong(write(change, 'unsigned'))}${share} ${strong(more)} ${strong(words(study.window.days === 1 ? 'than on' : 'than in'))} ${strong(periodBefore(study))}${factor}: ${write(costFact(study))} after ${write(previousCostFact(study))}.`;
}

function changeFact(study: JobStudy, micros: number) {
  return study.sheet.add({
    key: 'change',
    label: 'change of cost on the period before',
    value: microsToUsd(micros),
    unit: 'usd_delta',
    ...from('cost'),
  });
}

function restPoint(study: JobStudy, micros: number, write: Writer): Line[] {
  if (microsToUsd(micros) === 0) return [];
  const amount = study.sheet.add({
    key: 'change.smaller',
    label: 'all smaller parts of the change',
    value: microsToUsd(micros),
    unit: 'usd_delta',
    ...from('runs'),
  });
  return [line`All smaller parts ${strong(write(amount))}`];
}

function closing(study: JobStudy, micros: number, write: Writer): Line[] {
  if (micros === 0) return [];
  return [
    line`The parts in dollars add up to the ${write(changeFact(study, micros))}; nothing is left over.`,
  ];
}

/** Without the column nobody knows which run repeats another. */
function notAssessed(study: JobStudy): Line[] {
  return knowsRetries(study)
    ? []
    : [line`Repeated attempts are not assessed: this database does not record them; they count as runs.`];
}

function nextSteps(study: JobStudy, causes: readonly Cause[], micros: number): Line[] {
  const top = causes.find((cause) => cause.micros > 0);
  const changed = hasFittingChange(study);
  if (silence(study)) return [nothingToDo(study)];
  if (isMonthPattern(study))
    return [line`nothing: the same days of other months cost as much (*Trend* shows them).`];
  if (micros <= 0) return [line`nothing: it did not get dearer. *Trend* shows whether that lasts.`];
  if (top?.key === 'retries' || (study.runs.some(isFailed) && top?.key === 'runs'))
    return [line`treat the failures first (*Failures*): each repeat is paid for.`];
  if ((top?.key === 'duration' || top?.key === 'intensity') && changed)
    return [
      line`run once with the configuration from before the change and compare (*Right-size* shows the sums).`,
    ];
  if (top?.key === 'duration' && isAboutSpot(study))
    return [line`see what happened to its spot machines in these days (*Spot and evictions*).`];
  if (top?.key === 'duration')
    return [line`find what grew: data, skew or a plan that changed (*Cost drivers* names the longest runs).`];
  if (top?.key === 'runs') return [line`check whether every run is needed (*Trend* dates the rise).`];
  if (top?.key === 'price')
    return [
      line`nothing to fix in the job: the price per DBU moved (*Cut cost* shows what it can do about it).`,
    ];
  if (top?.key === 'intensity') return [line`check the size of the cluster (*Right-size* shows the sums).`];
  return [line`look at the dearest runs (*Cost drivers*): no single factor explains the change.`];
}

/** A negative sum has no factors: credits and corrections exceed the usage they correct. */
function corrected(study: JobStudy): Narration {
  return notApplicable(
    line`${strong(words('Corrections outweigh the usage,'))} so the change has no parts: ${strong(study.subject)} cost ${costFact(study)} after ${previousCostFact(study)}.`,
    { next: [line`choose a period that holds the corrected days too.`] },
  );
}

/** Nothing in the period before, but earlier: a job that seldom runs is not new. */
function paused(study: JobStudy, lastDay: string): Narration {
  const last = study.sheet.add({
    key: 'cost.last_day',
    label: 'last day with cost before both periods',
    value: lastDay,
    unit: 'day',
    ...from('daily'),
  });
  const count = countFact(study, 'runs.count', 'runs started in the period', study.runs.length);
  const before = words(study.window.days === 1 ? 'on' : 'in');
  return draft(
    line`${strong(study.subject)} ${strong(words('cost'))} ${strong(costFact(study))} ${strong(words('after nothing'))} ${before} ${periodBefore(study)}: it is not new, it last cost something on ${last}.`,
    {
      points: [
        line`More runs: ${strong(count)}${study.previousRuns.length === 0 ? line`, none in the period before` : []}; all of the change is theirs.`,
        ...nearPoints(study),
      ],
      next: [line`check who started these runs and whether each was needed (*Trend* shows the days).`],
      notes: unpricedNote(study),
    },
  );
}

function appearedOrVanished(study: JobStudy, now: number): Narration {
  if (now === 0) {
    const earlier =
      totals(study, 'previous').costMicros === 0
        ? line`Nor in the period before.`
        : line`It cost ${previousCostFact(study)} in the period before.`;
    return notApplicable(line`${strong(words('Nothing was billed for this job in the period.'))} ${earlier}`);
  }
  const lastCost = study.daily.findLast((row) => row.day < study.window.previousFrom && row.cost_micros > 0);
  if (lastCost) return paused(study, lastCost.day);
  const first = study.runs[0];
  const since = first
    ? line` Its first run of this period was on ${study.sheet.add({ key: 'first.day', label: 'first run', value: first.start_time.slice(0, 10), unit: 'day', ...from('runs') })}.`
    : [];
  return draft(
    line`${strong(study.subject)} ${strong(words('is new:'))} ${costFact(study)} now, nothing ${words(study.window.days === 1 ? 'on' : 'in')} ${periodBefore(study)}.${since}`,
    {
      next: [line`see what it is made of (*Cost drivers*) and whose it is (*Owner and dependents*).`],
    },
  );
}
