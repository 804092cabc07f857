// What stood behind an answer: versions and hashes at a glance, then prompt, SQL, context and facts in full.
import type { SqlRun, Trace } from '#src/copilot/answer_types.ts';
import type { VoteCount } from '#src/copilot/audit/votes.ts';
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

export interface DebugView {
  readonly trace: Trace;
  /** What "copilot replay" takes. */
  readonly answerId: string;
  readonly votes: VoteCount;
}

/** In the order an answer is made: SQL, facts, context, prompt, output, verdict. */
function debugParts(trace: Trace): DebugPart[] {
  return [
    { title: 'SQL with parameters', file: 'queries.sql', text: trace.sql.map(sqlText).join('\n\n') },
    { title: 'Facts', file: 'facts.txt', text: trace.facts.map(factText).join('\n') },
    { title: 'Context', file: 'context.txt', text: trace.context.text },
    { title: 'In context or out, and why', file: 'candidates.txt', text: candidatesText(trace) },
    { title: 'Prompt, system', file: 'prompt_system.txt', text: trace.prompt.system },
    { title: 'Prompt, user', file: 'prompt_user.txt', text: trace.prompt.user },
    { title: 'Model output', file: 'model_output.txt', text: trace.modelOutput ?? '' },
    { title: 'What the checker refused', file: 'violations.txt', text: violationsText(trace) },
  ].filter((part) => part.text !== '');
}

/** The summary with the parts that fit, and those that must become files. */
export function debugDetails(view: DebugView): { readonly message: Message; readonly files: DebugPart[] } {
  const { trace } = view;
  const files: DebugPart[] = [];
  const blocks = [section(summary(view)), context(timingText(trace))];
  for (const part of debugParts(trace)) {
    const block = section(fenced(part));
    const fits = fenced(part).length <= Math.min(INLINE_CHARS, LIMITS.text) && !isTooLong([...blocks, block]);
    if (fits) blocks.push(block as never);
    else files.push(part);
  }
  return { message: { text: `Debug details of ${trace.chip}`, blocks }, files };
}

function summary({ trace, answerId, votes }: DebugView): string {
  const { verdict } = trace;
  return [
    `*Debug details* · ${escapeText(trace.chip)} · template ${escapeText(trace.template)} · answer ${escapeText(answerId)}`,
    `${verdict.verified}/${verdict.total} figures verified${refused(trace)} · ${dataToMrkdwn(trace.model, 60)} · votes: ${votes.up} up, ${votes.down} down`,
    `Report ${trace.reportHash.slice(0, 12)} · prompt ${trace.prompt.hash.slice(0, 12)} · context ${trace.context.hash.slice(0, 12)}`,
    `Selection \`${codeText(JSON.stringify(trace.selection))}\``,
  ].join('\n');
}

const REFUSED_SHOWN = 5;

/** The narration was sent in their stead; what was wrong with each stands below. */
function refused({ verdict: { rejected, violations } }: Trace): string {
  if (rejected.length + violations.length === 0) return '';
  const words = rejected.length > 0 ? rejected : violations.map(({ text }) => text);
  const named = words.slice(0, REFUSED_SHOWN).map((text) => dataToMrkdwn(text, 40));
  const more = words.length > named.length ? ` and ${words.length - named.length} more` : '';
  return `, refused: ${named.join(', ')}${more}`;
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

function candidatesText({ context: { candidates } }: Trace): string {
  if (candidates.length === 0) return '';
  const taken = candidates.filter((candidate) => candidate.inContext).length;
  const listed = candidates.map(
    ({ section: name, item, inContext, reason }) =>
      `${inContext ? 'in ' : 'OUT'} | ${name} | ${cleanText(item)} | ${cleanText(reason)}`,
  );
  return [`${taken} of ${candidates.length} candidates are in context.`, ...listed].join('\n');
}

function violationsText({ verdict: { violations } }: Trace): string {
  return violations
    .map(({ kind, text, why, sentence }) =>
      [`${kind}: "${cleanText(text)}"`, `  why: ${cleanText(why)}`, `  in: ${cleanText(sentence)}`].join(
        '\n',
      ),
    )
    .join('\n');
}

function fenced({ title, text }: DebugPart): string {
  return `*${title}*\n\`\`\`\n${escapeText(text.replaceAll('```', '`\u200b`\u200b`'))}\n\`\`\``;
}

function codeText(text: string): string {
  return escapeText(cleanText(text).replaceAll('`', 'ˋ'));
}
