// The settings the copilot itself needs, taken from the environment's.

import type { Settings } from './env.ts';
import { type ModelSettings, modelSettings } from './llm_settings.ts';
import { projectPath } from './paths.ts';

export interface CopilotSettings {
  readonly corpusDir: string;
  readonly buildDir: string;
  readonly spotDiscount: number;
  readonly model: ModelSettings | null;
}

export function copilotSettings(settings: Settings): CopilotSettings {
  return {
    corpusDir: projectPath('corpus'),
    buildDir: projectPath('data/build'),
    spotDiscount: settings.SPOT_DISCOUNT,
    model: modelSettings(settings),
  };
}
