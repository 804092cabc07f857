// What is true about the sample account and nobody may look up but tests and evaluations.
import type { FAILURE_COEFFICIENTS } from './failure_model.ts';

export interface ScenarioTruth {
  readonly id: string;
  readonly kind: string;
  /** One sentence a person would write after the investigation. */
  readonly summary: string;
  /** 'job:<id>', 'warehouse:<id>', 'cluster:<id>', 'compute_type:<SKU>'. */
  readonly entities: readonly string[];
  /** The names behind the entities, for people. */
  readonly names: readonly string[];
  readonly from: string;
  readonly to: string;
  /** The cause an investigation should reach first. */
  readonly expectedFirstCause: string;
  readonly effect: {
    readonly unit: 'usd' | 'percent' | 'runs';
    readonly value: number;
    readonly measure: string;
  };
  /** table.column where it shows. */
  readonly fields: readonly string[];
}

export interface Truth {
  readonly seed: string;
  readonly scale: number;
  readonly firstDay: string;
  readonly asOf: string;
  readonly costBasis: string;
  readonly scenarios: readonly ScenarioTruth[];
  readonly failureModel: {
    readonly form: string;
    readonly coefficients: typeof FAILURE_COEFFICIENTS;
    readonly appliesTo: string;
  };
}
