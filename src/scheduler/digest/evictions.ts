// Judges spot evictions over the whole account: a storm shows in many jobs at once, a little in each.
import { median, sum } from '#src/lib/stats.ts';
import type { Subject } from './subject.ts';
import { USUAL_BASES, usualOf } from './usual.ts';

export interface EvictionStorm {
  readonly evictions: number;
  readonly usual: number;
  /** Most evictions first. */
  readonly jobs: readonly Subject[];
  /** What these jobs cost above their usual; never negative. */
  readonly excessMicros: number;
}

const LEAST_EVICTIONS = 10;
const TIMES_THE_MOST = 2;

export function judgeEvictions(subjects: readonly Subject[]): EvictionStorm | null {
  const jobs = subjects.filter(({ runs }) => runs.evictions > 0);
  const evictions = sum(jobs.map(({ runs }) => runs.evictions));
  const usual = usualEvictions(subjects);
  if (usual.length === 0 || evictions < LEAST_EVICTIONS) return null;
  if (evictions < TIMES_THE_MOST * Math.max(...usual)) return null;
  const ordered = [...jobs].sort((a, b) => b.runs.evictions - a.runs.evictions || (a.id < b.id ? -1 : 1));
  return { evictions, usual: Math.round(median(usual)!), jobs: ordered, excessMicros: sum(jobs.map(excess)) };
}

function usualEvictions(subjects: readonly Subject[]): number[] {
  const bases = Math.min(USUAL_BASES, subjects[0]?.baseRuns.length ?? 0);
  return Array.from({ length: bases }, (_, i) => sum(subjects.map(({ baseRuns }) => baseRuns[i]!.evictions)));
}

function excess({ now, bases }: Subject): number {
  const usual = usualOf(bases.map((amounts) => amounts.costMicros)).micros;
  return Math.max(0, now.costMicros - usual);
}
