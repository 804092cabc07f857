// What an incident or a change does to a job on some days; scenarios are lists of these.
import type { IsoDay } from '#src/lib/dates.ts';
import type { ErrorFamily } from './error_texts.ts';

export interface Effect {
  /** The scenario it belongs to; a scenario's true effect is the account with it minus the account without. */
  readonly scenario: string;
  readonly job: string;
  readonly from: IsoDay;
  /** Inclusive. */
  readonly to: IsoDay;
  /** Which of several causes inside the scenario this is; their shares of the cost are told apart in the truth. */
  readonly part?: string;
  /** Factors on run time, workers and spot evictions. */
  readonly duration?: number;
  readonly workers?: number;
  readonly evictions?: number;
  /** Factors grow evenly from 1 on the first day to their value on the last. */
  readonly ramp?: boolean;
  /** Replaces the job's spot share. */
  readonly spot?: number;
  /** Minutes of waiting for capacity with the driver running. */
  readonly waitMinutes?: number;
  readonly extraRuns?: number;
  /** Added to the log-odds of failure. */
  readonly failLogit?: number;
  /** The first this many attempts of the day's first run fail. */
  readonly failFirst?: number;
  readonly error?: ErrorFamily;
  /** Share of the run time after which those attempts fail; drawn when not given. */
  readonly failAt?: number;
  /** Nobody cancels the job and failures upstream do not reach it. */
  readonly steady?: boolean;
  /** The tables the day's first run reads are not there. */
  readonly blocked?: boolean;
  /** Replaces parts of the cluster's configuration. */
  readonly worker?: string;
  readonly minNodes?: number;
  readonly maxNodes?: number;
}

/** All effects on one job on one day, folded together. */
export interface DayEffect {
  readonly duration: number;
  readonly workers: number;
  readonly evictions: number;
  readonly spot: number | null;
  readonly waitMinutes: number;
  readonly extraRuns: number;
  readonly failLogit: number;
  readonly failFirst: number;
  readonly error: ErrorFamily | null;
  readonly failAt: number | null;
  readonly steady: boolean;
  readonly blocked: boolean;
  readonly worker: string | null;
  readonly minNodes: number | null;
  readonly maxNodes: number | null;
}

const NO_EFFECT: DayEffect = {
  duration: 1,
  workers: 1,
  evictions: 1,
  spot: null,
  waitMinutes: 0,
  extraRuns: 0,
  failLogit: 0,
  failFirst: 0,
  error: null,
  failAt: null,
  steady: false,
  blocked: false,
  worker: null,
  minNodes: null,
  maxNodes: null,
};

export function effectOn(
  effects: readonly Effect[],
  day: IsoDay,
  indexOf: (day: IsoDay) => number,
): DayEffect {
  let folded = NO_EFFECT;
  for (const effect of effects) {
    if (day >= effect.from && day <= effect.to) folded = fold(folded, effect, progress(effect, day, indexOf));
  }
  return folded;
}

function progress(effect: Effect, day: IsoDay, indexOf: (day: IsoDay) => number): number {
  if (!effect.ramp) return 1;
  const first = indexOf(effect.from);
  return (indexOf(day) - first) / Math.max(1, indexOf(effect.to) - first);
}

function fold(a: DayEffect, e: Effect, share: number): DayEffect {
  const factor = (f = 1) => 1 + (f - 1) * share;
  return {
    duration: a.duration * factor(e.duration),
    workers: a.workers * factor(e.workers),
    evictions: a.evictions * factor(e.evictions),
    spot: e.spot ?? a.spot,
    waitMinutes: a.waitMinutes + (e.waitMinutes ?? 0),
    extraRuns: a.extraRuns + (e.extraRuns ?? 0),
    failLogit: a.failLogit + (e.failLogit ?? 0),
    failFirst: Math.max(a.failFirst, e.failFirst ?? 0),
    error: e.error ?? a.error,
    failAt: e.failAt ?? a.failAt,
    steady: a.steady || (e.steady ?? false),
    blocked: a.blocked || (e.blocked ?? false),
    worker: e.worker ?? a.worker,
    minNodes: e.minNodes ?? a.minNodes,
    maxNodes: e.maxNodes ?? a.maxNodes,
  };
}
