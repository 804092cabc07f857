// An entity chosen from a menu: its card, in the thread.
import { selectionCard } from '#blocks/selection_card.ts';
import { viewTools } from '#src/copilot/view_tools.ts';
import { inThread } from '../../place.ts';
import { post } from '../../post.ts';
import { pickedSelection } from '../../to_selection.ts';
import type { Turn } from '../../turn.ts';
import type { Click } from './click.ts';

export async function pickEntity({ parts, place }: Turn, click: Click): Promise<void> {
  const card = await parts.core.entityCard(pickedSelection(click.block, click.value));
  await post(parts, inThread(place), selectionCard(card, viewTools));
}
