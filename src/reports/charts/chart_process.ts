// The child process that draws: vega for the SVG, sharp for the PNG. What they leave behind in memory stays out of the app.
import sharp from 'sharp';
import { answerRequests } from '#src/lib/process_messages.ts';
import type { ComposedChart } from './chart_input.ts';
import { drawChart } from './draw_chart.ts';
import { readyFonts } from './fonts.ts';

export type Asked = { readonly kind: 'fonts' } | { readonly kind: 'draw'; readonly chart: ComposedChart };

export interface Drawn {
  readonly png: Uint8Array;
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

const MAX_SVG_BYTES = 2_000_000;
/** 1600 x 2800 pixels with room to spare. */
const MAX_PIXELS = 8_000_000;

// Every picture is another one: sharp's own cache would only hold memory.
sharp.cache(false);

/** Once per process, before its first text: a process that takes the place of another one configures its fonts anew. */
let fonts: Promise<void> | undefined;

answerRequests<Asked, Drawn | undefined>(async (asked) => {
  fonts ??= readyFonts(process.argv[2]);
  await fonts;
  return asked.kind === 'draw' ? encode(await drawChart(asked.chart)) : undefined;
});

async function encode(svg: string): Promise<Drawn> {
  if (svg.length > MAX_SVG_BYTES) throw new Error(`The chart is too large: ${svg.length} characters of SVG.`);
  const picture = sharp(Buffer.from(svg), { limitInputPixels: MAX_PIXELS });
  // A palette would halve the bytes and double the time, and the reader waits for the time.
  const { data, info } = await picture
    .removeAlpha()
    .png({ compressionLevel: 2 })
    .toBuffer({ resolveWithObject: true });
  return { png: data, svg, width: info.width, height: info.height };
}
