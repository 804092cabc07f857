// Changes of a job's configuration, with what its runs did before and after each.
import { ratio, significant } from '#src/lib/stats.ts';
import { truncate } from '#src/lib/text.ts';
import { type Line, line, quote } from '#src/reports/line.ts';
import type { ConfigChange, JobStudy } from '../../study/job_study.ts';
import { from, isFinished, medianMinutes } from './measures.ts';

/** Each recorded change of configuration in the period, with the median run before and after it and how common such changes are. */
export function configurationPoints(study: JobStudy): Line[] {
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
  const what = line`Configuration changed on ${when} (${quote(truncate(change.details ?? 'no details', 120))}${change.user_name ? line`, by ${quote(change.user_name)}` : []})`;
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
  return line` Changes happen on ${fact} of the days it ran.`;
}
