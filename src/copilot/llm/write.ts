// Who writes the explanation: the model when there is one and everything it says can be shown to be true, the narration otherwise.
import { errorText, UserError } from '#src/lib/errors.ts';
import type { FactSheet } from '#src/reports/facts.ts';
import type { EntityName } from '#src/reports/line.ts';
import type { Draft, Prompt, Verdict } from '../answer_types.ts';
import { createGate, type Gate } from '../grounding/gate.ts';
import { parseModelText } from '../grounding/parse_model_text.ts';
import { reasonsText, secondPrompt } from '../grounding/second_try.ts';
import { namesOf, quotableIn, subjectIn, surroundingsIn } from '../grounding/shown.ts';
import { countFacts } from '../grounding/verify.ts';
import type { Narration } from '../narration/draft.ts';
import type { Completion, LanguageModel, ModelCall, ModelPrompt } from '../parts.ts';
import { modelFailure } from './model.ts';
import { TIMEOUT_MS } from './openai_compatible.ts';

export interface WriteInput {
  readonly prompt: Prompt;
  readonly narration: Narration;
  readonly sheet: FactSheet;
  /** null: no model is configured, or there is nothing to explain. */
  readonly model: LanguageModel | null;
  /** Names of everything there is: a name swapped in is known for one. */
  readonly accountNames?: readonly EntityName[];
  /** For both tries together. Default 18 s: with the facts before it, an answer takes less than 20. */
  readonly deadlineMs?: number;
}

export interface Written {
  readonly draft: Draft;
  readonly model: string;
  /** Both texts when there were two. */
  readonly modelOutput: string | null;
  /** One for each text the model handed in. */
  readonly modelCalls: readonly ModelCall[];
  readonly verdict: Verdict;
  readonly withheld: string | null;
}

interface Try {
  readonly output: string;
  readonly unusable: string | null;
  readonly call: ModelCall | null;
  readonly draft: Draft;
  readonly verdict: Verdict;
}

const DEADLINE_MS = TIMEOUT_MS;
const SECOND = '\n\n=== second try ===\n\n';
const OWN = 'This is the built-in narration.';

export async function write(input: WriteInput): Promise<Written> {
  const { narration, sheet, model } = input;
  const own = { draft: narration, model: 'no model', verdict: countFacts(narration, sheet) };
  if (!model) return { ...own, modelOutput: null, modelCalls: [], withheld: null };
  const { tries, error } = await askTwice(input, model);
  const failure = error === null ? [] : [failureText(error)];
  const kept = {
    modelOutput: [...tries.map(({ output }) => output), ...failure].join(SECOND),
    modelCalls: tries.flatMap(({ call }) => call ?? []),
  };
  const last = tries.at(-1);
  if (last && isGood(last))
    return {
      draft: { ...last.draft, notes: narration.notes },
      model: model.name,
      ...kept,
      verdict: last.verdict,
      withheld: null,
    };
  const { rejected, violations } = last?.verdict ?? own.verdict;
  return {
    ...own,
    verdict: { ...own.verdict, rejected, violations },
    ...kept,
    withheld: withheldText(model.name, last, error),
  };
}

/** The second time only what the first text can be mended by: nothing, when there is none. */
async function askTwice(
  input: WriteInput,
  model: LanguageModel,
): Promise<{ readonly tries: readonly Try[]; readonly error: unknown }> {
  const { prompt, sheet } = input;
  const deadline = deadlineIn(input.deadlineMs ?? DEADLINE_MS, model.name);
  const tries: Try[] = [];
  try {
    const gate = gateFor(input);
    const ask = async (text: ModelPrompt) =>
      tried(await Promise.race([model.complete(text, deadline.signal), deadline.passed]), sheet, gate);
    const first = await ask(prompt);
    tries.push(first);
    if (!isGood(first) && first.unusable === null)
      tries.push(await ask(secondPrompt(prompt, first.output, first.verdict.violations)));
    return { tries, error: null };
  } catch (error) {
    return { tries, error };
  } finally {
    deadline.clear();
  }
}

function tried(completion: Completion | string, sheet: FactSheet, gate: Gate): Try {
  const { text: output, unusable, call } = typeof completion === 'string' ? bare(completion) : completion;
  const draft = parseModelText(output, sheet);
  return { output, unusable, call, draft, verdict: gate(draft) };
}

function bare(text: string) {
  return { text, unusable: null, call: null };
}

function isGood({ draft, verdict, unusable }: Try): boolean {
  return unusable === null && verdict.violations.length === 0 && draft.headline.length > 0;
}

/** One line for operators, with the status where there was one. */
function failureText(error: unknown): string {
  if (!(error instanceof UserError)) return errorText(error).split('\n')[0] ?? '';
  return typeof error.cause === 'string' ? `${error.message} (${error.cause})` : error.message;
}

function gateFor({ prompt, narration, sheet, accountNames = [] }: WriteInput): Gate {
  const subject = subjectIn(prompt);
  const surroundings = surroundingsIn(prompt);
  const { facts } = sheet;
  return createGate({
    facts,
    subject,
    names: namesOf({ subject, narration, facts, surroundings, accountNames }),
    accountNames,
    surroundings,
    narration,
    quotable: quotableIn(prompt),
    vocabulary: prompt.user,
  });
}

/** Nobody waits longer than this, however many tries there are; what is still under way is given up. */
function deadlineIn(
  ms: number,
  name: string,
): { readonly passed: Promise<never>; readonly signal: AbortSignal; readonly clear: () => void } {
  const controller = new AbortController();
  let timer: NodeJS.Timeout;
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(modelFailure(name, 'model_late'));
      controller.abort();
    }, ms);
  });
  // Nobody may be listening when the answer was in time.
  passed.catch(() => {});
  return { passed, signal: controller.signal, clear: () => clearTimeout(timer) };
}

function withheldText(name: string, last: Try | undefined, error: unknown): string {
  if (last && last.verdict.violations.length > 0 && last.unusable === null)
    return `The text of ${name} was withheld: ${reasonsText(last.verdict.violations)}. ${OWN}`;
  if (error instanceof UserError) return `${error.message} ${OWN}`;
  if (error !== null) return `${name} did not answer. ${OWN}`;
  return `${last?.unusable ?? `${name} returned no text.`} ${OWN}`;
}
