// One click, from the selection to the answer: the whole story, top to bottom. Each stage is pure given its input and is kept in the trace.

import { neighbourhood } from '#src/graph/neighbourhood.ts';
import type { EntityName } from '#src/reports/line.ts';
import type { ReportResult } from '#src/reports/report.ts';
import { readEntityNames } from '#src/store/entity_names.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import type { Answer } from './answer_types.ts';
import { assembleContext } from './context/assemble_context.ts';
import { addStandingFacts } from './context/standing/standing_facts.ts';
import { finish } from './finish.ts';
import { write } from './llm/write.ts';
import type { Parts } from './parts.ts';
import { buildPrompt, type PromptInput, type Template, templateFor } from './prompt/build_prompt.ts';
import { chipById } from './selection/chips.ts';
import { docsQueryOf } from './selection/docs_queries.ts';
import type { Selection } from './selection/selection.ts';
import { stopwatch } from './stopwatch.ts';
import type { StudyBase } from './study/study.ts';
import { narrate, progressText, studyEntity } from './study_entity.ts';
import { tracedSource } from './traced_source.ts';

export interface AnswerRequest {
  readonly chip: string;
  readonly selection: Selection;
  /** Called once with a line such as 'Reading 31 runs ...'. */
  readonly onProgress?: (line: string) => void;
}

/** Throws UserError: 'unknown_chip', 'unknown_report', 'entity_gone', and what the source throws. */
export async function answer(request: AnswerRequest, parts: Parts): Promise<Answer> {
  const watch = stopwatch(parts.clock);
  const source = tracedSource(parts.source, parts.clock);
  const chip = chipById(request.chip);

  const { subject, study, report, selection } = await studyEntity(
    chip,
    request.selection,
    source,
    parts.settings,
  );
  request.onProgress?.(progressText(subject, study));
  const narration = narrate(chip, subject, study);
  addStandingFacts(study);
  watch.lap('facts');

  const subgraph = await neighbourhood({ ref: study.subject.ref, lane: chip.lane, ...report.params }, source);
  watch.lap('graph');
  const query = docsQueryOf(chip, study.subject.ref, narration.errorFamily);
  const passages = query ? await parts.library.search(query, 3) : [];
  watch.lap('documents');

  const surroundings = { lines: subgraph.lines, leftOut: subgraph.leftOut };
  const context = assembleContext({ facts: study.sheet.facts, surroundings, passages });
  const promptInput = promptInputOf(templateFor(chip), study, report);
  const prompt = buildPrompt(promptInput, context);
  watch.lap('prompt');
  const model = narration.applicable ? parts.model : null;
  const accountNames = model ? await namesIn(source) : [];
  const written = await write({ prompt, narration, sheet: study.sheet, model, accountNames });
  watch.lap('writing');

  return finish({
    chip,
    study,
    report,
    selection,
    applicable: narration.applicable,
    promptInput,
    prompt,
    context,
    surroundings,
    passages,
    written,
    sql: source.runs(),
    timings: watch.laps(),
  });
}

async function namesIn(source: UsageSource): Promise<EntityName[]> {
  const rows = await readEntityNames(source);
  return rows.map(({ type, id, name }) => ({ ref: `${type}:${id}`, name }));
}

function promptInputOf(template: Template, study: StudyBase, report: ReportResult): PromptInput {
  const { params, asOf, costBasis } = report;
  return {
    template,
    subject: study.subject,
    report: { title: report.report.title, params, asOf, costBasis },
  };
}
