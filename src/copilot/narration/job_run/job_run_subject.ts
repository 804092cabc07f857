// One run of a job: how it is studied, what its card says, and who writes each chip.
import { type Line, line, strong } from '#src/reports/line.ts';
import type { DrillGroup } from '../../answer_types.ts';
import { gatherRun, type RunStudy } from '../../study/run_study.ts';
import { type CardText, defineSubject } from '../../subject.ts';
import { localId, openUrl } from '../common/open_url.ts';
import { counted, when } from '../common/phrases.ts';
import { whatChanged } from './run_change.ts';
import { costFact, durationFact, siblings } from './run_measures.ts';
import { jobName, statusWords } from './run_points.ts';
import { drivers, explain, failures, nextSteps, spotEvictions } from './run_texts.ts';

export const jobRunSubject = defineSubject<RunStudy>({
  type: 'job_run',
  gather: gatherRun,
  card,
  progress: (study) =>
    line`Comparing with ${counted(siblings(study).count('compared', 'runs of the month before', study.siblings.length), 'run')} …`,
  narrators: {
    'understand.explain': explain,
    'diagnose.drivers': drivers,
    'diagnose.what_changed': whatChanged,
    'diagnose.failures': failures,
    'diagnose.spot_evictions': spotEvictions,
    'monitor.next_steps': nextSteps,
  },
});

function card(study: RunStudy): CardText {
  const { workspace_url, job_id, job_run_id } = study.run;
  const path = `jobs/${localId(job_id ?? '')}/runs/${localId(job_run_id)}`;
  return {
    subtitle: line`run of ${jobName(study)} · ${statusWords(study)}`,
    figures: [cardFigures(study)],
    drills: [jobDrill(study)].filter((group) => group.entries.length > 0),
    openUrl: job_id ? openUrl(workspace_url, path) : null,
  };
}

function cardFigures(study: RunStudy): Line {
  const cost = costFact(study);
  const duration = durationFact(study);
  return line`${cost ? line`Cost ${strong(cost)}` : line`No usage recorded`}${when(duration !== null, () => line` · took ${strong(duration!)}`)}${when(study.self.evictions > 0, () => line` · ${counted(siblings(study).count('evictions.self', 'spot evictions in the run', study.self.evictions), 'eviction')}`)}`;
}

function jobDrill(study: RunStudy): DrillGroup {
  const { job_id, job_name } = study.run;
  return {
    label: 'Its job',
    entries: job_id ? [{ ref: `job:${job_id}`, name: job_name ?? job_id, note: 'all runs' }] : [],
  };
}
