// What stands beside a change of cost in the data: evictions, reruns, more or longer runs, larger compute, queries, configuration.
import { median, significant } from '#src/lib/stats.ts';
import { plural } from '#src/lib/text.ts';
import { type Line, line, quote, words } from '#src/reports/line.ts';
import type { CostChange } from './cost_changes.ts';
import type { QueryLoad } from './details.ts';
import { factorReason } from './factors.ts';
import { about, dayFact, type Notebook } from './notebook.ts';
import type { RunCounts, Subject } from './subject.ts';
import { USUAL_BASES } from './usual.ts';

const MOST_REASONS = 3;

/** At most three, the most telling first; empty when nothing in the data stands beside the change. */
export function reasonsFor(change: CostChange, notebook: Notebook): Line[] {
  const { subject } = change;
  const config = configReason(subject, notebook);
  const reasons =
    subject.group === 'job'
      ? [...jobReasons(change, notebook), ...config, ...rankReason(change, notebook)]
      : [...config, ...computeReasons(change, notebook)];
  return reasons.slice(0, MOST_REASONS);
}

function jobReasons(change: CostChange, notebook: Notebook): Line[] {
  const events = [
    ...(change.deltaMicros > 0 ? eventReasons(change.subject, notebook) : []),
    ...failedReason(change.subject),
  ];
  const factor = factorReason(change, notebook, events.length > 0) ?? seldomReason(change, notebook);
  return [...events, ...(factor ? [factor] : [])];
}

/** Evictions and repeated attempts, where there are more than usual. */
function eventReasons(subject: Subject, notebook: Notebook): Line[] {
  const { runs } = subject;
  const { retries, evictions } = usualCounts(subject);
  const lines: Line[] = [];
  if (runs.evictions > evictions)
    lines.push(countLine(notebook, subject, 'evictions', runs.evictions, plural(runs.evictions, 'eviction')));
  if (runs.retries > retries)
    lines.push(countLine(notebook, subject, 'reruns', runs.retries, plural(runs.retries, 'rerun')));
  return lines;
}

/** What has no usual to be split by has at least its number of runs. */
function seldomReason({ subject, against, usualMicros }: CostChange, notebook: Notebook): Line | null {
  const { total } = subject.runs;
  const hasUsual = against === 'usual' && usualMicros > 0;
  return hasUsual || total < 2 ? null : countLine(notebook, subject, 'runs', total, 'runs');
}

function failedReason({ runs }: Subject): Line[] {
  return runs.failed > 0 && runs.success === 0 ? [line`no run succeeded`] : [];
}

function countLine({ sheet }: Notebook, subject: Subject, key: string, value: number, noun: string): Line {
  const fact = sheet.add({ ...about(subject, key), label: key, value, unit: 'count' });
  return line`${fact} ${words(noun)}`;
}

function usualCounts({ baseRuns }: Subject) {
  const of = (pick: (runs: RunCounts) => number) => median(baseRuns.slice(0, USUAL_BASES).map(pick)) ?? 0;
  return {
    total: of((runs) => runs.total),
    retries: of((runs) => runs.retries),
    evictions: of((runs) => runs.evictions),
  };
}

/** Queries where there are any, else how busy the machines were: idle compute shows here. */
function computeReasons({ subject }: CostChange, notebook: Notebook): Line[] {
  const load = notebook.details.queries.get(subject.key);
  const isAsked = load !== undefined && load.now.count + load.usual.count > 0;
  return [...(isAsked ? [queryReason(subject, load, notebook)] : []), ...cpuReason(subject, notebook)];
}

/** '65 queries, usually 70', with their run time where that moved more. */
function queryReason(subject: Subject, { now, usual }: QueryLoad, { sheet }: Notebook): Line {
  const count = (key: string, value: number) =>
    sheet.add({ ...about(subject, key), label: 'queries answered', value, unit: 'count' });
  const hours = (key: string, ms: number) =>
    sheet.add({
      ...about(subject, key),
      label: 'run time of the queries',
      value: minutesOf(ms),
      unit: 'minutes',
    });
  const queries = line`${count('queries', now.count)} ${words(plural(now.count, 'query', 'queries'))}`;
  const byTime =
    Math.abs(relative(now.durationMs, usual.durationMs)) > Math.abs(relative(now.count, usual.count));
  if (byTime && usual.durationMs > 0)
    return line`${queries} that ran ${hours('query_time', now.durationMs)} in all, usually ${hours('query_time.usual', usual.durationMs)}`;
  return line`${queries}, usually ${count('queries.usual', usual.count)}`;
}

function minutesOf(ms: number): number {
  return significant(ms / 60_000);
}

function relative(now: number, usual: number): number {
  return usual === 0 ? 0 : now / usual - 1;
}

/** Said when it is well below the usual: what is paid for is not used. */
const LOW_CPU = 0.6;

function cpuReason(subject: Subject, { sheet }: Notebook): Line[] {
  const usual = median(subject.bases.slice(0, USUAL_BASES).flatMap(({ cpuPct }) => cpuPct ?? []));
  const now = subject.now.cpuPct;
  if (now === null || usual === null || now > LOW_CPU * usual) return [];
  const cpu = (key: string, value: number) =>
    sheet.add({
      ...about(subject, key),
      label: 'average CPU in use',
      value: significant(value),
      unit: 'percent',
    });
  return [line`${cpu('cpu', now)} CPU in use, usually ${cpu('cpu.usual', usual)}`];
}

function configReason(subject: Subject, { sheet, details }: Notebook): Line[] {
  const change = details.config.get(subject.key);
  if (!change) return [];
  const what = change.details?.trim() ? line` (${quote(change.details.trim().slice(0, 80))})` : [];
  return [line`configuration changed on ${dayFact(sheet, change.day)}${what}`];
}

/** Further down the list a rank says nothing. */
const TOP = 5;

function rankReason({ subject, kind }: CostChange, { sheet, details }: Notebook): Line[] {
  const rank = details.ranks.get(subject.key);
  if (kind !== 'up' || !rank || rank.now > TOP || rank.now >= rank.before) return [];
  const now = sheet.add({
    ...about(subject, 'rank'),
    label: 'rank by cost of thirty days',
    value: rank.now,
    unit: 'rank',
  });
  const before = sheet.add({
    ...about(subject, 'rank.before'),
    label: 'rank before',
    value: rank.before,
    unit: 'rank',
  });
  return [line`now ${now} of all jobs over a month, was ${before}`];
}
