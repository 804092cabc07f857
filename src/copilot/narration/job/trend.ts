// Monitor: where the cost of a job is heading, week by week.
import { median } from '#src/lib/stats.ts';
import { compareText } from '#src/lib/text.ts';
import { type Line, line } from '#src/reports/line.ts';
import type { JobStudy } from '../../study/job_study.ts';
import { figures } from '../common/figures.ts';
import { trendOf } from '../common/trend.ts';
import { endOf } from '../common/weeks.ts';
import type { Narration } from '../draft.ts';
import { nothingToDo } from './ended.ts';
import { silence } from './measures.ts';
import { unpricedNote } from './notes.ts';

/** A day this many times the median day stands out. */
const PEAK_TIMES = 1.5;
/** A median of fewer days with cost says nothing about a usual day. */
const LEAST_DAYS = 5;

export function trend(study: JobStudy): Narration {
  return trendOf({
    study,
    daily: study.daily,
    statement: 'facts/job_daily',
    rising: line`find out why: *What changed?* splits the change of the period into its parts, *Cost drivers* names the dearest runs.`,
    ...(silence(study) ? { stopped: nothingToDo(study) } : {}),
    peers: peakPoint(study),
    notes: unpricedNote(study),
  });
}

/** The highest day of the period, against its median day with cost. */
function peakPoint(study: JobStudy): Line | null {
  const days = study.daily.filter(({ day }) => day >= study.params.from && day <= endOf(study));
  const typical = median(days.map((row) => row.cost_micros));
  const peak = [...days].sort((a, b) => b.cost_micros - a.cost_micros || compareText(a.day, b.day))[0];
  if (!peak || days.length < LEAST_DAYS || typical === null || typical <= 0) return null;
  if (peak.cost_micros < typical * PEAK_TIMES) return null;
  const f = figures(study, 'facts/job_daily');
  const day = f.day('peak.day', 'most expensive day of the period', peak.day);
  const cost = f.usd('peak.cost', 'cost of the most expensive day', peak.cost_micros);
  const times = f.times(
    'peak.times',
    'most expensive day against the median day',
    peak.cost_micros / typical,
  );
  return line`The highest day of the period was ${day} with ${cost}, ${times} the median day with cost.`;
}
