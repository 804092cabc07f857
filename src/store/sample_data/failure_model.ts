// Why runs fail in the sample account: a logistic model of things the tables show, so that a learner can be scored on it.
import { clamp } from './rounding.ts';

interface RunFeatures {
  /** Measured spot share of the run; 0 on serverless. */
  readonly spotRatio: number;
  /** Spot evictions during the run. */
  readonly evictions: number;
  /** Starts between 00:00 and 03:59 UTC. */
  readonly isNight: boolean;
  readonly isMonthEnd: boolean;
  /** The job's attempt before this one failed. */
  readonly previousFailed: boolean;
  readonly isFixedSize: boolean;
}

/** Log-odds; written to the truth file. */
export const FAILURE_COEFFICIENTS = {
  intercept: -4.35,
  spot_ratio: 1.6,
  /** Per eviction, counted up to three. */
  evictions: 0.95,
  starts_at_night_utc: 0.45,
  is_month_end: 0.65,
  previous_attempt_failed: 0.8,
  is_fixed_size: 0.35,
  /** Standard deviation of each job's own constant. */
  job_effect_sd: 0.45,
} as const;

export function failureProbability(features: RunFeatures, jobEffect: number, extraLogit: number): number {
  const c = FAILURE_COEFFICIENTS;
  const logit =
    c.intercept +
    jobEffect +
    extraLogit +
    c.spot_ratio * features.spotRatio +
    c.evictions * Math.min(3, features.evictions) +
    c.starts_at_night_utc * Number(features.isNight) +
    c.is_month_end * Number(features.isMonthEnd) +
    c.previous_attempt_failed * Number(features.previousFailed) +
    c.is_fixed_size * Number(features.isFixedSize);
  return 1 / (1 + Math.exp(-clamp(logit, -30, 30)));
}
