// The digest: what changed since the last one, the largest first, each with the chip that explains it.
import type { KnownBlock } from '@slack/types';
import type { Digest, DigestChange } from '#src/copilot/answer_types.ts';
import { chipAction } from './action_ids.ts';
import { dataToMrkdwn, dataToPlain, endCut } from './data_text.ts';
import { button, context, header, section } from './kit.ts';
import { fitted, type Message, type Room } from './room.ts';
import { mrkdwnOf, plainOf } from './spans.ts';
import type { ViewTools } from './view_tools.ts';

/** Emoji-free signs that carry state: risen, fallen, new, gone. */
const SIGNS: Readonly<Record<DigestChange['kind'], string>> = { up: '▲', down: '▼', new: '●', gone: '✓' };
const CHANGES = 10;

export function digestMessage(digest: Digest, tools: ViewTools): Message {
  return fitted((room) => ({
    text: endCut(`${dataToPlain(digest.title, 150)}: ${plainOf(digest.headline)}`, 1500),
    blocks: [
      header(digest.title),
      section(mrkdwnOf(digest.headline, room)),
      ...digest.changes
        .slice(0, Math.min(CHANGES, room.items))
        .map((change) => changeBlock(change, room, tools)),
      ...footerBlocks(digest, room),
      context(measure(digest, tools)),
    ],
  }));
}

function changeBlock(change: DigestChange, room: Room, tools: ViewTools): KnownBlock {
  const text = `${SIGNS[change.kind]} ${mrkdwnOf(change.line, room)}`;
  const value = tools.pack(change.selection);
  if (value === null) return section(text);
  return section(text, button({ label: change.chip.label, action: chipAction(change.chip.id), value }));
}

function footerBlocks(digest: Digest, room: Room): KnownBlock[] {
  const text = mrkdwnOf(digest.footer, room);
  return text === '' ? [] : [context(text)];
}

function measure({ asOf, costBasis, hash }: Digest, tools: ViewTools): string {
  return `Data to ${tools.day(asOf, asOf)} · ${dataToMrkdwn(costBasis, 120)} · ${hash.slice(0, 6)}`;
}
