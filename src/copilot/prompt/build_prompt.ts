// A prompt is a fixed template with the selection and its context filled in: same click, same data, same bytes.
import { readFileSync } from 'node:fs';
import { hashOf } from '#src/lib/hash.ts';
import { cleanText } from '#src/lib/text.ts';
import type { EntityName } from '#src/reports/line.ts';
import type { ReportParams } from '#src/reports/report.ts';
import type { AnswerContext, Prompt } from '../answer_types.ts';
import type { Chip } from '../selection/chips.ts';

const TEMPLATES = new URL('./templates/', import.meta.url);

export interface Template {
  /** 'diagnose.what_changed@1' */
  readonly name: string;
  readonly system: string;
  readonly task: string;
}

/** Plain data: kept with the answer, so that its prompt can be built again. */
export interface PromptInput {
  readonly template: Template;
  readonly subject: EntityName;
  readonly report: PromptReport;
}

export interface PromptReport {
  readonly title: string;
  readonly params: ReportParams;
  readonly asOf: string;
  readonly costBasis: string;
}

export function templateFor(chip: Chip): Template {
  return { name: `${chip.id}@${chip.version}`, system: read('system'), task: read(chip.id) };
}

export function buildPrompt(
  { template, subject, report }: PromptInput,
  context: Pick<AnswerContext, 'text'>,
): Prompt {
  const { params } = report;
  const filters = (['workspace', 'department', 'tag', 'job'] as const)
    .filter((name) => params[name] !== null)
    .map((name) => `${name} <name>${data(params[name]!)}</name>`);
  const selection = [
    `Entity: <name>${data(subject.name)}</name> (${data(subject.ref)})`,
    `Report: ${report.title}, ${params.from} to ${params.to}${filters.length > 0 ? `, ${filters.join(', ')}` : ''}`,
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
