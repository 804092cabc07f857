// Rewrites the table of text widths from the bundled font files: node --import tsx src/reports/charts/build_advances.ts
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as fontkit from 'fontkit';
import { interFontFile } from './fonts.ts';
import type { AdvanceTable } from './text_width.ts';
import { WEIGHTS, type Weight } from './theme.ts';

// Latin, Greek, Cyrillic, general punctuation, currency, arrows and the few shapes names carry.
const RANGES: readonly (readonly [number, number])[] = [
  [0x20, 0x52f],
  [0x1e00, 0x1fff],
  [0x2000, 0x206f],
  [0x20a0, 0x20bf],
  [0x2100, 0x21ff],
  [0x2200, 0x22ff],
  [0x25a0, 0x25ff],
];

/** Advances of every character a weight can draw, in thousandths of the font size. */
export function advancesOf(weight: Weight): Readonly<Record<string, number>> {
  const font = fontkit.openSync(interFontFile(weight));
  const advances: Record<string, number> = {};
  for (const [from, to] of RANGES) {
    for (let code = from; code <= to; code += 1) {
      if (!font.hasGlyphForCodePoint(code)) continue;
      advances[code] = Math.round((font.glyphForCodePoint(code).advanceWidth * 1000) / font.unitsPerEm);
    }
  }
  return advances;
}

export function buildAdvances(): AdvanceTable {
  return Object.fromEntries(WEIGHTS.map((weight) => [weight, advancesOf(weight)]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const target = fileURLToPath(new URL('./inter_advances.json', import.meta.url));
  writeFileSync(target, `${JSON.stringify(buildAdvances())}\n`);
}
