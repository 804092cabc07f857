// Monitor: where the cost of a warehouse or cluster is heading.
import { type Line, line, words } from '#src/reports/line.ts';
import type { ComputeStudy } from '../../study/compute_study.ts';
import { figures } from '../common/figures.ts';
import { periodBefore, said } from '../common/phrases.ts';
import { trendOf } from '../common/trend.ts';
import type { Narration } from '../draft.ts';
import { comparedText } from './compared.ts';
import { nouns, totals } from './compute_measures.ts';
import { unpricedNote } from './notes.ts';

export function trend(study: ComputeStudy): Narration {
  return trendOf({
    study,
    daily: study.daily,
    statement: 'facts/compute_daily',
    rising: line`find out why (*What changed?* splits it).`,
    peers: peersLine(study),
    notes: said([unpricedNote(study)]),
  });
}

/** All others of its kind together, against the period before. */
function peersLine(study: ComputeStudy): Line | null {
  const others = study.peers.filter((peer) => peer.compute_id !== study.profileRow.compute_id);
  const sum = (column: 'cost_micros' | 'previous_cost_micros') =>
    others.reduce((total, peer) => total + peer[column], 0);
  const [now, before] = [totals(study, 'current').costMicros, totals(study, 'previous').costMicros];
  if (!study.window.hasPrevious || before <= 0 || sum('previous_cost_micros') <= 0 || others.length < 2)
    return null;
  const own = comparedText(figures(study, 'facts/compute_daily'), 'change', now, before);
  const theirs = comparedText(
    figures(study, 'facts/compute_peers'),
    'peers.change',
    sum('cost_micros'),
    sum('previous_cost_micros'),
  );
  return line`Against ${periodBefore(study)} it cost ${own}; the other ${words(nouns(study)[1])} together ${theirs}.`;
}
