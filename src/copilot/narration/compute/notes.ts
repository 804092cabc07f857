// Remarks under every answer about a warehouse or cluster: what is not priced, not recorded, or only estimated.
import { plural } from '#src/lib/text.ts';
import { type Line, line, words } from '#src/reports/line.ts';
import type { ComputeStudy } from '../../study/compute_study.ts';
import { figures } from '../common/figures.ts';
import { counted, said } from '../common/phrases.ts';
import { awake, hasQueries, lacksHistory, totals } from './compute_measures.ts';

export function measureNotes(study: ComputeStudy): Line[] {
  return said([unpricedNote(study), configNote(study), hoursNote(study), historyNote(study)]);
}

export function unpricedNote(study: ComputeStudy): Line | null {
  const { unpriced } = totals(study, 'current');
  if (unpriced === 0) return null;
  const rows = figures(study, 'facts/compute_daily').count(
    'unpriced',
    'usage rows without a price',
    unpriced,
  );
  return line`${rows} usage ${words(plural(unpriced, 'row'))} ${words(unpriced === 1 ? 'has' : 'have')} no price and ${words(unpriced === 1 ? 'is' : 'are')} not in these figures.`;
}

function configNote(study: ComputeStudy): Line | null {
  if (study.profile.absent.includes('compute_config'))
    return line`This database does not record configurations, so size and auto-stop are not assessed.`;
  return study.configs.length === 0
    ? line`No configuration is recorded for it, so size and auto-stop are not assessed.`
    : null;
}

function hoursNote(study: ComputeStudy): Line | null {
  const run = awake(study, 'current');
  if (!run) return line`No starts and stops are recorded, so the hours it was awake are not assessed.`;
  if (run.guessedDays === 0) return null;
  const days = figures(study, 'facts/compute_daily').count(
    'days.guessed',
    'days with usage but without a start or stop',
    run.guessedDays,
  );
  return line`On ${counted(days, 'day')} with usage no start or stop is recorded; the hours of ${words(run.guessedDays === 1 ? 'that day' : 'those days')} are an estimate from the DBUs used.`;
}

function historyNote(study: ComputeStudy): Line | null {
  if (study.kind !== 'SQL_WAREHOUSE' || hasQueries(study)) return null;
  return study.profileRow.has_query_history === 1 && lacksHistory(study)
    ? line`No query on it is recorded, though a serverless warehouse is billed only when one was asked for: users, queries and idle hours are not assessed.`
    : line`This database holds no query history, so users, queries and idle hours are not assessed.`;
}

export function cpuNote(study: ComputeStudy): Line | null {
  return study.kind === 'SQL_WAREHOUSE'
    ? line`Warehouses report no CPU: their use is judged by queries alone.`
    : null;
}
