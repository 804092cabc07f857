// The settings the copilot itself needs, taken from the environment's.

import type { Settings } from './env.ts';
import { projectPath } from './paths.ts';

export interface CopilotSettings {
  readonly corpusDir: string;
  readonly buildDir: string;
  readonly spotDiscount: number;
  readonly model: { readonly baseUrl: string; readonly apiKey: string; readonly model: string } | null;
}

export function copilotSettings(settings: Settings): CopilotSettings {
  const { LLM_PROVIDER, LLM_BASE_URL, LLM_API_KEY, LLM_MODEL } = settings;
  const hasModel = LLM_PROVIDER !== 'none' && LLM_BASE_URL && LLM_API_KEY && LLM_MODEL;
  return {
    corpusDir: projectPath('corpus'),
    buildDir: projectPath('data/build'),
    spotDiscount: settings.SPOT_DISCOUNT,
    model: hasModel ? { baseUrl: LLM_BASE_URL, apiKey: LLM_API_KEY, model: LLM_MODEL } : null,
  };
}
