// Of a run: cost, DBUs, length, size and evictions, and what such a run usually costs and takes.
import { sum } from '#src/lib/stats.ts';
import { figures } from '../../narration/common/figures.ts';
import { costFact, durationFact, siblings, sizeOf, usual } from '../../narration/job_run/run_measures.ts';
import type { RunStudy } from '../../study/run_study.ts';

export function runFacts(study: RunStudy): void {
  costFact(study);
  durationFact(study);
  const dbus = sum(study.usage.map((row) => row.dbu_micros));
  if (dbus > 0) figures(study, 'facts/run_usage').dbu('dbus', 'DBUs consumed by the run', dbus / 1e6);
  const size = sizeOf(study.self);
  if (size !== null) figures(study, 'facts/run_profile').count('size', 'workers at most', size);
  const evictions = study.events.filter(({ event_type }) => event_type === 'SPOT_EVICTION').length;
  if (evictions > 0) figures(study, 'facts/run_events').count('evictions', 'evictions of the run', evictions);
  addUsual(study);
}

function addUsual(study: RunStudy): void {
  const ms = usual(study, (item) => item.duration_ms);
  if (ms === null) return;
  siblings(study).minutes('duration.usual', 'median duration of good runs in the month before', ms / 60_000);
}
