// A run against the usual run of its job: the difference in cost, split into hours, DBUs per hour and price.
import { type Factor, splitChange } from '#src/lib/cost_split.ts';
import { microsToUsd } from '#src/lib/money.ts';
import { ratio, sum } from '#src/lib/stats.ts';
import { type Line, line, strong, words } from '#src/reports/line.ts';
import type { RunStudy, SiblingRun } from '../../study/run_study.ts';
import { changeInCents, partsInCents } from '../common/cost_parts.ts';
import { figures } from '../common/figures.ts';
import { said } from '../common/phrases.ts';
import { needsCents, type Writer, writer } from '../common/precision.ts';
import { draft, type Narration, notApplicable } from '../draft.ts';
import { costFact, costMicros, isBad, siblings, usualRun } from './run_measures.ts';
import { jobName, sizeChange, spotChange, statusWords, unpriced, usualCost } from './run_points.ts';

/** Runs that differ by less, in percent, cost the same. */
const SAME_PCT = 5;

export function whatChanged(study: RunStudy): Narration {
  const middle = usualRun(study);
  const own = costMicros(study);
  const configuration = said([sizeChange(study), spotChange(study)]);
  if (!middle)
    return notApplicable(
      line`*Too few good runs to compare with:* the job needs three with usage in the month before this one.`,
      { next: [line`look at the job instead: ${jobName(study)}.`] },
    );
  if (own === null)
    return draft(
      line`${strong(study.subject)} ${strong(statusWords(study))}; its cost cannot be compared, no usage is recorded.`,
      {
        points: configuration,
        next: [line`look at the job instead: ${jobName(study)}.`],
      },
    );
  const change = changeInCents(own, middle.cost_micros);
  const inCents = needsCents([microsToUsd(own), -microsToUsd(middle.cost_micros)], microsToUsd(change));
  const same = isSame(own, middle.cost_micros);
  return draft(headline(study, middle, change, writer(inCents)), {
    points: [...(same ? [] : parts(study, own, middle, change, inCents)), ...configuration],
    next: [next(study, own, middle.cost_micros)],
    notes: [yardstick(study, middle), ...unpriced(study)],
  });
}

export function isSame(own: number, usual: number): boolean {
  const pct = ratio((own - usual) * 100, usual);
  return pct !== null && Math.abs(pct) < SAME_PCT;
}

function headline(
  study: RunStudy,
  middle: SiblingRun & { readonly cost_micros: number },
  change: number,
  write: Writer,
): Line {
  const own = write(costFact(study)!);
  const usual = write(usualCost(study, middle.cost_micros));
  const subject = strong(study.subject);
  if (isSame(costMicros(study)!, middle.cost_micros))
    return line`${subject} *cost about as much as a usual run of this job:* ${own} against ${usual}.`;
  const fact = siblings(study).usdDelta('difference', 'cost against the usual run', change);
  return line`${subject} *cost* ${strong(write(fact, 'unsigned'))} ${strong(words(change > 0 ? 'more' : 'less'))} *than a usual run of this job:* ${own} against ${usual}.`;
}

function parts(
  study: RunStudy,
  own: number,
  middle: SiblingRun & { readonly cost_micros: number },
  change: number,
  inCents: boolean,
): Line[] {
  if (own <= 0 || middle.cost_micros <= 0) return [];
  const split = splitChange(middle.cost_micros, own, factorsOf(study, own, middle));
  const cents = partsInCents(
    change,
    split.map((part) => part.amount),
  );
  const write = writer(inCents || needsCents(cents.map(microsToUsd), microsToUsd(change)));
  return split
    .map((part, i) => ({ key: part.key, micros: cents[i]! }))
    .filter((part) => part.micros !== 0)
    .sort((a, b) => Math.abs(b.micros) - Math.abs(a.micros) || (a.key < b.key ? -1 : 1))
    .map((part) => partLine(study, middle, part, write));
}

function factorsOf(
  study: RunStudy,
  own: number,
  middle: SiblingRun & { readonly cost_micros: number },
): Factor[] {
  const dbus = sum(study.usage.map((row) => row.dbu_micros));
  const [a, b] = [middle.duration_ms, study.run.duration_ms];
  return [
    { key: 'duration', before: a, after: b },
    { key: 'intensity', before: hourly(middle.dbu_micros, a), after: hourly(dbus, b) },
    { key: 'price', before: ratio(middle.cost_micros, middle.dbu_micros ?? 0), after: ratio(own, dbus) },
  ];
}

/** DBUs per hour. */
export function hourly(dbuMicros: number | null, ms: number | null): number | null {
  return dbuMicros === null || ms === null ? null : ratio(dbuMicros / 1e6, ms / 3.6e6);
}

function partLine(
  study: RunStudy,
  middle: SiblingRun & { readonly cost_micros: number },
  { key, micros }: { readonly key: string; readonly micros: number },
  write: Writer,
): Line {
  const f = siblings(study);
  const amount = strong(write(f.usdDelta(`difference.${key}`, `part of the difference: ${key}`, micros)));
  const up = micros > 0;
  const own = factorsOf(study, costMicros(study)!, middle).find((factor) => factor.key === key);
  if (!own || own.before === null || own.after === null) return line`Not explained by its usage ${amount}`;
  const { before, after } = own;
  if (key === 'duration')
    return line`${words(up ? 'Longer' : 'Shorter')} ${amount}: ${f.minutes('middle.duration', 'duration of the usual run', before / 60_000)} → ${figures(study, 'facts/run_profile').minutes('duration', 'duration of the run', after / 60_000)}${isBad(study) && !up ? line`, because it failed` : []}`;
  if (key === 'intensity')
    return line`${words(up ? 'More' : 'Fewer')} DBUs per hour ${amount}: ${f.dbu('middle.hourly', 'DBUs per hour of the usual run', before)} → ${f.dbu('hourly', 'DBUs per hour of the run', after)}`;
  return line`${words(up ? 'Higher' : 'Lower')} price per DBU ${amount}: ${f.price('middle.price', 'price per DBU of the usual run', before)} → ${f.price('price', 'price per DBU of the run', after)}`;
}

function yardstick(study: RunStudy, middle: SiblingRun): Line {
  const f = siblings(study);
  const day = f.day('middle.day', 'day of the usual run', middle.start_time.slice(0, 10));
  const time = f.time('middle.time', 'start of the usual run', middle.start_time);
  return line`The usual run is the middle one by cost of the good runs in the month before: ${day} at ${time}.`;
}

function next(study: RunStudy, own: number, usual: number): Line {
  if (isBad(study)) return line`see what failed (*Failures*).`;
  if (isSame(own, usual) || own < usual)
    return line`nothing in this run; ${jobName(study)} has the whole picture.`;
  return line`see whether its other runs are as dear: *Trend* and *What changed?* of the job ${jobName(study)}.`;
}
