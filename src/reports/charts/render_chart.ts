// Turns a report's rows into the picture that is posted: guarded, drawn in a process of its own, kept for the next time.
import { UserError } from '#src/lib/errors.ts';
import { hashOf } from '#src/lib/hash.ts';
import { openWarmProcess, type WarmProcess } from '#src/lib/warm_process.ts';
import { createChartCache } from './chart_cache.ts';
import type { ChartImage, ChartInput, ChartLook } from './chart_input.ts';
import type { Asked, Drawn } from './chart_process.ts';
import { composeChart } from './compose_chart.ts';
import { guardChart } from './guard.ts';

/** Part of every hash: raise it with any change that alters a golden picture. */
const CHART_VERSION = 2;
/** About 0.2 MB each: enough for what is looked at again on the same morning. */
const KEPT_PICTURES = 64;
/** Twice this young generation saves 4% of the time and costs 15 MB of resident memory. */
const HEAP = ['--max-semi-space-size=4', '--max-old-space-size=128'];
// Read by the C library of Linux, and by no other. A picture is drawn in blocks of several megabytes, by one thread after the
// other; by default each keeps a heap of its own with what it once had, which adds up to 200 MB. With one heap for all, the
// blocks of one picture serve the next. The thresholds, in bytes, are above those blocks: fetching them anew each time takes longer.
const ALLOCATOR = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: '33554432',
  MALLOC_TRIM_THRESHOLD_: '16777216',
};

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
  /** Rejects with a message for people when the fonts do not draw, as `render` does. */
  readonly canary: () => Promise<void>;
  /** The id under which a picture was uploaded, and the way to remember it. */
  readonly externalId: (hash: string) => string | undefined;
  readonly rememberExternalId: (hash: string, id: string) => void;
  readonly close: () => Promise<void>;
}

/** One per app: it owns the process that draws. */
export function createChartRenderer(options: ChartRendererOptions = {}): ChartRenderer {
  const cache = createChartCache<ChartImage>(options.cacheSize ?? KEPT_PICTURES);
  const drawing = openDrawing(options.fontsFolder, options.deadlineMs ?? 5000);
  const canary = async () => void (await drawing.ask({ kind: 'fonts' }));
  const render = async (chart: ChartInput, look: ChartLook): Promise<ChartImage> => {
    const composed = composeChart(guardChart(chart), look.theme);
    const hash = hashOf({ ...composed, version: CHART_VERSION });
    return cache.get(hash, async () => {
      // The bytes are copied out of the message they came in, which would be kept with them.
      const { png, ...drawn } = (await drawing.ask({ kind: 'draw', chart: composed })) as Drawn;
      return { ...drawn, png: Buffer.from(png), hash };
    });
  };
  const { externalId, rememberExternalId } = cache;
  return { render, canary, externalId, rememberExternalId, close: async () => drawing.close() };
}

/** Started with the first chart. Charts wait their turn, so each has the whole deadline. */
function openDrawing(
  fontsFolder: string | undefined,
  deadlineMs: number,
): WarmProcess<Asked, Drawn | undefined> {
  return openWarmProcess({
    entry: new URL('./chart_process.ts', import.meta.url),
    args: fontsFolder === undefined ? [] : [fontsFolder],
    flags: HEAP,
    env: ALLOCATOR,
    deadlineMs,
    maxResidentMb: 512,
    errors: { tooSlow: () => tooSlow(deadlineMs), tooLarge, stopped },
  });
}

function tooSlow(deadlineMs: number): UserError {
  return new UserError({
    code: 'chart_too_slow',
    message: `The chart took longer than ${deadlineMs / 1000} seconds and was stopped.`,
    kept: 'The figures are unaffected.',
    next: 'Narrow the dates or add a filter, then try again.',
  });
}

function tooLarge(): UserError {
  return new UserError({
    code: 'chart_too_large',
    message: 'The chart needed too much memory and was stopped.',
    kept: 'The figures are unaffected.',
    next: 'Narrow the dates or add a filter, then try again.',
  });
}

function stopped(): UserError {
  return new UserError({
    code: 'chart_stopped',
    message: 'The process that draws charts ended before this one was done.',
    kept: 'The figures are unaffected.',
    next: 'Try again; a new process is started for it.',
  });
}
