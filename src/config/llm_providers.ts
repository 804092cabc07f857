// The providers of language models that can be named in a setting, each with where it is asked, with which key, for which model.

export interface LlmProvider {
  /** null: a setting names it. */
  readonly baseUrl: string | null;
  /** The setting its key is read from, unless LLM_API_KEY is set. */
  readonly keyName: LlmKeyName;
  /** null: LLM_MODEL names it. */
  readonly model: string | null;
  /** Whether a temperature of 0 is accepted. */
  readonly temperature: boolean;
  /** How its interface calls the most tokens a text may have. */
  readonly limitName: 'max_tokens' | 'max_completion_tokens';
  /** Rewording needs no long thought, and thought is paid and waited for. null: not sent. */
  readonly reasoningEffort: 'none' | 'low' | null;
}

export type LlmKeyName =
  | 'LLM_API_KEY'
  | 'OPENAI_API_KEY'
  | 'GEMINI_API_KEY'
  | 'XAI_API_KEY'
  | 'DATABRICKS_TOKEN';

export const LLM_PROVIDER_NAMES = ['none', 'openai', 'gemini', 'grok', 'databricks', 'compatible'] as const;
export type LlmProviderName = Exclude<(typeof LLM_PROVIDER_NAMES)[number], 'none'>;

/** Addresses and models as the providers' own pages name them in November 2026. */
export const LLM_PROVIDERS: Readonly<Record<LlmProviderName, LlmProvider>> = {
  openai: {
    baseUrl: 'https://api.openai.com/v1',
    keyName: 'OPENAI_API_KEY',
    model: 'gpt-6-luna',
    temperature: false,
    limitName: 'max_completion_tokens',
    reasoningEffort: 'none',
  },
  gemini: {
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
    keyName: 'GEMINI_API_KEY',
    model: 'gemini-3.5-flash',
    temperature: true,
    limitName: 'max_tokens',
    reasoningEffort: 'low',
  },
  grok: {
    baseUrl: 'https://api.x.ai/v1',
    keyName: 'XAI_API_KEY',
    model: 'grok-4.3',
    temperature: true,
    limitName: 'max_tokens',
    reasoningEffort: 'none',
  },
  // The base URL is made from DATABRICKS_HOST; the model is the name of a serving endpoint.
  databricks: {
    baseUrl: null,
    keyName: 'DATABRICKS_TOKEN',
    model: 'databricks-claude-sonnet-4-5',
    temperature: true,
    limitName: 'max_tokens',
    reasoningEffort: null,
  },
  compatible: {
    baseUrl: null,
    keyName: 'LLM_API_KEY',
    model: null,
    temperature: true,
    limitName: 'max_tokens',
    reasoningEffort: null,
  },
};
