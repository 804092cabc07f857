// Days on which a cluster was paid for while its CPU did next to nothing: left running, most likely.
import { type Line, line } from '#src/reports/line.ts';
import type { ComputeStudy } from '../../study/compute_study.ts';
import { figures } from '../common/figures.ts';
import { counted, listed } from '../common/phrases.ts';

export interface IdleDay {
  readonly day: string;
  readonly cpu: number;
  readonly micros: number;
}

/** Mean CPU of a day, in percent, below which nothing was done. */
const IDLE_PCT = 5;
/** Cheaper days are not worth a question. */
const WORTH_MICROS = 1_000_000;

/** Only where CPU was measured; days without telemetry are not assessed, never idle. The dearest first. */
export function idleDays(study: ComputeStudy): IdleDay[] {
  return study.telemetry
    .filter((row) => row.cpu !== null && row.cpu < IDLE_PCT)
    .map((row) => ({ day: row.day, cpu: row.cpu!, micros: costOn(study, row.day) }))
    .filter(({ micros }) => micros >= WORTH_MICROS)
    .sort((a, b) => b.micros - a.micros || (a.day < b.day ? -1 : 1));
}

function costOn(study: ComputeStudy, day: string): number {
  return study.daily.filter((row) => row.day === day).reduce((sum, row) => sum + row.cost_micros, 0);
}

/** '2 days with less than 5% CPU cost $94 (10 Oct and 11 Oct)'. */
export function idleDaysText(study: ComputeStudy, idle: readonly IdleDay[]): Line {
  const f = figures(study, 'facts/compute_telemetry');
  const count = f.count('days.idle', 'days with next to no CPU', idle.length);
  const limit = f.percent('days.idle.limit', 'mean CPU of a day below which nothing was done', IDLE_PCT);
  const micros = f.usd(
    'days.idle.cost',
    'cost of the days with next to no CPU',
    idle.reduce((sum, day) => sum + day.micros, 0),
  );
  const named = idle
    .slice(0, 3)
    .map(({ day }) => line`${f.day(`days.idle.${day}`, 'a day with next to no CPU', day)}`);
  return line`${counted(count, 'day')} with less than ${limit} CPU cost ${micros} (${listed(named)}${idle.length > named.length ? line` the dearest` : []})`;
}
