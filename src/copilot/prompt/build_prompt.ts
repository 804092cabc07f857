// A prompt is a fixed template with the selection and its context filled in: same click, same data, same bytes.
import { readFileSync } from 'node:fs';
import { hashOf } from '#src/lib/hash.ts';
import { cleanText } from '#src/lib/text.ts';
import type { ReportResult } from '#src/reports/report.ts';
import type { Prompt } from '../answer_types.ts';
import type { AssembledContext } from '../context/assemble_context.ts';
import type { Narration } from '../narration/draft.ts';
import type { Chip } from '../selection/chips.ts';
import type { StudyBase } from '../study/study.ts';

const TEMPLATES = new URL('./templates/', import.meta.url);

export interface Template {
  /** 'diagnose.what_changed@1' */
  readonly name: string;
  readonly system: string;
  readonly task: string;
}

export interface PromptInput {
  readonly chip: Chip;
  readonly template: Template;
  readonly study: StudyBase;
  readonly report: ReportResult;
  readonly context: AssembledContext;
  readonly narration: Narration;
}

export function templateFor(chip: Chip): Template {
  return { name: `${chip.id}@${chip.version}`, system: read('system'), task: read(chip.id) };
}

export function buildPrompt({ template, study, report, context }: PromptInput): Prompt {
  const { params } = report;
  const filters = (['workspace', 'department', 'tag', 'job'] as const)
    .filter((name) => params[name] !== null)
    .map((name) => `${name} <name>${data(params[name]!)}</name>`);
  const selection = [
    `Entity: <name>${data(study.subject.name)}</name> (${data(study.subject.ref)})`,
    `Report: ${report.report.title}, ${params.from} to ${params.to}${filters.length > 0 ? `, ${filters.join(', ')}` : ''}`,
    `Data complete to ${report.asOf}. Cost basis: ${report.costBasis}.`,
  ].join('\n');
  const user = `# Task\n${template.task}\n\n# Selection\n${selection}\n\n# Context\n${context.text}\n`;
  return { system: template.system, user, hash: hashOf({ system: template.system, user }) };
}

/** Text from the data, on one line and unable to close its fence. */
function data(text: string): string {
  return cleanText(text).replace(/</g, ' ').trim();
}

function read(name: string): string {
  return readFileSync(new URL(`${name}.md`, TEMPLATES), 'utf8').trim();
}
