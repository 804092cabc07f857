// A job: how it is studied, what its card says, and who writes each chip.
import { cronInWords } from '#src/lib/cron_words.ts';
import { formatDay } from '#src/lib/dates.ts';
import { formatUsd, microsToUsd } from '#src/lib/money.ts';
import { compareText, plural } from '#src/lib/text.ts';
import { type Line, line, quote, strong, words } from '#src/reports/line.ts';
import { formatValue } from '#src/reports/units.ts';
import type { DrillGroup } from '../../answer_types.ts';
import { gatherJob, type JobRun, type JobStudy } from '../../study/job_study.ts';
import { type CardText, defineSubject } from '../../subject.ts';
import { drivers } from './drivers.ts';
import { explain } from './explain.ts';
import { failures } from './failures.ts';
import { costChangeMark, costFact, countFact, from, isFailed, medianMinutes, spotPct } from './measures.ts';
import { nextSteps } from './next.ts';
import { cutCost, reliability, rightSize } from './optimize.ts';
import { ownerAndDependents } from './owner.ts';
import { spotEvictions } from './spot_evictions.ts';
import { trend } from './trend.ts';
import { whatChanged } from './what_changed.ts';

export const jobSubject = defineSubject<JobStudy>({
  type: 'job',
  gather: gatherJob,
  card,
  progress: (study) =>
    line`Reading ${countFact(study, 'runs', 'runs started in the period', study.runs.length)} ${words(plural(study.runs.length, 'run'))} …`,
  narrators: {
    'understand.explain': explain,
    'understand.owner_and_dependents': ownerAndDependents,
    'diagnose.drivers': drivers,
    'diagnose.what_changed': whatChanged,
    'diagnose.failures': failures,
    'diagnose.spot_evictions': spotEvictions,
    'optimize.cut_cost': cutCost,
    'optimize.right_size': rightSize,
    'optimize.reliability': reliability,
    'monitor.next_steps': nextSteps,
    'monitor.trend': trend,
  },
});

function card(study: JobStudy): CardText {
  const { workspace_url, job_id } = study.profile_row;
  return {
    subtitle: subtitle(study),
    figures: [figures(study)],
    drills: [runDrill(study), neighbourDrill(study)].filter((group) => group.entries.length > 0),
    openUrl: workspace_url
      ? `${workspace_url.replace(/\/+$/, '')}/jobs/${encodeURIComponent(localId(job_id))}`
      : null,
  };
}

/** Ids of synchronized jobs are 'workspace:job'; Databricks knows the second half. */
function localId(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}

function subtitle(study: JobStudy): Line {
  const { workspace_name, department, department_source, schedule_cron, schedule_timezone, downstream_jobs } =
    study.profile_row;
  const place = workspace_name ? line` in ${quote(workspace_name)}` : [];
  const owner = department
    ? line` · ${quote(department)} (${words(department_source === 'tag department' ? 'from its tag' : 'a tag names it')})`
    : line` · no department`;
  const schedule = schedule_cron
    ? line` · ${study.sheet.add({ key: 'schedule', label: 'schedule', value: scheduleText(schedule_cron, schedule_timezone), unit: 'text', ...from('profile') })}`
    : [];
  const feeds =
    downstream_jobs > 0
      ? line` · feeds ${countFact(study, 'downstream.count', 'jobs that depend on it', downstream_jobs)} ${words(plural(downstream_jobs, 'job'))}`
      : [];
  return line`job${place}${owner}${schedule}${feeds}`;
}

/** 'daily at 02:00 UTC'; a zone only where a time is named. */
function scheduleText(cron: string, zone: string | null): string {
  const text = cronInWords(cron);
  return text.includes(':') || text === cron ? `${text} ${zone ?? 'UTC'}` : text;
}

function figures(study: JobStudy): Line {
  const failed = study.runs.filter(isFailed).length;
  const minutes = medianMinutes(study.runs);
  const spot = spotPct(study);
  return line`Cost ${strong(costFact(study))}${costChangeMark(study)} · ${strong(countFact(study, 'runs', 'runs started in the period', study.runs.length))} ${words(plural(study.runs.length, 'run'))}, ${countFact(study, 'runs.failed', 'failed runs', failed)} failed${
    minutes === null
      ? []
      : line` · median ${strong(study.sheet.add({ key: 'duration.median', label: 'median duration', value: minutes, unit: 'minutes', ...from('runs') }))}`
  }${spot === null ? [] : line` · spot ${strong(study.sheet.add({ key: 'spot.pct', label: 'share of cost on spot', value: spot, unit: 'percent', ...from('cost') }))}, ${countFact(study, 'evictions', 'spot evictions in the period', study.evictions.length)} ${words(plural(study.evictions.length, 'eviction'))}`}`;
}

/** The runs worth a look: failed ones, the most expensive, then the newest. */
function runDrill(study: JobStudy): DrillGroup {
  const rank = (run: JobRun) => (isFailed(run) ? 2 : run.evictions > 0 ? 1 : 0);
  const notable = [...study.runs].sort(
    (a, b) =>
      rank(b) - rank(a) ||
      (b.cost_micros ?? 0) - (a.cost_micros ?? 0) ||
      compareText(b.start_time, a.start_time) ||
      compareText(a.job_run_id, b.job_run_id),
  );
  const entries = notable.slice(0, 20).map((run) => ({
    ref: `job_run:${run.job_run_id}`,
    name: `${formatDay(run.start_time.slice(0, 10), study.window.asOf)} ${run.start_time.slice(11, 16)}`,
    note: [
      run.run_status.toLowerCase(),
      run.duration_ms === null ? '' : formatValue(run.duration_ms / 60_000, 'minutes')[0]!,
      run.cost_micros === null ? 'no cost' : formatUsd(microsToUsd(run.cost_micros)),
    ]
      .filter(Boolean)
      .join(', '),
  }));
  return { label: 'Runs', entries };
}

function neighbourDrill(study: JobStudy): DrillGroup {
  const entries = study.neighbours.slice(0, 20).map((job) => ({
    ref: `job:${job.job_id}`,
    name: job.job_name ?? job.job_id,
    note: `${job.direction}, ${formatUsd(microsToUsd(job.cost_micros))}`,
  }));
  return { label: 'Connected jobs', entries };
}
