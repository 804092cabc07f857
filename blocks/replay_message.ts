// An answer made again: the same or not, with the hashes that show it; on the data of today, with the facts that differ.
import type { TableBlock } from '@slack/types';
import type { FactDifference, Replay, ReplayToday } from '#src/copilot/audit/replay.ts';
import { ACTION } from './action_ids.ts';
import { dataToMrkdwn, dataToPlain, escapeText } from './data_text.ts';
import type { DebugPart } from './debug_details.ts';
import { actions, button, context, section } from './kit.ts';
import { fitted, type Message, type Room } from './room.ts';
import type { ViewTools } from './view_tools.ts';

export interface ReplayView extends Omit<Replay, 'answeredAt'> {
  /** '2026-11-22 22:31 UTC' */
  readonly answeredAt: string;
}

const HASH_CHARS = 16;

export function replayMessage({
  answerId,
  answeredAt,
  body,
  promptHash,
  contextHash,
  same,
}: ReplayView): Message {
  const first = same
    ? '*Replay: the same.* The prompt built again from what was kept is the one this answer was given on, byte for byte.'
    : '*Replay: not the same.* The prompt built again from what was kept is not the one in the log. `copilot audit verify` names rows that were changed.';
  const given = [
    escapeText(body.template),
    dataToMrkdwn(body.model, 60),
    `given ${answeredAt}`,
    `answer ${answerId}`,
  ];
  return {
    text: first.replaceAll(/[*`]/g, ''),
    blocks: [
      section(
        [
          first,
          compared('Prompt', body.promptHash, promptHash),
          compared('Context', body.contextHash, contextHash),
        ].join('\n'),
      ),
      context(given.join(' · ')),
      actions([button({ label: "On today's data", action: ACTION.replayToday, value: answerId })]),
    ],
  };
}

function compared(what: string, then: string, now: string): string {
  const [a, b] = [then, now].map((hash) => `\`${escapeText(hash.slice(0, HASH_CHARS))}\``);
  return then === now ? `${what}: ${a}, then and now` : `${what}: ${a} then, ${b} now (different)`;
}

/** More are for a file. */
const ROWS = 25;

export interface ReplayTodayView {
  readonly message: Message;
  /** Without the table, should Slack refuse it. */
  readonly words: Message;
  /** All differences; `isLeftOut` when the table does not show them all. */
  readonly files: readonly (DebugPart & { readonly isLeftOut: boolean })[];
}

export function replayTodayMessage(today: ReplayToday, tools: ViewTools): ReplayTodayView {
  const words = fitted((room) => todayMessage(today, tools, room, []));
  const message = fitted((room) => {
    const rows = today.facts.slice(0, Math.min(ROWS, room.items));
    return todayMessage(today, tools, room, rows);
  });
  const shown = message.blocks.find((block) => block.type === 'table')?.rows.length ?? 1;
  const isLeftOut = shown - 1 < today.facts.length;
  const file = {
    title: 'Facts that differ',
    file: 'facts_that_differ.txt',
    text: asText(today.facts),
    isLeftOut,
  };
  return { message, words, files: today.facts.length === 0 ? [] : [file] };
}

function todayMessage(
  today: ReplayToday,
  tools: ViewTools,
  room: Room,
  rows: readonly FactDifference[],
): Message {
  const first = `*On today's data: ${finding(today)}*`;
  const left = today.facts.length - rows.length;
  return {
    text: first.replaceAll('*', ''),
    blocks: [
      section([first, dataDays(today, tools), ...textSentence(today)].join(' ')),
      ...(rows.length === 0 ? [] : [tableOf(rows, room)]),
      ...(left > 0 ? [context(`${rows.length === 0 ? 'They are' : `${left} more are`} in the file.`)] : []),
    ],
  };
}

function finding({ facts, samePrompt }: ReplayToday): string {
  if (facts.length === 1) return 'one fact differs.';
  if (facts.length > 0) return `${facts.length} facts differ.`;
  return samePrompt
    ? 'nothing has changed.'
    : 'every fact is the same, but what surrounds them or the template is not.';
}

function dataDays({ asOfThen, asOfToday }: ReplayToday, tools: ViewTools): string {
  const [then, now] = [asOfThen, asOfToday].map((day) => tools.day(day, asOfToday));
  return asOfThen === asOfToday
    ? `The data end on ${now}, as then.`
    : `The data ended on ${then} then, on ${now} now.`;
}

function textSentence({ textThen, textToday }: ReplayToday): string[] {
  return [textThen === textToday ? 'The answer would read the same.' : 'The answer would read differently.'];
}

function tableOf(rows: readonly FactDifference[], room: Room): TableBlock {
  const cell = (text: string) => ({ type: 'raw_text' as const, text });
  const data = (text: string | null) => cell((text && dataToPlain(text, Math.min(80, room.quote))) || '–');
  return {
    type: 'table',
    column_settings: [
      { is_wrapped: true },
      { align: 'right', is_wrapped: true },
      { align: 'right', is_wrapped: true },
    ],
    rows: [
      ['Fact', 'Then', 'Today'].map(cell),
      ...rows.map(({ label, was, is }) => [data(label), data(was), data(is)]),
    ],
  };
}

function asText(facts: readonly FactDifference[]): string {
  const lines = facts.map(({ key, label, was, is }) => [key, label, was ?? '–', is ?? '–'].join(' | '));
  return ['key | fact | then | today', ...lines].join('\n');
}
