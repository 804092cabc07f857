// Turns a report's rows into the picture that is posted: guarded, drawn off the main thread, kept for the next time.
import sharp from 'sharp';
import { Tinypool } from 'tinypool';
import { UserError } from '#src/lib/errors.ts';
import { hashOf } from '#src/lib/hash.ts';
import { createChartCache } from './chart_cache.ts';
import type { ChartImage, ChartInput, ChartLook, ComposedChart } from './chart_input.ts';
import { composeChart } from './compose_chart.ts';
import { readyFonts } from './fonts.ts';
import { guardChart } from './guard.ts';

/** Part of every hash: raise it with any change that alters a golden picture. */
const CHART_VERSION = 1;
const MAX_SVG_BYTES = 2_000_000;
/** 1600 x 2800 pixels with room to spare. */
const MAX_PIXELS = 8_000_000;
/** A small young generation costs 2% of the time and saves 40 MB of resident memory. */
const WORKER_MEMORY = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 8 } as const;

export interface ChartRendererOptions {
  /** Where fonts.conf and the font cache are written; a folder of the system's temporary files by default. */
  readonly fontsFolder?: string;
  /** A chart that takes longer is stopped. */
  readonly deadlineMs?: number;
  /** Pictures kept in memory; 0 draws every time. */
  readonly cacheSize?: number;
}

export interface ChartRenderer {
  readonly render: (chart: ChartInput, look: ChartLook) => Promise<ChartImage>;
  /** Rejects with a message for people when the fonts do not draw; `render` asks it first. */
  readonly canary: () => Promise<void>;
  /** The id under which a picture was uploaded, and the way to remember it. */
  readonly externalId: (hash: string) => string | undefined;
  readonly rememberExternalId: (hash: string, id: string) => void;
  readonly close: () => Promise<void>;
}

/** One per process: it owns the worker thread and the process's font configuration. */
export function createChartRenderer(options: ChartRendererOptions = {}): ChartRenderer {
  // Every picture is another one: sharp's own cache would only hold memory.
  sharp.cache(false);
  const cache = createChartCache<ChartImage>(options.cacheSize);
  const drawing = createDrawing(options.deadlineMs ?? 5000);
  let fontsReady: Promise<void> | undefined;
  const canary = () => {
    fontsReady ??= readyFonts(options.fontsFolder);
    return fontsReady;
  };
  const render = async (chart: ChartInput, look: ChartLook): Promise<ChartImage> => {
    await canary();
    const composed = composeChart(guardChart(chart), look.theme);
    const hash = hashOf({ ...composed, version: CHART_VERSION });
    return cache.get(hash, async () => toImage(await drawing.draw(composed), hash));
  };
  const { externalId, rememberExternalId } = cache;
  return { render, canary, externalId, rememberExternalId, close: drawing.close };
}

/** The worker thread, started with the first chart. Charts wait their turn here, so each has the whole deadline. */
function createDrawing(deadlineMs: number) {
  let pool: Tinypool | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const drawNow = async (chart: ComposedChart): Promise<string> => {
    pool ??= createPool();
    const signal = AbortSignal.timeout(deadlineMs);
    try {
      return (await pool.run(chart, { name: 'drawChart', signal })) as string;
    } catch (error) {
      throw signal.aborted ? tooSlow(deadlineMs) : error;
    }
  };
  const draw = (chart: ComposedChart): Promise<string> => {
    const result = last.then(() => drawNow(chart));
    last = result.catch(() => undefined);
    return result;
  };
  return { draw, close: async () => pool?.destroy() };
}

function createPool(): Tinypool {
  return new Tinypool({
    filename: new URL('./chart_worker.mjs', import.meta.url).href,
    minThreads: 1,
    maxThreads: 1,
    resourceLimits: WORKER_MEMORY,
  });
}

async function toImage(svg: string, hash: string): Promise<ChartImage> {
  if (svg.length > MAX_SVG_BYTES) throw new Error(`The chart is too large: ${svg.length} characters of SVG.`);
  const picture = sharp(Buffer.from(svg), { limitInputPixels: MAX_PIXELS });
  // A palette would halve the bytes and double the time, and the reader waits for the time.
  const { data, info } = await picture
    .removeAlpha()
    .png({ compressionLevel: 2 })
    .toBuffer({ resolveWithObject: true });
  return { png: data, svg, hash, width: info.width, height: info.height };
}

function tooSlow(deadlineMs: number): UserError {
  return new UserError({
    code: 'chart_too_slow',
    message: `The chart took longer than ${deadlineMs / 1000} seconds and was stopped.`,
    kept: 'The figures are unaffected.',
    next: 'Narrow the dates or add a filter, then try again.',
  });
}
