// One entity, picked: who it is, its headline figures, what can be asked about it, and where to go from it.
import type { KnownBlock } from '@slack/types';
import type { Card } from '#src/copilot/answer_types.ts';
import { ACTION } from './action_ids.ts';
import { laneBlocks } from './chips.ts';
import { dataToMrkdwn, dataToPlain, endCut } from './data_text.ts';
import { entityMenu } from './entity_menu.ts';
import { actions, button, context, section } from './kit.ts';
import { fitted, type Message, type Room } from './room.ts';
import { mrkdwnOf, plainOf } from './spans.ts';
import type { ViewTools } from './view_tools.ts';

/** Groups of a drill menu shown at once. */
const DRILLS = 4;
/** Entries per group; the room decides how many characters each may have. */
const DRILL_ENTRIES = 25;

export function selectionCard(card: Card, tools: ViewTools): Message {
  return fitted((room) => ({
    text: fallbackText(card),
    blocks: [
      section(heading(card, room)),
      ...figures(card, room),
      ...laneBlocks(card.chips, card.selection, tools),
      ...drills(card, room, tools),
      ...link(card),
      context(`Data to ${tools.day(card.asOf, card.asOf)}`),
    ],
  }));
}

function heading(card: Card, room: Room): string {
  const name = dataToMrkdwn(card.entity.name, room.name) || dataToMrkdwn(card.entity.ref, room.name);
  const subtitle = mrkdwnOf(card.subtitle, room);
  return [`*${name}*`, subtitle].filter(Boolean).join(' · ');
}

function figures(card: Card, room: Room): KnownBlock[] {
  if (card.figures.length === 0) return [];
  return [section(card.figures.map((figure) => mrkdwnOf(figure, room)).join('  ·  '))];
}

function drills(card: Card, room: Room, tools: ViewTools): KnownBlock[] {
  const perGroup = Math.min(DRILL_ENTRIES, room.items);
  return card.drills.slice(0, DRILLS).flatMap((group, i) => {
    const menu = {
      action: `${ACTION.drill}:${i}`,
      role: `drill.${i}`,
      placeholder: group.label,
      entries: group.entries.slice(0, perGroup),
    };
    return entityMenu(menu, card.selection, room, tools);
  });
}

function link(card: Card): KnownBlock[] {
  if (card.openUrl === null || !card.openUrl.startsWith('https://')) return [];
  return [actions([button({ label: 'Open in Databricks', action: ACTION.open, url: card.openUrl })])];
}

function fallbackText(card: Card): string {
  const name = dataToPlain(card.entity.name, 120);
  return endCut([name, ...card.figures.map((figure) => plainOf(figure))].join(' · '), 1500);
}
