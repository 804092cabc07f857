// A menu of entities to look into: the largest 25, each told apart by its note.
import type { KnownBlock } from '@slack/types';
import type { Selection } from '#src/copilot/selection/selection.ts';
import { middleCut } from './data_text.ts';
import { actions, select } from './kit.ts';
import { LIMITS, MENU_ENTRIES } from './limits.ts';
import type { Room } from './room.ts';
import type { ViewTools } from './view_tools.ts';

export interface EntityMenu {
  readonly action: string;
  /** Keeps the block ids of one message apart. */
  readonly role: string;
  readonly placeholder: string;
  readonly entries: readonly { readonly ref: string; readonly name: string; readonly note: string }[];
}

/** No block when there is nothing to pick, or no room to carry the filters along. */
export function entityMenu(
  menu: EntityMenu,
  selection: Selection,
  room: Room,
  tools: ViewTools,
): KnownBlock[] {
  const blockId = tools.scope(menu.role, { ...selection, entity: undefined });
  const entries = menu.entries
    .filter((entry) => entry.ref.length <= LIMITS.optionValue)
    .slice(0, MENU_ENTRIES)
    .map((entry) => ({
      text: nameOf(entry.name, entry.ref, room),
      value: entry.ref,
      description: entry.note,
    }));
  if (entries.length === 0 || blockId === null) return [];
  return [actions([select(menu.action, menu.placeholder, entries)], blockId)];
}

function nameOf(name: string, ref: string, room: Room): string {
  return middleCut(name.trim() === '' ? ref : name, room.name);
}
