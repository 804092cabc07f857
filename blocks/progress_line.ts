// One line while an answer is made; the answer replaces it.
import { dataToMrkdwn, dataToPlain } from './data_text.ts';
import { context } from './kit.ts';
import type { Message } from './room.ts';

export function progressLine(text: string): Message {
  return { text: dataToPlain(text, 200), blocks: [context(dataToMrkdwn(text, 200))] };
}
