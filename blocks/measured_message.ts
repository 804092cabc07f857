// How a report measures what it says: its own page, in the thread.
import type { KnownBlock } from '@slack/types';
import { LIMITS } from './limits.ts';
import type { Message } from './room.ts';

/** Leaves room for the JSON around the text. */
const PAGE_CHARS = LIMITS.messageChars - 500;

/** `page` is Markdown of ours, from corpus/reports. */
export function measuredMessage(title: string, page: string): Message {
  const markdown: KnownBlock = { type: 'markdown', text: cutPage(page) };
  return { text: `How ${title} is measured`, blocks: [markdown] };
}

/** Whole paragraphs, as JSON counts them. */
function cutPage(page: string): string {
  const paragraphs = page.trim().split(/\n{2,}/);
  while (paragraphs.length > 1 && JSON.stringify(paragraphs.join('\n\n')).length > PAGE_CHARS)
    paragraphs.pop();
  return paragraphs.join('\n\n').slice(0, PAGE_CHARS);
}
