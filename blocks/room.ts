// How much a message may say: tried generously first, then tighter until Slack's limits hold.
import type { KnownBlock } from '@slack/types';
import { LIMITS } from './limits.ts';
import { validateBlocks } from './validate.ts';

export interface Message {
  /** For notifications and screen readers. */
  readonly text: string;
  readonly blocks: KnownBlock[];
}

export interface Room {
  /** Longest name of an entity, in characters as people see them. */
  readonly name: number;
  /** Longest text copied from the data that is no name, such as an error message. */
  readonly quote: number;
  /** Longest sentence, in characters as sent. */
  readonly sentence: number;
  /** Most points, notes, changes or table rows. */
  readonly items: number;
}

/** The last one fits whatever the data hold: 3 points of 350 characters. */
export const ROOMS: readonly Room[] = [
  { name: 120, quote: 400, sentence: 2900, items: 30 },
  { name: 80, quote: 240, sentence: 1500, items: 20 },
  { name: 48, quote: 120, sentence: 900, items: 12 },
  { name: 32, quote: 80, sentence: 600, items: 7 },
  { name: 20, quote: 40, sentence: 350, items: 3 },
];

/** The roomiest version of a message that Slack takes. */
export function fitted(build: (room: Room) => Message): Message {
  for (const room of ROOMS.slice(0, -1)) {
    const message = build(room);
    if (validateBlocks(message.blocks).length === 0) return message;
  }
  return build(ROOMS.at(-1)!);
}

export function isTooLong(blocks: readonly KnownBlock[]): boolean {
  return JSON.stringify(blocks).length > LIMITS.messageChars;
}
