// The last step of an answer: what is said, with everything behind it.
import { hashOf } from '#src/lib/hash.ts';
import type { ReportResult } from '#src/reports/report.ts';
import type { Answer, Prompt, SqlRun, Trace } from './answer_types.ts';
import type { AssembledContext, Surroundings } from './context/assemble_context.ts';
import type { Written } from './llm/write.ts';
import type { Passage } from './parts.ts';
import type { PromptInput } from './prompt/build_prompt.ts';
import { draftToText } from './render_text.ts';
import type { Chip } from './selection/chips.ts';
import type { Selection } from './selection/selection.ts';
import type { StudyBase } from './study/study.ts';

/** What the stages made, in their order. */
export interface Made {
  readonly chip: Chip;
  readonly study: StudyBase;
  readonly report: ReportResult;
  readonly selection: Selection;
  readonly applicable: boolean;
  readonly promptInput: PromptInput;
  readonly prompt: Prompt;
  readonly context: AssembledContext;
  readonly surroundings: Surroundings;
  readonly passages: readonly Passage[];
  readonly written: Written;
  readonly sql: readonly SqlRun[];
  readonly timings: Readonly<Record<string, number>>;
}

export function finish(made: Made): Answer {
  const { chip, study, selection, written, prompt } = made;
  const text = draftToText(written.draft);
  return {
    chip: { id: chip.id, lane: chip.lane, label: chip.label },
    selection,
    subject: study.subject,
    draft: written.draft,
    applicable: made.applicable,
    withheld: written.withheld,
    text,
    verdict: written.verdict,
    sources: made.context.sources,
    template: made.promptInput.template.name,
    hash: hashOf({ prompt: prompt.hash, draft: text, model: written.model }),
    model: written.model,
    asOf: made.report.asOf,
    trace: traceOf(made),
  };
}

function traceOf(made: Made): Trace {
  const { context, promptInput, written } = made;
  return {
    chip: made.chip.id,
    template: promptInput.template.name,
    selection: made.selection,
    reportHash: made.report.hash,
    prompt: made.prompt,
    context: { text: context.text, hash: context.hash, candidates: context.candidates },
    promptInput,
    surroundings: made.surroundings,
    passages: made.passages,
    facts: made.study.sheet.facts,
    sql: made.sql,
    model: written.model,
    modelOutput: written.modelOutput,
    modelCalls: written.modelCalls,
    verdict: written.verdict,
    timings: made.timings,
  };
}
