// Text from data as a chart may show it: one line, no hidden characters, nothing the fonts cannot draw to size.
import { cleanText } from '#src/lib/text.ts';
import { isBundled } from './text_width.ts';

// Marks that turn the direction of the text after them: a name could reorder what stands beside it.
const DIRECTION_MARKS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
// Emoji and what joins them. Emoji fonts are bitmaps, which the SVG renderer draws at their own size, 136 pixels.
const EMOJI =
  /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|[\u200d\u20e3\ufe0e\ufe0f]|[\u{e0020}-\u{e007f}]/gu;

export function cleanLabel(text: string): string {
  return cleanText(text)
    .replace(DIRECTION_MARKS, '')
    .replace(EMOJI, (character) => (isBundled(character) ? character : ''))
    .replace(/\s+/g, ' ')
    .trim();
}
