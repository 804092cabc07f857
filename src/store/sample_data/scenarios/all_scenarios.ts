// Every planted story, and the effects that only make the account look usual.
import type { Effect } from '../effects.ts';
import { configRegression } from './config_regression.ts';
import { costSpikes } from './cost_spikes.ts';
import { LEDGER_IS_STEADY, nightlyLedger } from './nightly_ledger.ts';
import { optimisationRollout } from './optimisation_rollout.ts';
import { RECO_IS_USUALLY_LUCKY, recoTraining } from './reco_training.ts';
import type { JobBook, Scenario } from './scenario.ts';
import { spotStorm } from './spot_storm.ts';
import { standingWaste } from './standing_waste.ts';
import { upstreamCascade } from './upstream_cascade.ts';

export function allScenarios(book: JobBook): Scenario[] {
  return [
    nightlyLedger(),
    recoTraining(),
    ...costSpikes(book),
    upstreamCascade(book),
    configRegression(book),
    spotStorm(book),
    optimisationRollout(book),
    ...standingWaste(book),
  ];
}

export const BACKGROUND_EFFECTS: readonly Effect[] = [LEDGER_IS_STEADY, RECO_IS_USUALLY_LUCKY];
