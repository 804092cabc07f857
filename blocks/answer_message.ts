// An answer in the thread: the headline with its figure, the points, the next step, and what stands behind it.
import type { KnownBlock } from '@slack/types';
import type { Answer, Source } from '#src/copilot/answer_types.ts';
import type { Line } from '#src/reports/line.ts';
import { ACTION } from './action_ids.ts';
import { dataToMrkdwn, dataToPlain, endCut, escapeText, middleCut } from './data_text.ts';
import { actions, button, context, section, sections } from './kit.ts';
import { fitted, type Message, type Room } from './room.ts';
import { mrkdwnOf, plainOf, strongMrkdwn } from './spans.ts';
import type { ViewTools } from './view_tools.ts';

export interface AnswerView {
  readonly answer: Answer;
  /** Under which Debug details, Replay and votes find it; null when it could not be kept. */
  readonly answerId: string | null;
}

export function answerMessage({ answer, answerId }: AnswerView, tools: ViewTools): Message {
  return fitted((room) => ({
    text: fallbackText(answer, tools),
    blocks: [
      context(`*${dataToMrkdwn(subjectOf(answer, room.name, tools), 300)}*`),
      section(strongMrkdwn(answer.draft.headline, room)),
      ...sections(points(answer, room)),
      ...next(answer, room),
      ...notes(answer, room),
      ...sources(answer, room, tools),
      context(answerFooter(answer, tools)),
      ...(answerId === null ? [context(NOT_KEPT)] : []),
      ...buttonRow(answer, answerId, tools),
    ],
  }));
}

/** 'Nightly ledger · 2 to 31 Oct · What changed?': a thread may hold answers about several things. */
function subjectOf({ subject, selection, chip, asOf }: Answer, room: number, tools: ViewTools): string {
  const { from, to } = selection;
  const days = from && to ? tools.period(from, to, asOf) : null;
  return [middleCut(subject.name, room), days, chip.label].filter(Boolean).join(' · ');
}

/** '17/17 figures verified · diagnose.what_changed@1 · 7be1d0 · no model · data to 31 Oct' */
function answerFooter(answer: Answer, tools: ViewTools): string {
  const { verified, total } = answer.verdict;
  return [
    `${verified}/${total} figures verified`,
    escapeText(answer.template),
    answer.hash.slice(0, 6),
    dataToMrkdwn(answer.model, 60),
    `data to ${tools.day(answer.asOf, answer.asOf)}`,
  ].join(' · ');
}

function points({ draft }: Answer, room: Room): string[] {
  const shown = draft.points.slice(0, room.items).map((point) => `• ${mrkdwnOf(point, room)}`);
  const left = draft.points.length - shown.length;
  return left > 0 ? [...shown, `_${left} more are left out here; Debug details has them all._`] : shown;
}

function next({ draft }: Answer, room: Room): KnownBlock[] {
  if (draft.next.length === 0) return [];
  const lines = draft.next.slice(0, room.items).map((line) => mrkdwnOf(line, room));
  return sections(
    lines.length === 1 ? [`*Next:* ${lines[0]}`] : ['*Next:*', ...lines.map((line) => `• ${line}`)],
  );
}

function notes({ draft, withheld }: Answer, room: Room): KnownBlock[] {
  const said: readonly Line[] = withheld === null ? [] : [[{ text: withheld, quoted: true }]];
  const lines = [...draft.notes, ...said].slice(0, room.items).map((note) => mrkdwnOf(note, room));
  return sections(lines).map((block) => context(block.text?.text ?? ''));
}

function sources(answer: Answer, room: Room, tools: ViewTools): KnownBlock[] {
  const lines = answer.sources.slice(0, room.items).map((source) => sourceText(source, answer.asOf, tools));
  return lines.length === 0 ? [] : [context(`Sources: ${lines.join(' · ')}`)];
}

function sourceText(source: Source, asOf: string, tools: ViewTools): string {
  const title = dataToMrkdwn(source.title, 90);
  const named = /^https:\/\/[^\s<>|]+$/.test(source.url) ? `<${escapeText(source.url)}|${title}>` : title;
  const day = tools.day(source.checked, asOf);
  return `our summary of ${named}, ${source.confirmed ? `checked ${day}` : `written ${day}, page not yet checked`}`;
}

const NOT_KEPT =
  'This answer could not be written into the audit log, so it cannot be replayed or looked behind. Whoever runs the app finds the reason in its log.';

/** Thumbs first: they are for everyone. */
function buttonRow(answer: Answer, answerId: string | null, tools: ViewTools): KnownBlock[] {
  const packed = tools.pack(answer.selection);
  const measured =
    packed === null
      ? []
      : [button({ label: 'How is this measured?', action: ACTION.measured, value: packed })];
  const behind = answerId === null ? [] : behindButtons(answerId);
  const row = [...(answerId === null ? [] : voteButtons(answerId)), ...measured, ...behind];
  return row.length === 0 ? [] : [actions(row)];
}

function voteButtons(value: string) {
  return [
    button({ label: '👍', spoken: 'This answer helped', action: `${ACTION.vote}:up`, value }),
    button({ label: '👎', spoken: 'This answer did not help', action: `${ACTION.vote}:down`, value }),
  ];
}

function behindButtons(value: string) {
  return [
    button({ label: 'Debug details', action: ACTION.debug, value }),
    button({ label: 'Replay', action: ACTION.replay, value }),
  ];
}

function fallbackText(answer: Answer, tools: ViewTools): string {
  const { headline, points: all } = answer.draft;
  const lines = [headline, ...all.slice(0, 3)].map((line) => plainOf(line));
  return endCut(`${dataToPlain(subjectOf(answer, 80, tools), 300)}: ${lines.join(' ')}`, 1500);
}
