// What stood behind an answer: versions and hashes at a glance, then prompt, SQL, context and facts in full.
import type { SqlRun, Trace } from '#src/copilot/answer_types.ts';
import type { Fact } from '#src/reports/facts.ts';
import { cleanText, dataToMrkdwn, escapeText } from './data_text.ts';
import { context, section } from './kit.ts';
import { LIMITS } from './limits.ts';
import { isTooLong, type Message } from './room.ts';

/** One piece of the evidence; long ones go into the thread as files. */
export interface DebugPart {
  readonly title: string;
  readonly file: string;
  readonly text: string;
}

/** Longer parts are unreadable in a message. */
const INLINE_CHARS = 2500;

/** In the order an answer is made: SQL, facts, context, prompt, output. */
function debugParts(trace: Trace): DebugPart[] {
  return [
    { title: 'SQL with parameters', file: 'queries.sql', text: trace.sql.map(sqlText).join('\n\n') },
    { title: 'Facts', file: 'facts.txt', text: trace.facts.map(factText).join('\n') },
    { title: 'Context', file: 'context.txt', text: contextText(trace) },
    { title: 'Prompt, system', file: 'prompt_system.txt', text: trace.prompt.system },
    { title: 'Prompt, user', file: 'prompt_user.txt', text: trace.prompt.user },
    ...(trace.modelOutput === null
      ? []
      : [{ title: 'Model output', file: 'model_output.txt', text: trace.modelOutput }]),
  ].filter((part) => part.text !== '');
}

/** The summary with the parts that fit, and those that must become files. */
export function debugDetails(trace: Trace): { readonly message: Message; readonly files: DebugPart[] } {
  const files: DebugPart[] = [];
  const blocks = [section(summary(trace)), context(timingText(trace))];
  for (const part of debugParts(trace)) {
    const block = section(fenced(part));
    const fits = fenced(part).length <= Math.min(INLINE_CHARS, LIMITS.text) && !isTooLong([...blocks, block]);
    if (fits) blocks.push(block as never);
    else files.push(part);
  }
  return { message: { text: `Debug details of ${trace.chip}`, blocks }, files };
}

function summary(trace: Trace): string {
  const { verdict } = trace;
  const rejected = verdict.rejected.map((text) => dataToMrkdwn(text, 40)).join(', ');
  return [
    `*Debug details* · ${escapeText(trace.chip)} · template ${escapeText(trace.template)}`,
    `${verdict.verified}/${verdict.total} figures verified${rejected ? `, refused: ${rejected}` : ''} · ${dataToMrkdwn(trace.model, 60)}`,
    `Report ${trace.reportHash.slice(0, 12)} · prompt ${trace.prompt.hash.slice(0, 12)} · context ${trace.context.hash.slice(0, 12)}`,
    `Selection \`${codeText(JSON.stringify(trace.selection))}\``,
  ].join('\n');
}

function timingText({ timings, sql }: Trace): string {
  const stages = Object.keys(timings)
    .sort()
    .map((name) => `${escapeText(name)} ${(timings[name] ?? 0).toFixed(0)} ms`);
  const rows = sql.reduce((sum, run) => sum + run.rowCount, 0);
  const counted = `${sql.length} SQL ${sql.length === 1 ? 'statement' : 'statements'}, ${rows} rows`;
  return [counted, ...stages].join(' · ');
}

function sqlText(run: SqlRun): string {
  const params = JSON.stringify(run.params);
  const rows = run.firstRows.map((row) => `-- ${JSON.stringify(row)}`);
  const heading = `-- ${run.name}: ${run.rowCount} rows in ${run.ms.toFixed(1)} ms`;
  return [heading, `-- ${params}`, run.text, ...(rows.length > 0 ? ['-- First rows:', ...rows] : [])].join(
    '\n',
  );
}

function factText({ id, key, value, unit, subject, scope, forms, sqlHash }: Fact): string {
  return [id, key, String(value), unit, `"${forms[0] ?? ''}"`, subject, scope, sqlHash.slice(0, 6)].join(
    ' | ',
  );
}

function contextText({ context: { text, candidates } }: Trace): string {
  const left = candidates.filter((candidate) => !candidate.inContext);
  const listed = left.map(({ section: name, item, reason }) => `- ${name}, ${item}: ${reason}`);
  const counted = `${candidates.length - left.length} of ${candidates.length} candidates are in context.`;
  return [text, '', counted, ...(left.length > 0 ? ['Left out:', ...listed] : [])].join('\n');
}

function fenced({ title, text }: DebugPart): string {
  return `*${title}*\n\`\`\`\n${escapeText(text.replaceAll('```', '`\u200b`\u200b`'))}\n\`\`\``;
}

function codeText(text: string): string {
  return escapeText(cleanText(text).replaceAll('`', 'ˋ'));
}
