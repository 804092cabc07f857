// Monitor: where the cost of a warehouse or cluster is heading.
import { ratio } from '#src/lib/stats.ts';
import { type Line, line, words } from '#src/reports/line.ts';
import type { ComputeStudy } from '../../study/compute_study.ts';
import { figures } from '../common/figures.ts';
import { periodBefore, said } from '../common/phrases.ts';
import { trendOf } from '../common/trend.ts';
import type { Narration } from '../draft.ts';
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
  const theirs = ratio((sum('cost_micros') - sum('previous_cost_micros')) * 100, sum('previous_cost_micros'));
  const own = totals(study, 'previous').costMicros;
  const mine = ratio((totals(study, 'current').costMicros - own) * 100, own);
  if (!study.window.hasPrevious || theirs === null || mine === null || others.length < 2) return null;
  const f = figures(study, 'facts/compute_peers');
  const change = f.percentDelta('change.pct', 'change of cost on the period before', mine);
  return line`Against ${periodBefore(study)} it moved by ${change}; the other ${words(nouns(study)[1])} together by ${f.percentDelta('peers.change.pct', 'change of the cost of all others on the period before', theirs)}.`;
}
