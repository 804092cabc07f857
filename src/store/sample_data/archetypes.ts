// The seven kinds of jobs: how each usually runs, scales, uses its machines and fails.

export type Archetype =
  | 'nightly_etl'
  | 'hourly_ingest'
  | 'streaming'
  | 'ml_training'
  | 'bi_refresh'
  | 'ad_hoc'
  | 'maintenance';

interface ArchetypeTraits {
  /** Mean CPU percent over the run. */
  readonly cpu: number;
  /** Share of the machine's memory in use. */
  readonly memory: number;
  /** Standard deviation of log duration between runs. */
  readonly noise: number;
  /** Work on a Saturday or Sunday against a weekday. */
  readonly weekend: number;
  /** How strongly run time follows data volume (growth and month end). */
  readonly elasticity: number;
  /** Extra work in the three month-end days, as a factor of run time. */
  readonly monthEnd: number;
  readonly retries: number;
  /** Minutes before the first task runs. */
  readonly startup: number;
  readonly spot: number;
  readonly autoscales: boolean;
}

export const ARCHETYPES: Readonly<Record<Archetype, ArchetypeTraits>> = {
  nightly_etl: {
    cpu: 61,
    memory: 0.58,
    noise: 0.12,
    weekend: 0.82,
    elasticity: 1,
    monthEnd: 1.25,
    retries: 1,
    startup: 5,
    spot: 0.6,
    autoscales: true,
  },
  hourly_ingest: {
    cpu: 44,
    memory: 0.41,
    noise: 0.16,
    weekend: 0.7,
    elasticity: 0.8,
    monthEnd: 1.05,
    retries: 2,
    startup: 3,
    spot: 0.5,
    autoscales: false,
  },
  streaming: {
    cpu: 37,
    memory: 0.49,
    noise: 0.03,
    weekend: 0.9,
    elasticity: 0.3,
    monthEnd: 1,
    retries: 1,
    startup: 4,
    spot: 0,
    autoscales: true,
  },
  ml_training: {
    cpu: 76,
    memory: 0.66,
    noise: 0.2,
    weekend: 1,
    elasticity: 0.7,
    monthEnd: 1,
    retries: 1,
    startup: 7,
    spot: 0.75,
    autoscales: false,
  },
  bi_refresh: {
    cpu: 52,
    memory: 0.45,
    noise: 0.14,
    weekend: 0.6,
    elasticity: 0.6,
    monthEnd: 1.35,
    retries: 1,
    startup: 3,
    spot: 0.3,
    autoscales: true,
  },
  ad_hoc: {
    cpu: 48,
    memory: 0.52,
    noise: 0.55,
    weekend: 0.8,
    elasticity: 0.3,
    monthEnd: 1,
    retries: 0,
    startup: 5,
    spot: 0.5,
    autoscales: true,
  },
  maintenance: {
    cpu: 29,
    memory: 0.33,
    noise: 0.18,
    weekend: 1,
    elasticity: 0.5,
    monthEnd: 1,
    retries: 0,
    startup: 4,
    spot: 0.4,
    autoscales: false,
  },
};
