// A report in a channel: finding first, then figures, the chart, what to look into, and where the figures come from.
import type { KnownBlock } from '@slack/types';
import type { ChipView } from '#src/copilot/answer_types.ts';
import type { Selection } from '#src/copilot/selection/selection.ts';
import type { ReportResult } from '#src/reports/report.ts';
import { ACTION } from './action_ids.ts';
import { chipButtons, TOO_LONG } from './chips.ts';
import { cleanText, dataToMrkdwn, dataToPlain, endCut, escapeText, middleCut } from './data_text.ts';
import { entityMenu } from './entity_menu.ts';
import { actions, button, context, header, picture, section } from './kit.ts';
import { LIMITS, MENU_ENTRIES } from './limits.ts';
import { fitted, type Message, type Room } from './room.ts';
import { mrkdwnOf, plainOf } from './spans.ts';
import { tableBlocks } from './table_fallback.ts';
import type { ViewTools } from './view_tools.ts';

/** The chart as uploaded, or the same figures as a table; `reason` says why there is no chart. */
export type Picture =
  | { readonly kind: 'file'; readonly fileId: string; readonly altText: string }
  | { readonly kind: 'table'; readonly reason: string | null }
  /** The least a report can be: words only. */
  | { readonly kind: 'none'; readonly reason: string };

export interface ReportView {
  readonly result: ReportResult;
  readonly selection: Selection;
  readonly chips: readonly ChipView[];
  readonly picture: Picture;
  /** As people type it: '/usage-report'. */
  readonly command: string;
}

export function reportMessage(view: ReportView, tools: ViewTools): Message {
  return fitted((room) => ({
    text: fallbackText(view, tools),
    blocks: [
      header(titleOf(view.result, tools)),
      section(mrkdwnOf(view.result.finding, room)),
      ...figureBlocks(view.result, room),
      ...pictureBlocks(view, room, tools),
      ...menuBlocks(view, room, tools),
      ...chipBlocks(view, tools),
      ...noteBlocks(view, room),
      context(footer(view.result, tools)),
    ],
  }));
}

/** 'Job cost · 2 to 31 Oct · department Finance · top 5 of 12 jobs' */
function titleOf(result: ReportResult, tools: ViewTools): string {
  const { report, params, asOf, scope } = result;
  const start = `${report.title} · ${tools.period(params.from, params.to, asOf)}`;
  const shown = scope.shown === null ? '' : ` · ${scope.shown}`;
  const room = LIMITS.headerText - escapeText(`${start}${shown}`).length;
  return `${start}${filtersIn(scope.filters, room)}${shown}`;
}

/** Names of filters share what a header leaves them; below that many characters a name says nothing. */
function filtersIn(filters: ReportResult['scope']['filters'], room: number): string {
  for (let name = 60; name >= 8; name -= 4) {
    const text = filters
      .map((filter) => ` · ${filter.kind} ${middleCut(cleanText(filter.name), name)}`)
      .join('');
    if (escapeText(text).length <= room) return text;
  }
  return filters.map((filter) => ` · one ${filter.kind}`).join('');
}

/** 'Data to 31 Oct · DBU list price, EC2 not included · job_cost@1 · a3f9c2' */
function footer(result: ReportResult, tools: ViewTools): string {
  const { report, asOf, costBasis, hash } = result;
  const basis = dataToMrkdwn(costBasis, 120);
  return `Data to ${tools.day(asOf, asOf)} · ${basis} · ${report.id}@${report.version} · ${hash.slice(0, 6)}`;
}

function fallbackText({ result }: ReportView, tools: ViewTools): string {
  const figures = result.figures.map((figure) => plainOf(figure)).join(' · ');
  const title = dataToPlain(titleOf(result, tools), 150);
  return endCut([`${title}: ${plainOf(result.finding)}`, figures].filter(Boolean).join(' '), 1500);
}

function figureBlocks({ figures }: ReportResult, room: Room): KnownBlock[] {
  if (figures.length === 0) return [];
  return [section(figures.map((figure) => mrkdwnOf(figure, room)).join('  ·  '))];
}

function pictureBlocks(view: ReportView, room: Room, tools: ViewTools): KnownBlock[] {
  const { picture: shown, result } = view;
  if (shown.kind === 'file') return [picture(shown.fileId, shown.altText)];
  const table = shown.kind === 'table' ? tableBlocks(result, room, tools) : [];
  if (shown.reason === null) return table;
  const sameFigures = table.length > 0 ? ' Here are the same figures as a table.' : '';
  const value = tools.pack(view.selection);
  const again =
    value === null ? [] : [actions([button({ label: 'Try again', action: ACTION.tryAgain, value })])];
  return [section(`*${escapeText(shown.reason)}*${sameFigures}`), ...table, ...again];
}

function menuBlocks({ result, selection }: ReportView, room: Room, tools: ViewTools): KnownBlock[] {
  const menu = {
    action: ACTION.pickEntity,
    role: 'menu',
    placeholder: result.report.menuLabel,
    entries: result.menu,
  };
  return entityMenu(menu, selection, room, tools);
}

function chipBlocks({ chips, selection }: ReportView, tools: ViewTools): KnownBlock[] {
  const value = tools.pack(selection);
  if (value === null) return [context(TOO_LONG)];
  return chips.length === 0 ? [] : [actions(chipButtons(chips, value))];
}

function noteBlocks(view: ReportView, room: Room): KnownBlock[] {
  const notes = view.result.notes.slice(0, room.items).map((note) => mrkdwnOf(note, room));
  const all = [...notes, ...menuNotes(view)];
  return all.length === 0 ? [] : [context(all.join('\n'))];
}

function menuNotes({ result, command }: ReportView): string[] {
  const { menu, report } = result;
  if (menu.length <= MENU_ENTRIES || !menu.every((entry) => entry.ref.startsWith('job:'))) return [];
  const named = `${escapeText(command)} ${report.id} job="name"`;
  return [`The menu holds the ${MENU_ENTRIES} largest of ${menu.length}; any other by name: \`${named}\``];
}
