// How wide a text will be drawn, without drawing it: charts lay out labels by the bundled font's own advances.
import { readFileSync } from 'node:fs';
import { WEIGHTS, type Weight } from './theme.ts';

/** Advance per code point in thousandths of the font size, one table per weight. */
export type AdvanceTable = Readonly<Record<string, Readonly<Record<string, number>>>>;

const ADVANCES = JSON.parse(
  readFileSync(new URL('./inter_advances.json', import.meta.url), 'utf8'),
) as AdvanceTable;

// What the bundled font lacks is drawn by another one: a square for ideographs and pictographs, nothing for marks
// that sit on the letter before them, a typical letter for the rest.
const WIDE =
  /[\p{Extended_Pictographic}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const NO_WIDTH = /\p{Mark}|[\u200b-\u200f\u2060]/u;
const WIDE_ADVANCE = 1250;
const TYPICAL_ADVANCE = 640;

/** Width in pixels of one line at a size; kerning is left out, which overestimates by at most 5%. */
export function textWidth(text: string, size: number, weight: number | string = 400): number {
  const table = ADVANCES[nearestWeight(weight)]!;
  let advance = 0;
  for (const character of text) advance += table[character.codePointAt(0)!] ?? fallbackAdvance(character);
  return (advance * size) / 1000;
}

/** Whether the bundled font has this character. */
export function isBundled(character: string): boolean {
  return ADVANCES[400]![character.codePointAt(0)!] !== undefined;
}

function fallbackAdvance(character: string): number {
  if (NO_WIDTH.test(character)) return 0;
  return WIDE.test(character) ? WIDE_ADVANCE : TYPICAL_ADVANCE;
}

function nearestWeight(weight: number | string): Weight {
  if (weight === 'bold') return 700;
  const wanted = Number(weight);
  if (!Number.isFinite(wanted)) return 400;
  return WEIGHTS.reduce((best, each) => (Math.abs(each - wanted) < Math.abs(best - wanted) ? each : best));
}

/** The text itself, or its two ends around an ellipsis, no wider than `limit` pixels. */
export function fitMiddle(text: string, limit: number, size: number, weight: number | string = 400): string {
  if (textWidth(text, size, weight) <= limit) return text;
  const characters = [...text];
  let keep = characters.length;
  let shortened = text;
  while (keep > 1 && textWidth(shortened, size, weight) > limit) {
    keep -= 1;
    const head = Math.ceil(keep / 2);
    const tail = keep - head;
    shortened = `${characters.slice(0, head).join('').trimEnd()}…${tail > 0 ? characters.slice(-tail).join('').trimStart() : ''}`;
  }
  return shortened;
}

/** Breaks a sentence into lines no wider than `limit`; what does not fit the last line ends in an ellipsis. */
export function wrapText(
  text: string,
  box: { readonly limit: number; readonly lines: number; readonly size: number; readonly weight: number },
): readonly string[] {
  const fits = (line: string) => textWidth(line, box.size, box.weight) <= box.limit;
  const lines: string[] = [];
  for (const word of text.split(' ').filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && (fits(`${last} ${word}`) || lines.length === box.lines)) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines.map((line) => fitEnd(line, fits));
}

function fitEnd(line: string, fits: (line: string) => boolean): string {
  const characters = [...line];
  let shown = line;
  while (characters.length > 0 && !fits(shown)) {
    characters.pop();
    shown = `${characters.join('').trimEnd()}…`;
  }
  return shown;
}
