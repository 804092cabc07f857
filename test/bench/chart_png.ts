// How long a chart takes from rows to PNG, beside a headless browser doing the same job, in one run.
//
// Ours: guard, compose, compile, draw and encode, with a warm worker and the cache off.
// The browser's: its page loads the bundles of vega and vega-lite from disk, embeds the composed spec as SVG and is
// screenshotted at twice the CSS size. "A fresh page" opens, loads and closes a tab per chart in a browser that
// already runs; "a page kept warm" only embeds and screenshots. Starting the browser is never counted, and it draws
// with the fonts it finds, without our font files, which favours it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { median } from '#src/lib/stats.ts';
import type { ChartInput } from '#src/reports/charts/chart_input.ts';
import { composeChart } from '#src/reports/charts/compose_chart.ts';
import { guardChart } from '#src/reports/charts/guard.ts';
import { createChartRenderer } from '#src/reports/charts/render_chart.ts';
import { USUAL_CHARTS } from '#test/reports/charts/sample_charts.ts';

export interface ChartPngRow {
  readonly name: string;
  /** Median over all charts and rounds. */
  readonly ms: number;
  /** How many times as long as ours. */
  readonly ratio: number;
}

type Way = (chart: ChartInput) => Promise<Uint8Array>;

const WARM_UP_ROUNDS = 2;
const MEASURED_ROUNDS = 12;
const LIGHT = { theme: 'light' } as const;

/** Rounds are interleaved, so that whatever else the machine does slows all ways alike. */
export async function measureChartPng(rounds = MEASURED_ROUNDS): Promise<readonly ChartPngRow[]> {
  const renderer = createChartRenderer({ cacheSize: 0 });
  const folder = mkdtempSync(join(tmpdir(), 'chart_bench_'));
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  try {
    const context = await browser.newContext({ deviceScaleFactor: 2, viewport: { width: 820, height: 700 } });
    const ours: Way = async (chart) => (await renderer.render(chart, LIGHT)).png;
    return await compare({ ours, ...(await browserWays(context, folder)) }, rounds);
  } finally {
    await browser.close();
    await renderer.close();
    rmSync(folder, { recursive: true });
  }
}

async function browserWays(context: BrowserContext, folder: string) {
  const url = writePage(folder);
  const open = async (): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(url);
    return page;
  };
  const kept = await open();
  const fresh: Way = async (chart) => {
    const page = await open();
    const png = await screenshot(page, chart);
    await page.close();
    return png;
  };
  return { fresh, warm: (chart: ChartInput) => screenshot(kept, chart) };
}

function writePage(folder: string): string {
  const { resolve } = createRequire(import.meta.url);
  const bundles = [
    join(resolve('vega/vega-schema.json'), '../vega.min.js'),
    join(resolve('vega-lite'), '../vega-lite.min.js'),
  ];
  const scripts = bundles.map((file) => `<script src="${pathToFileURL(file).href}"></script>`).join('');
  const file = join(folder, 'chart.html');
  writeFileSync(file, `<!doctype html><meta charset="utf-8">${scripts}<div id="chart"></div>`);
  return pathToFileURL(file).href;
}

async function screenshot(page: Page, chart: ChartInput): Promise<Uint8Array> {
  await page.evaluate(embed, JSON.stringify(completeSpec(chart)));
  return page.locator('#chart svg').screenshot();
}

/** One spec with everything in it, as it would be embedded in a page. */
function completeSpec(chart: ChartInput): object {
  const { spec, rows, height, params } = composeChart(guardChart(chart), 'light');
  const declared = (spec.params ?? []) as readonly { readonly name: string }[];
  const filled = declared.map((each) => (each.name in params ? { ...each, value: params[each.name] } : each));
  return { ...spec, height, params: filled, datasets: { rows, labels: [] } };
}

/** Runs in the page. */
async function embed(specText: string): Promise<void> {
  const { vega, vegaLite, document } = globalThis as unknown as {
    readonly vega: typeof import('vega');
    readonly vegaLite: typeof import('vega-lite');
    readonly document: { querySelector(selector: string): never };
  };
  const { spec } = vegaLite.compile(JSON.parse(specText));
  await new vega.View(vega.parse(spec), {
    renderer: 'svg',
    container: document.querySelector('#chart'),
  }).runAsync();
}

async function compare(
  ways: { readonly ours: Way; readonly fresh: Way; readonly warm: Way },
  rounds: number,
): Promise<readonly ChartPngRow[]> {
  const times = { ours: [] as number[], fresh: [] as number[], warm: [] as number[] };
  for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
    for (const chart of Object.values(USUAL_CHARTS)) {
      for (const way of ['ours', 'fresh', 'warm'] as const) {
        const ms = await elapsed(() => ways[way](chart));
        if (round >= 0) times[way].push(ms);
      }
    }
  }
  const ours = median(times.ours)!;
  const row = (name: string, samples: readonly number[]): ChartPngRow => {
    const ms = median(samples)!;
    return { name, ms, ratio: ms / ours };
  };
  return [
    row('chart to PNG', times.ours),
    row('headless Chromium, a fresh page per chart', times.fresh),
    row('headless Chromium, a page kept warm', times.warm),
  ];
}

async function elapsed(work: () => Promise<Uint8Array>): Promise<number> {
  const start = performance.now();
  const png = await work();
  const ms = performance.now() - start;
  if (png.length < 5000) throw new Error('The picture is empty, so its time means nothing.');
  return ms;
}
