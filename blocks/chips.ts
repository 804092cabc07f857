// Chips as buttons: four lanes in a fixed order, the first four of a lane as buttons, the rest under "More".
import type { ActionsBlockElement, KnownBlock } from '@slack/types';
import type { ChipView, Lane } from '#src/copilot/answer_types.ts';
import type { Selection } from '#src/copilot/selection/selection.ts';
import { ACTION, chipAction } from './action_ids.ts';
import { actions, button, context, overflow } from './kit.ts';
import { CHIPS_AS_BUTTONS, LIMITS } from './limits.ts';
import type { ViewTools } from './view_tools.ts';

const LANES: readonly { readonly id: Lane; readonly label: string }[] = [
  { id: 'understand', label: 'Understand' },
  { id: 'diagnose', label: 'Diagnose' },
  { id: 'optimize', label: 'Optimize' },
  { id: 'monitor', label: 'Monitor' },
];

/** Said instead of buttons that could not carry what they are about. */
export const TOO_LONG =
  'The filters are too long to travel in buttons. Use shorter ones, or name the job in the command.';

/** A label and a row of chips per lane; lanes without chips are left out. */
export function laneBlocks(chips: readonly ChipView[], selection: Selection, tools: ViewTools): KnownBlock[] {
  const value = tools.pack(selection);
  if (value === null) return [context(TOO_LONG)];
  return LANES.flatMap(({ id, label }) => {
    const own = chips.filter((chip) => chip.lane === id);
    if (own.length === 0) return [];
    return [context(`*${label}*`), laneActions(own, value, tools.scope(`lane.${id}`, selection), id)];
  });
}

/** Chips that carry the selection; without a label, for the few chips of a report. */
export function chipButtons(chips: readonly ChipView[], value: string): ActionsBlockElement[] {
  return chips.map((chip) => button({ label: chip.label, action: chipAction(chip.id), value }));
}

/** `blockId` carries the selection for the menu; null when it is too long for one. */
function laneActions(
  chips: readonly ChipView[],
  value: string,
  blockId: string | null,
  lane: Lane,
): KnownBlock {
  const more = chips.slice(CHIPS_AS_BUTTONS);
  // A menu's option cannot carry the selection: when the block_id cannot either, every chip is a button.
  if (more.length === 0 || blockId === null || more.length > LIMITS.overflowOptions)
    return actions(chipButtons(chips.slice(0, LIMITS.actionElements), value), blockId);
  const rest = overflow(
    `${ACTION.more}:${lane}`,
    more.map((chip) => ({ text: chip.label, value: chip.id })),
  );
  return actions([...chipButtons(chips.slice(0, CHIPS_AS_BUTTONS), value), rest], blockId);
}
