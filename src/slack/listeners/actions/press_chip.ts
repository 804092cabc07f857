// A chip: the answer to one question about the selection.
import { ACTION, actionSuffix } from '#blocks/action_ids.ts';
import { unpackScope } from '#src/copilot/selection/scope.ts';
import { unpackSelection } from '#src/copilot/selection/selection.ts';
import { answerChip } from '../../answer_chip.ts';
import { SEND_WEEKLY, sendWeekly } from '../../send_weekly.ts';
import type { Turn } from '../../turn.ts';
import type { Click } from './click.ts';

export async function pressChip(turn: Turn, click: Click): Promise<void> {
  const chip = actionSuffix(click.action);
  const selection = unpackSelection(click.value);
  if (chip === SEND_WEEKLY) await sendWeekly(turn, selection);
  else await answerChip(turn.parts, turn.place, chip, selection);
}

/** A chip from "More": the option names it, the block carries the selection. */
export async function pressMore(turn: Turn, click: Click): Promise<void> {
  await answerChip(turn.parts, turn.place, click.value, unpackScope(click.block));
}

export const CHIP_PATTERN = new RegExp(`^${ACTION.chip}:`);
export const MORE_PATTERN = new RegExp(`^${ACTION.more}:`);
