// One OpenAI-compatible model behind the port: temperature 0, one answer, a deadline.
import OpenAI from 'openai';
import type { LanguageModel } from '../parts.ts';

export interface ModelOptions {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly model: string;
  /** The narration is sent when the model takes longer. Default 20 s. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
}

const MAX_TOKENS = 900;

export function openAiCompatible({
  baseUrl,
  apiKey,
  model,
  timeoutMs = 20_000,
  fetch,
}: ModelOptions): LanguageModel {
  const client = new OpenAI({
    baseURL: baseUrl,
    apiKey,
    timeout: timeoutMs,
    maxRetries: 1,
    ...(fetch ? { fetch } : {}),
  });
  return {
    name: model,
    async complete(prompt) {
      try {
        return await ask(client, model, prompt, timeoutMs);
      } catch (error) {
        // What an endpoint answers is kept in the trace; a key it echoes must not be.
        throw new Error((error as Error).message.replaceAll(apiKey, '[key]'));
      }
    },
  };
}

async function ask(
  client: OpenAI,
  model: string,
  { system, user }: { readonly system: string; readonly user: string },
  timeoutMs: number,
): Promise<string> {
  const reply = await client.chat.completions.create(
    {
      model,
      temperature: 0,
      max_tokens: MAX_TOKENS,
      messages: [
        { role: 'system', content: system },
        { role: 'user', content: user },
      ],
    },
    // Retries included: people wait no longer than this.
    { signal: AbortSignal.timeout(timeoutMs) },
  );
  const content: unknown = reply.choices[0]?.message?.content;
  return typeof content === 'string' ? content : '';
}
