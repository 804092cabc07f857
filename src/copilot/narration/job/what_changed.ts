// Diagnose: the period against the one before, split into causes that add up to the cent.
import { apportion, type Factor, splitChange } from '#src/lib/cost_split.ts';
import { microsToUsd } from '#src/lib/money.ts';
import { median, ratio, significant, sum } from '#src/lib/stats.ts';
import { compareText, plural } from '#src/lib/text.ts';
import { form, type Line, line, quote, strong, words } from '#src/reports/line.ts';
import type { ConfigChange, JobRun, JobStudy } from '../../study/job_study.ts';
import { draft, type Narration, notApplicable } from '../draft.ts';
import { unpricedNote } from './explain.ts';
import {
  costChangeFact,
  costFact,
  daysFact,
  failureGroups,
  from,
  isFailed,
  isFinished,
  medianMinutes,
  previousCostFact,
  totals,
} from './measures.ts';

interface Cause {
  readonly key: string;
  readonly micros: number;
  readonly line: Line;
}

export function whatChanged(study: JobStudy): Narration {
  const now = totals(study, 'current').costMicros;
  const before = totals(study, 'previous').costMicros;
  if (!study.window.hasPrevious) {
    return notApplicable(
      line`${strong(words('There is nothing to compare with:'))} the data do not reach back a whole period before this one.`,
      {
        next: [line`Choose a shorter or later period.`],
      },
    );
  }
  if (before === 0 || now === 0) return appearedOrVanished(study, now);
  const causes = causesOf(study, now, before);
  const shown = causes.filter((cause) => cause.micros !== 0).slice(0, 4);
  const rest = sum(causes.slice(shown.length).map((cause) => cause.micros));
  const points = [
    ...shown.map((cause) => cause.line),
    ...restPoint(study, rest),
    ...configurationPoints(study),
  ];
  return draft(headlineOf(study, now - before), {
    points,
    next: nextSteps(study, shown),
    notes: [closing(study, now - before, rest), ...unpricedNote(study)],
  });
}

function headlineOf(study: JobStudy, micros: number): Line {
  const change = changeFact(study, micros);
  const pct = costChangeFact(study);
  if (micros === 0)
    return line`${strong(study.subject)} ${strong(words('cost the same as in the period before:'))} ${strong(costFact(study))}.`;
  const more = words(micros > 0 ? 'more' : 'less');
  return line`${strong(study.subject)} ${strong(words('cost'))} ${strong(form(change, 1))} ${strong(more)} ${strong(words('than in the'))} ${strong(daysFact(study))} ${strong(words('days before'))}${pct ? line` (${pct})` : []}: ${costFact(study)} after ${previousCostFact(study)}.`;
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

/** Cost = first attempts x attempts each x hours per run x DBUs per hour x price per DBU; each factor's part of the change, exact. */
function causesOf(study: JobStudy, now: number, before: number): Cause[] {
  const split = splitChange(before, now, factorsOf(study));
  const cents = apportion(
    now - before,
    split.map((part) => part.amount),
  );
  const causes = split.map((part, i) => ({
    key: part.key,
    micros: cents[i]!,
    line: causeLine(study, part.key, cents[i]!),
  }));
  return causes.sort((a, b) => Math.abs(b.micros) - Math.abs(a.micros) || compareText(a.key, b.key));
}

function factorsOf(study: JobStudy): Factor[] {
  const [a, b] = [study.previousRuns, study.runs].map((runs) =>
    runs.filter((run) => run.cost_micros !== null),
  ) as [JobRun[], JobRun[]];
  const first = (runs: JobRun[]) => runs.filter((run) => run.retry_of_run_id === null).length;
  const hours = (runs: JobRun[]) => sum(runs.map((run) => run.duration_ms ?? 0)) / 3.6e6;
  const [before, now] = [totals(study, 'previous'), totals(study, 'current')];
  return [
    { key: 'runs', before: first(a), after: first(b) },
    { key: 'retries', before: ratio(a.length, first(a)), after: ratio(b.length, first(b)) },
    { key: 'duration', before: ratio(hours(a), a.length), after: ratio(hours(b), b.length) },
    {
      key: 'intensity',
      before: ratio(before.dbuMicros / 1e6, hours(a)),
      after: ratio(now.dbuMicros / 1e6, hours(b)),
    },
    {
      key: 'price',
      before: ratio(before.costMicros, before.dbuMicros),
      after: ratio(now.costMicros, now.dbuMicros),
    },
  ];
}

function causeLine(study: JobStudy, key: string, micros: number): Line {
  const amount = study.sheet.add({
    key: `change.${key}`,
    label: `part of the change: ${key}`,
    value: microsToUsd(micros),
    unit: 'usd_delta',
    ...from('runs'),
  });
  return line`${words(causeName(key, micros > 0))} ${strong(amount)}${causeDetail(study, key)}`;
}

function causeName(key: string, up: boolean): string {
  const names: Readonly<Record<string, readonly [string, string]>> = {
    runs: ['More runs', 'Fewer runs'],
    retries: ['More repeated attempts', 'Fewer repeated attempts'],
    duration: ['Longer runs', 'Shorter runs'],
    intensity: ['Larger compute per hour', 'Smaller compute per hour'],
    price: ['Higher price per DBU', 'Lower price per DBU'],
    rest: ['Not explained by runs', 'Not explained by runs'],
  };
  return names[key]![up ? 0 : 1];
}

function causeDetail(study: JobStudy, key: string): Line {
  const detail = DETAILS[key]?.(study);
  return detail ? line`: ${detail}` : [];
}

const DETAILS: Readonly<Record<string, (study: JobStudy) => Line | null>> = {
  runs: (study) =>
    pair(
      study,
      'runs.first',
      'first attempts',
      firstAttempts(study.previousRuns),
      firstAttempts(study.runs),
      'count',
    ),
  retries: retriesDetail,
  duration: durationDetail,
  intensity: (study) => {
    const [before, now] = [study.previousRuns, study.runs].map((runs) =>
      median(
        runs
          .filter((run) => run.max_nodes !== null || run.fixed_nodes !== null)
          .map((run) => run.max_nodes ?? run.fixed_nodes!),
      ),
    );
    if (before == null || now == null || before === now) return line`DBUs burnt per hour of run time`;
    return pair(study, 'nodes.median', 'median of the largest size', before, now, 'count');
  },
  price: (study) => {
    const [before, now] = [totals(study, 'previous'), totals(study, 'current')];
    const a = ratio(before.costMicros, before.dbuMicros);
    const b = ratio(now.costMicros, now.dbuMicros);
    return a === null || b === null
      ? null
      : pair(study, 'price', 'per DBU', significant(a), significant(b), 'usd_per_dbu');
  },
};

function pair(
  study: JobStudy,
  key: string,
  label: string,
  before: number,
  after: number,
  unit: 'count' | 'minutes' | 'usd_per_dbu',
): Line {
  const a = study.sheet.add({
    key: `${key}.before`,
    label: `${label} in the period before`,
    value: before,
    unit,
    ...from('runs'),
  });
  const b = study.sheet.add({
    key: `${key}.after`,
    label: `${label} in the period`,
    value: after,
    unit,
    ...from('runs'),
  });
  return line`${words(label)} ${a} → ${b}`;
}

function firstAttempts(runs: readonly JobRun[]): number {
  return runs.filter((run) => run.retry_of_run_id === null && run.cost_micros !== null).length;
}

function durationDetail(study: JobStudy): Line | null {
  const before = medianMinutes(study.previousRuns);
  const after = medianMinutes(study.runs);
  return before === null || after === null
    ? null
    : pair(study, 'duration.median', 'median', before, after, 'minutes');
}

function retriesDetail(study: JobStudy): Line | null {
  if (study.profile.absent.includes('job_runs.retry_of_run_id'))
    return line`not assessed, this database does not record attempts`;
  const retries = (runs: readonly JobRun[]) => runs.filter((run) => run.retry_of_run_id !== null).length;
  const base = pair(
    study,
    'retries',
    'repeated attempts',
    retries(study.previousRuns),
    retries(study.runs),
    'count',
  );
  const top = failureGroups(study.runs)[0];
  if (!top) return base;
  const lastDays = [...new Set(top.runs.map((run) => run.start_time.slice(0, 10)))].slice(-3);
  const days = lastDays.map((value) => failedDayFact(study, value));
  const list = days.flatMap((day, i) =>
    i === 0 ? line`${day}` : line`${words(i === days.length - 1 ? ' and ' : ', ')}${day}`,
  );
  return line`${base}; most failures are ${quote(top.family.name.toLowerCase())}, last on ${list}`;
}

function failedDayFact(study: JobStudy, value: string) {
  return study.sheet.add({
    key: `failed.day.${value}`,
    label: 'day of a failed run',
    value,
    unit: 'day',
    ...from('runs'),
  });
}

function restPoint(study: JobStudy, micros: number): Line[] {
  if (microsToUsd(micros) === 0) return [];
  const amount = study.sheet.add({
    key: 'change.rest',
    label: 'all smaller parts of the change',
    value: microsToUsd(micros),
    unit: 'usd_delta',
    ...from('runs'),
  });
  return [line`All smaller parts ${strong(amount)}`];
}

function closing(study: JobStudy, micros: number, _rest: number): Line {
  return line`These parts add up to the ${changeFact(study, micros)}; nothing is left over.`;
}

/** Each recorded change of configuration in the period, with the median run before and after it and how common such changes are. */
function configurationPoints(study: JobStudy): Line[] {
  const inPeriod = study.changes.filter((change) => change.event_time.slice(0, 10) >= study.params.from);
  return inPeriod.slice(-2).map((change) => configurationPoint(study, change));
}

function configurationPoint(study: JobStudy, change: ConfigChange): Line {
  const runs = [...study.previousRuns, ...study.runs].filter(isFinished);
  const before = medianMinutes(runs.filter((run) => run.start_time < change.event_time));
  const after = medianMinutes(runs.filter((run) => run.start_time >= change.event_time));
  const key = `config.${change.event_id}`;
  const when = study.sheet.add({
    key: `${key}.day`,
    label: 'day of a configuration change',
    value: change.event_time.slice(0, 10),
    unit: 'day',
  });
  const what = line`Configuration changed on ${when} (${quote((change.details ?? 'no details').slice(0, 120))}${change.user_name ? line`, by ${quote(change.user_name)}` : []})`;
  if (before === null || after === null) return line`${what}.`;
  const a = study.sheet.add({
    key: `${key}.before`,
    label: 'median duration before the change',
    value: before,
    unit: 'minutes',
    ...from('runs'),
  });
  const b = study.sheet.add({
    key: `${key}.after`,
    label: 'median duration after the change',
    value: after,
    unit: 'minutes',
    ...from('runs'),
  });
  return line`${what}: the median run took ${a} before and ${b} after.${baseRate(study)}`;
}

/** How often this job's days see a change at all: a coincidence is likelier where changes are common. */
function baseRate(study: JobStudy): Line {
  const days = new Set([...study.previousRuns, ...study.runs].map((run) => run.start_time.slice(0, 10)));
  const changed = new Set(study.changes.map((change) => change.event_time.slice(0, 10)));
  const rate = ratio(changed.size * 100, days.size);
  if (rate === null) return [];
  const fact = study.sheet.add({
    key: 'config.base_rate',
    label: 'share of run days with a configuration change',
    value: significant(rate),
    unit: 'percent',
    ...from('runs'),
  });
  return line` Changes happen on ${fact} of its days.`;
}

function nextSteps(study: JobStudy, causes: readonly Cause[]): Line[] {
  const top = causes.find((cause) => cause.micros > 0);
  const changed = study.changes.some((change) => change.event_time.slice(0, 10) >= study.params.from);
  if (top?.key === 'retries' || (study.runs.some(isFailed) && top?.key === 'runs'))
    return [line`treat the failures first (*Failures*): each repeat is paid for.`];
  if ((top?.key === 'duration' || top?.key === 'intensity') && changed)
    return [
      line`run once with the configuration from before the change and compare (*Right-size* shows the sums).`,
    ];
  if (top?.key === 'duration')
    return [line`find what grew: data, skew or a plan that changed (*Cost drivers* names the longest runs).`];
  if (top?.key === 'runs') return [line`check whether every run is needed (*Trend* shows when they began).`];
  if (top?.key === 'price')
    return [
      line`nothing to fix in the job: the price per DBU moved (*Cut cost* shows what it can do about it).`,
    ];
  if (top?.key === 'intensity') return [line`check the size of the cluster (*Right-size* shows the sums).`];
  return [line`nothing: it got cheaper. *Trend* shows whether that lasts.`];
}

function appearedOrVanished(study: JobStudy, now: number): Narration {
  if (now === 0)
    return notApplicable(
      line`${strong(words('Nothing was billed for this job in the period.'))} It cost ${previousCostFact(study)} in the period before.`,
    );
  const first = study.runs[0];
  const since = first
    ? line` Its first run in the data of this period is of ${study.sheet.add({ key: 'first.day', label: 'first run', value: first.start_time.slice(0, 10), unit: 'day', ...from('runs') })}.`
    : [];
  return draft(
    line`${strong(study.subject)} ${strong(words('is new:'))} ${costFact(study)} now, nothing in the ${daysFact(study)} ${words(plural(study.window.days, 'day'))} before.${since}`,
    {
      next: [line`see what it is made of (*Cost drivers*) and whose it is (*Owner and dependents*).`],
    },
  );
}
