// One OpenAI-compatible model behind the port: no chance where that can be asked for, a deadline, retries that keep to it.
import OpenAI from 'openai';
import { type Clock, systemClock } from '#src/lib/dates.ts';
import { UserError } from '#src/lib/errors.ts';
import { hashOf } from '#src/lib/hash.ts';
import type { Completion, ModelPrompt } from '../parts.ts';
import { type Guard, guardedFetch } from './guarded_fetch.ts';
import { type FailureCode, type Model, modelFailure } from './model.ts';
import { type Reply, readReply } from './read_reply.ts';
import { redactKey } from './redact_key.ts';

export interface ModelOptions {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly model: string;
  /** Whether a temperature of 0 is accepted. Default true. */
  readonly temperature?: boolean;
  readonly limitName?: 'max_tokens' | 'max_completion_tokens';
  readonly reasoningEffort?: 'none' | 'low' | null;
  /** US dollars per million tokens. */
  readonly prices?: { readonly input: number; readonly output: number } | null;
  /** For one text, retries included. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
  readonly clock?: Clock;
}

/** The most a text may have; with room for a little thought. */
export const MOST_TOKENS = 2000;
export const TIMEOUT_MS = 18_000;
const RETRIES = 2;

type Parameters = Readonly<Record<string, string | number>>;

export function openAiCompatible(options: ModelOptions): Model {
  const { model, prices = null } = options;
  const wanted = parametersOf(options);
  // What the endpoint said it does not know: not sent again.
  const refused = new Set<string>();
  return {
    name: model,
    async complete(prompt, signal) {
      const { reply, parameters } = await askUntilAccepted(options, prompt, wanted, refused, signal);
      const used = reply.usage;
      return {
        text: redactKey(reply.text, options.apiKey),
        unusable: reply.unusable && SAID[reply.unusable](model),
        call: {
          requestHash: hashOf({ identity: identityOf(options), system: prompt.system, user: prompt.user }),
          parameters,
          inputTokens: used?.inputTokens ?? null,
          outputTokens: used?.outputTokens ?? null,
          microUsd: used && prices ? costOf(used, prices) : null,
          cached: false,
          masked: 0,
        },
      } satisfies Completion;
    },
  };
}

/** All that tells a request from another one with the same prompt. */
export function identityOf(options: ModelOptions): unknown {
  return { baseUrl: options.baseUrl, model: options.model, parameters: parametersOf(options) };
}

const SAID = {
  refused: (name: string) => `${name} declined to write.`,
  cut_off: (name: string) => `The text of ${name} was cut off before its end.`,
};

/** Dollars per million tokens are micro-dollars per token; rounded up, so that a cap holds. */
export function costOf(
  used: { readonly inputTokens: number; readonly outputTokens: number },
  prices: { readonly input: number; readonly output: number },
): number {
  return Math.ceil(used.inputTokens * prices.input + used.outputTokens * prices.output);
}

function parametersOf({
  temperature = true,
  limitName = 'max_tokens',
  reasoningEffort,
}: ModelOptions): Parameters {
  return {
    [limitName]: MOST_TOKENS,
    ...(temperature ? { temperature: 0 } : {}),
    ...(reasoningEffort ? { reasoning_effort: reasoningEffort } : {}),
  };
}

/** A parameter an endpoint complains of is left out, once each. */
async function askUntilAccepted(
  options: ModelOptions,
  prompt: ModelPrompt,
  wanted: Parameters,
  refused: Set<string>,
  signal: AbortSignal | undefined,
): Promise<{ readonly reply: Reply; readonly parameters: Parameters }> {
  // Retries included: people wait no longer than this.
  const timeout = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  const either = signal ? AbortSignal.any([signal, timeout]) : timeout;
  for (;;) {
    const parameters = Object.fromEntries(Object.entries(wanted).filter(([name]) => !refused.has(name)));
    try {
      return { reply: await ask(options, prompt, parameters, either), parameters };
    } catch (error) {
      const name = error instanceof UserError ? null : refusedParameter(error, parameters);
      if (name === null)
        throw error instanceof UserError
          ? error
          : modelFailure(options.model, 'model_refused_request', 'HTTP 400');
      refused.add(name);
    }
  }
}

/** Throws a UserError; another error when the request itself was found wrong. */
async function ask(
  options: ModelOptions,
  { system, user }: ModelPrompt,
  parameters: Parameters,
  signal: AbortSignal,
): Promise<Reply> {
  const { baseUrl, apiKey, model, timeoutMs = TIMEOUT_MS, clock = systemClock } = options;
  const guard = guardedFetch({ fetch: options.fetch ?? fetch, clock, timeoutMs });
  const client = new OpenAI({
    baseURL: baseUrl,
    apiKey,
    // Not from the environment: they belong to whoever set them there.
    organization: null,
    project: null,
    timeout: timeoutMs,
    maxRetries: RETRIES,
    logLevel: 'off',
    fetch: guard.fetch,
  });
  const messages = [
    { role: 'system' as const, content: system },
    { role: 'user' as const, content: user },
  ];
  const body = { model, messages, ...parameters } as OpenAI.ChatCompletionCreateParamsNonStreaming;
  try {
    const reply = readReply(await client.chat.completions.create(body, { signal }));
    if (!reply) throw modelFailure(model, 'model_nonsense');
    return reply;
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (error instanceof OpenAI.BadRequestError && !guard.seen.failure) throw error;
    throw modelFailure(
      model,
      codeOf(error, guard.seen, signal),
      guard.seen.status ? `HTTP ${guard.seen.status}` : '',
    );
  }
}

const BY_STATUS: Readonly<Record<number, Exclude<FailureCode, 'model_cap'>>> = {
  401: 'model_key',
  403: 'model_key',
  404: 'model_unknown',
  408: 'model_late',
  429: 'model_too_often',
};

function codeOf(error: unknown, seen: Guard['seen'], signal: AbortSignal): Exclude<FailureCode, 'model_cap'> {
  if (seen.failure) return seen.failure;
  const { status } = seen;
  if (status !== null && (status === 429 || status >= 500)) return BY_STATUS[status] ?? 'model_fault';
  if (signal.aborted || error instanceof OpenAI.APIConnectionTimeoutError) return 'model_late';
  if (status === null) return 'model_unreachable';
  return BY_STATUS[status] ?? (status >= 400 ? 'model_refused_request' : 'model_nonsense');
}

/** The parameter a complaint names; null when it is none that can be left out. */
function refusedParameter(error: unknown, parameters: Parameters): string | null {
  if (!(error instanceof OpenAI.BadRequestError)) return null;
  const said = `${error.param ?? ''} ${error.message}`;
  return (
    ['temperature', 'reasoning_effort'].find((name) => name in parameters && said.includes(name)) ?? null
  );
}
