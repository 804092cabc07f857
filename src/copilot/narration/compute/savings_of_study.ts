// The savings of the warehouse or cluster being looked at.
import { type ComputeStudy, periodDays } from '../../study/compute_study.ts';
import type { Saving } from '../common/saving.ts';
import { awake, configInForce, hasQueries, idleHours, totals } from './compute_measures.ts';
import { type ComputeUse, savingsOf } from './compute_savings.ts';

export function savingsOfStudy(study: ComputeStudy): Saving[] {
  return savingsOf(useOf(study));
}

export function useOf(study: ComputeStudy): ComputeUse {
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
    cpuRows: cpuRows(study),
    timed: hasQueries(study) ? (study.querySpeed?.timed ?? 0) : 0,
    slow: study.querySpeed?.slow ?? 0,
  };
}

function cpuRows(study: ComputeStudy): number {
  const [from, to] = periodDays(study, 'current');
  const rows = study.daily.filter((row) => row.day >= from && row.day <= to);
  return rows.reduce((sum, row) => sum + row.cpu_rows, 0);
}
