// Who writes the explanation: the model when there is one and everything it says can be shown to be true, the narration otherwise.
import { errorText } from '#src/lib/errors.ts';
import type { FactSheet } from '#src/reports/facts.ts';
import type { EntityName } from '#src/reports/line.ts';
import type { Draft, Prompt, Verdict } from '../answer_types.ts';
import { createGate, type Gate } from '../grounding/gate.ts';
import { parseModelText } from '../grounding/parse_model_text.ts';
import { reasonsText, secondPrompt } from '../grounding/second_try.ts';
import { namesOf, quotableIn, subjectIn, surroundingsIn } from '../grounding/shown.ts';
import { countFacts } from '../grounding/verify.ts';
import type { Narration } from '../narration/draft.ts';
import type { LanguageModel } from '../parts.ts';

export interface WriteInput {
  readonly prompt: Prompt;
  readonly narration: Narration;
  readonly sheet: FactSheet;
  /** null: no model is configured, or there is nothing to explain. */
  readonly model: LanguageModel | null;
  /** Names of everything there is: a name swapped in is known for one. */
  readonly accountNames?: readonly EntityName[];
  /** For both tries together. Default 20 s. */
  readonly deadlineMs?: number;
}

export interface Written {
  readonly draft: Draft;
  readonly model: string;
  /** Both texts when there were two. */
  readonly modelOutput: string | null;
  readonly verdict: Verdict;
  readonly withheld: string | null;
}

interface Try {
  readonly output: string;
  readonly draft: Draft;
  readonly verdict: Verdict;
}

const DEADLINE_MS = 20_000;
const SECOND = '\n\n=== second try ===\n\n';

export async function write(input: WriteInput): Promise<Written> {
  const { prompt, narration, sheet, model } = input;
  const own = { draft: narration, model: 'no model', verdict: countFacts(narration, sheet) };
  if (!model) return { ...own, modelOutput: null, withheld: null };
  const deadline = deadlineIn(input.deadlineMs ?? DEADLINE_MS);
  const tries: Try[] = [];
  let error: string | null = null;
  try {
    const gate = gateFor(input);
    const ask = async (text: { system: string; user: string }) =>
      tried(await Promise.race([model.complete(text), deadline.passed]), sheet, gate);
    tries.push(await ask(prompt));
    if (!isGood(tries[0]!))
      tries.push(await ask(secondPrompt(prompt, tries[0]!.output, tries[0]!.verdict.violations)));
  } catch (caught) {
    error = errorText(caught).split('\n')[0] ?? '';
  } finally {
    deadline.clear();
  }
  const modelOutput = [...tries.map(({ output }) => output), ...(error === null ? [] : [error])].join(SECOND);
  const last = tries.at(-1);
  if (last && isGood(last))
    return {
      draft: { ...last.draft, notes: narration.notes },
      model: model.name,
      modelOutput,
      verdict: last.verdict,
      withheld: null,
    };
  const { rejected, violations } = last?.verdict ?? own.verdict;
  return {
    ...own,
    verdict: { ...own.verdict, rejected, violations },
    modelOutput,
    withheld: withheldText(model.name, last),
  };
}

function tried(output: string, sheet: FactSheet, gate: Gate): Try {
  const draft = parseModelText(output, sheet);
  return { output, draft, verdict: gate(draft) };
}

function isGood({ draft, verdict }: Try): boolean {
  return verdict.violations.length === 0 && draft.headline.length > 0;
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

/** Nobody waits longer than this, however many tries there are. */
function deadlineIn(ms: number): { readonly passed: Promise<never>; readonly clear: () => void } {
  let timer: NodeJS.Timeout;
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The time for an answer is over.')), ms);
  });
  // Nobody may be listening when the answer was in time.
  passed.catch(() => {});
  return { passed, clear: () => clearTimeout(timer) };
}

function withheldText(name: string, last: Try | undefined): string {
  if (!last) return `${name} did not answer; this is the built-in narration.`;
  if (last.verdict.violations.length === 0)
    return `${name} returned no text; this is the built-in narration.`;
  return `The text of ${name} was withheld: ${reasonsText(last.verdict.violations)}. This is the built-in narration.`;
}
