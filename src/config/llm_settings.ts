// What the settings of the language model amount to: one model to ask, or what is missing.
import type { Settings } from './env.ts';
import { LLM_PROVIDERS, type LlmProvider, type LlmProviderName } from './llm_providers.ts';

export interface LlmPrices {
  /** US dollars per million tokens, which is micro-dollars per token. */
  readonly input: number;
  readonly output: number;
}

export interface ModelSettings extends Pick<LlmProvider, 'temperature' | 'limitName' | 'reasoningEffort'> {
  readonly provider: LlmProviderName;
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly model: string;
  /** null: tokens are counted, money is not known. */
  readonly prices: LlmPrices | null;
  /** US dollars per calendar month (UTC). null: no cap. */
  readonly capUsd: number | null;
  /** Names of the account are masked before they leave, and restored after. */
  readonly anonymize: boolean;
}

/** null when no model is wanted, or the settings do not suffice: `modelProblem` says why. */
export function modelSettings(settings: Settings): ModelSettings | null {
  const provider = settings.LLM_PROVIDER;
  if (provider === 'none') return null;
  const { baseUrl, apiKey, model, row } = resolved(settings, provider);
  if (!baseUrl || !apiKey || !model) return null;
  const { LLM_PRICE_INPUT_USD: input, LLM_PRICE_OUTPUT_USD: output } = settings;
  return {
    provider,
    baseUrl,
    apiKey,
    model,
    temperature: row.temperature,
    limitName: row.limitName,
    reasoningEffort: row.reasoningEffort,
    prices: input !== undefined && output !== undefined ? { input, output } : null,
    capUsd: settings.LLM_MONTHLY_CAP_USD ?? null,
    anonymize: settings.LLM_ANONYMIZE,
  };
}

/** What is wrong with the settings of the model, as the end of a sentence; null when they are complete. */
export function modelProblem(settings: Settings): string | null {
  const provider = settings.LLM_PROVIDER;
  const { LLM_PRICE_INPUT_USD: input, LLM_PRICE_OUTPUT_USD: output } = settings;
  if ((input === undefined) !== (output === undefined))
    return 'LLM_PRICE_INPUT_USD and LLM_PRICE_OUTPUT_USD are set together or not at all';
  if (settings.LLM_MONTHLY_CAP_USD !== undefined && input === undefined)
    return 'LLM_MONTHLY_CAP_USD is set, but LLM_PRICE_INPUT_USD and LLM_PRICE_OUTPUT_USD are not: without prices nothing can be counted against it';
  if (provider === 'none') return null;
  const lacking = lackingOf(settings, provider);
  if (lacking.length === 0) return null;
  return `LLM_PROVIDER is ${provider}, but ${lacking.join(', ')} ${lacking.length > 1 ? 'are' : 'is'} not set`;
}

function lackingOf(settings: Settings, provider: LlmProviderName): string[] {
  const { baseUrl, apiKey, model, row } = resolved(settings, provider);
  return [
    ...(baseUrl ? [] : [provider === 'databricks' ? 'DATABRICKS_HOST' : 'LLM_BASE_URL']),
    ...(apiKey ? [] : [row.keyName]),
    ...(model ? [] : ['LLM_MODEL']),
  ];
}

/** A host may be pasted as the address of a browser. */
function resolved(settings: Settings, provider: LlmProviderName) {
  const row = LLM_PROVIDERS[provider];
  const host = settings.DATABRICKS_HOST?.replace(/^https:\/\//, '').replace(/\/.*$/, '');
  const own = provider === 'databricks' && host ? `https://${host}/serving-endpoints` : row.baseUrl;
  return {
    row,
    baseUrl: settings.LLM_BASE_URL ?? own,
    apiKey: settings.LLM_API_KEY ?? settings[row.keyName],
    model: settings.LLM_MODEL ?? row.model,
  };
}
