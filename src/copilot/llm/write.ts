// Who writes the explanation: the model when there is one and its every figure is a fact, the narration otherwise.
import { errorText } from '#src/lib/errors.ts';
import { plural } from '#src/lib/text.ts';
import type { FactSheet } from '#src/reports/facts.ts';
import type { Draft, Prompt, Verdict } from '../answer_types.ts';
import { figuresIn } from '../grounding/figures_in_text.ts';
import { parseModelText } from '../grounding/parse_model_text.ts';
import { countFacts, verify } from '../grounding/verify.ts';
import type { Narration } from '../narration/draft.ts';
import type { LanguageModel } from '../parts.ts';

export interface WriteInput {
  readonly prompt: Prompt;
  readonly narration: Narration;
  readonly sheet: FactSheet;
  /** null: no model is configured, or there is nothing to explain. */
  readonly model: LanguageModel | null;
}

export interface Written {
  readonly draft: Draft;
  readonly model: string;
  readonly modelOutput: string | null;
  readonly verdict: Verdict;
  readonly withheld: string | null;
}

export async function write({ prompt, narration, sheet, model }: WriteInput): Promise<Written> {
  const own = { draft: narration, model: 'no model', verdict: countFacts(narration, sheet) };
  if (!model) return { ...own, modelOutput: null, withheld: null };
  let output: string;
  try {
    output = await model.complete(prompt);
  } catch (error) {
    return {
      ...own,
      modelOutput: errorText(error).split('\n')[0] ?? '',
      withheld: `${model.name} did not answer; this is the built-in narration.`,
    };
  }
  const draft = parseModelText(output, sheet);
  const verdict = verify(draft, sheet, quotableTexts(prompt, narration));
  if (verdict.rejected.length === 0 && draft.headline.length > 0) {
    return {
      draft: { ...draft, notes: narration.notes },
      model: model.name,
      modelOutput: output,
      verdict,
      withheld: null,
    };
  }
  return {
    ...own,
    verdict: { ...own.verdict, rejected: verdict.rejected },
    modelOutput: output,
    withheld: withheldText(model.name, verdict),
  };
}

function withheldText(name: string, verdict: Verdict): string {
  if (verdict.rejected.length === 0) return `${name} returned no text; this is the built-in narration.`;
  const count = verdict.rejected.length;
  return `The text of ${name} was withheld: ${count} ${plural(count, 'figure')} in it ${count === 1 ? 'is no fact' : 'are no facts'}. This is the built-in narration.`;
}

/** Names and other texts of the data the model was shown: it may repeat them, digits and all. So it may words such as EC2 or r5.4xlarge. */
function quotableTexts(prompt: Prompt, narration: Narration): string[] {
  const fenced = [...prompt.user.matchAll(/<name>([^<]*)<\/name>/g)].map((match) => match[1]!);
  const { headline, points, next, notes } = narration;
  const spans = [headline, ...points, ...next, ...notes].flat();
  const quoted = spans.filter((span) => span.entity ?? span.quoted).map((span) => span.text);
  return [...fenced, ...quoted, ...wordsIn(prompt.user)];
}

/** Words with digits, but not the names of slots: those state a figure. */
function wordsIn(text: string): string[] {
  return figuresIn(text)
    .filter(({ keys }) => keys[0]!.startsWith('word ') && !/^word f\d+$/.test(keys[0]!))
    .map((figure) => figure.text);
}
