// A job that does not run any more: said instead of advice, because there is nothing left to tune.
import { type Line, line, strong, words } from '#src/reports/line.ts';
import type { JobStudy } from '../../study/job_study.ts';
import { figures } from '../common/figures.ts';
import { periodLength } from '../common/phrases.ts';
import type { Silence } from '../common/silence.ts';
import { draft, type Narration } from '../draft.ts';
import { costFact, silence, silenceText } from './measures.ts';
import { unpricedNote } from './notes.ts';

/** The answer of every chip that would advise; null while the job runs. */
export function endedAnswer(study: JobStudy): Narration | null {
  const quiet = silence(study);
  if (!quiet) return null;
  return draft(headline(study, quiet), {
    points: [
      line`It cost ${costFact(study)} in ${periodLength(study)}; as it does not run any more, no change of it would save anything.`,
    ],
    next: [nothingToDo(study)],
    notes: unpricedNote(study),
  });
}

/** 'campaign_history backfill has ended: it has not run since 9 Oct, 22 days, more than twice its usual pause.' */
function headline(study: JobStudy, quiet: Silence): Line {
  const verb = strong(words(isScheduled(study) ? 'has stopped:' : 'has ended:'));
  const days = figures(study, 'facts/job_quiet_days').days(
    'silent.days',
    'days without a run or cost',
    quiet.days,
  );
  return line`${strong(study.subject)} ${verb} ${silenceText(study)}, ${days} days and more than twice its usual pause.`;
}

export function nothingToDo(study: JobStudy): Line {
  return isScheduled(study)
    ? line`ask its owner whether it was meant to stop, because it still has a schedule (*Owner and dependents*).`
    : line`nothing; if it runs again, ask again.`;
}

function isScheduled(study: JobStudy): boolean {
  return study.profile_row.schedule_cron !== null;
}
