// The savings of the warehouse or cluster being looked at.
import type { ComputeStudy } from '../../study/compute_study.ts';
import { awake, configInForce, idleHours, queryTimes, totals } from './compute_measures.ts';
import { type ComputeUse, type Saving, savingsOf } from './compute_savings.ts';

export function savingsOfStudy(study: ComputeStudy): Saving[] {
  return savingsOf(useOf(study));
}

function useOf(study: ComputeStudy): ComputeUse {
  const { costMicros, dbuMicros, cpuPct } = totals(study, 'current');
  const run = awake(study, 'current');
  return {
    kind: study.kind,
    costMicros,
    dbuMicros,
    awakeHours: run?.hours ?? null,
    stops: run?.stretches.filter((stretch) => stretch.stopped).length ?? 0,
    idleHours: idleHours(study)?.idleHours ?? null,
    config: configInForce(study),
    cpuPct,
    tailMs: queryTimes(study, 'current')?.p95_ms ?? null,
  };
}
