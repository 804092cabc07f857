// What is known before an attempt starts, and the shape it is given: the words attempt and outcome share.
import type { CalendarDay } from './calendar.ts';
import type { DayEffect } from './effects.ts';
import type { JobSpec } from './job_spec.ts';
import type { Job } from './jobs.ts';

export interface AttemptPlan {
  readonly job: Job;
  readonly day: CalendarDay;
  readonly effect: DayEffect;
  readonly startMs: number;
  readonly number: number;
  readonly previousFailed: boolean;
  /** An upstream job whose newest results are missing. */
  readonly failedUpstream: JobSpec | null;
  readonly jobEffect: number;
  /** A stream stops when the next planned run takes over. */
  readonly lastEndMs: number;
}

/** Every draw in a fixed order, so that a change of one cause leaves the luck of the others as it was. */
export interface Luck {
  readonly duration: number;
  readonly workers: number;
  readonly spot: number;
  readonly evictions: number;
  readonly fail: number;
  readonly cancel: number;
  readonly progress: number;
  readonly repair: number;
  readonly upstream: number;
}

export interface Shape {
  readonly minutes: number;
  readonly worker: string;
  readonly workers: number;
  readonly minNodes: number;
  readonly maxNodes: number;
  /** null on serverless. */
  readonly spotRatio: number | null;
}
