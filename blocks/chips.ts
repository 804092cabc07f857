// Chips as buttons: four lanes in a fixed order, the first four of a lane as buttons, the rest under "More".
import type { ActionsBlockElement, KnownBlock } from '@slack/types';
import type { ChipView, Lane } from '#src/copilot/answer_types.ts';
import type { Selection } from '#src/copilot/selection/selection.ts';
import { ACTION, chipAction } from './action_ids.ts';
import { actions, button, context, overflow } from './kit.ts';
import { CHIPS_AS_BUTTONS, LIMITS } from './limits.ts';
import type { ViewTools } from './view_tools.ts';

export const LANES: readonly { readonly id: Lane; readonly label: string }[] = [
  { id: 'understand', label: 'Understand' },
  { id: 'diagnose', label: 'Diagnose' },
  { id: 'optimize', label: 'Optimize' },
  { id: 'monitor', label: 'Monitor' },
];

/** A label and a row of chips per lane; lanes without chips are left out. */
export function laneBlocks(chips: readonly ChipView[], selection: Selection, tools: ViewTools): KnownBlock[] {
  return LANES.flatMap(({ id, label }) => {
    const own = chips.filter((chip) => chip.lane === id);
    if (own.length === 0) return [];
    return [context(`*${label}*`), laneActions(id, own, selection, tools)];
  });
}

/** Chips that carry the selection; without a label, for the few chips of a report. */
export function chipButtons(chips: readonly ChipView[], value: string): ActionsBlockElement[] {
  return chips.map((chip) => button({ label: chip.label, action: chipAction(chip.id), value }));
}

function laneActions(
  lane: Lane,
  chips: readonly ChipView[],
  selection: Selection,
  tools: ViewTools,
): KnownBlock {
  const value = tools.pack(selection) ?? '';
  const blockId = tools.scope(`lane.${lane}`, selection);
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
