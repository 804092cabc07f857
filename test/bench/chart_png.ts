// How long a chart takes from rows to PNG, beside a headless browser doing the same job, in one run.
//
// Ours: guard, compose, compile, draw and encode, with a warm worker and the cache off.
// The browser's: its page loads the bundles of vega and vega-lite from disk, embeds the composed spec as SVG and is
// screenshotted at twice the CSS size. "A fresh page" is `browser.newPage()` per chart, with a context of its own;
// "a fresh tab" shares one context and its caches; "a page kept warm" only embeds and screenshots. Starting the
// browser is never counted, and it draws with the fonts it finds, without our font files, which favours it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
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

/** Enough for the compilers of both warm ways to settle; a fresh page has nothing to warm. */
const WARM_UP_ROUNDS = 15;
const MEASURED_ROUNDS = 12;
const PAGE = { deviceScaleFactor: 2, viewport: { width: 820, height: 700 } };
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
    const ours: Way = async (chart) => (await renderer.render(chart, LIGHT)).png;
    return await compare({ ours, ...(await browserWays(browser, folder)) }, rounds);
  } finally {
    await browser.close();
    await renderer.close();
    rmSync(folder, { recursive: true });
  }
}

async function browserWays(browser: Browser, folder: string) {
  const url = writePage(folder);
  const context = await browser.newContext(PAGE);
  const kept = await context.newPage();
  await kept.goto(url);
  const inNew =
    (open: () => Promise<Page>): Way =>
    async (chart) => {
      const page = await open();
      await page.goto(url);
      const png = await screenshot(page, chart);
      await page.close();
      return png;
    };
  return {
    fresh: inNew(() => browser.newPage(PAGE)),
    tab: inNew(() => context.newPage()),
    warm: (chart: ChartInput) => screenshot(kept, chart),
  };
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

interface Ways {
  readonly ours: Way;
  readonly fresh: Way;
  readonly tab: Way;
  readonly warm: Way;
}

async function compare(ways: Ways, rounds: number): Promise<readonly ChartPngRow[]> {
  const charts = Object.values(USUAL_CHARTS);
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1)
    for (const chart of charts) await Promise.all([ways.ours(chart), ways.warm(chart)]);
  const times = { ours: [] as number[], fresh: [] as number[], tab: [] as number[], warm: [] as number[] };
  for (let round = 0; round < rounds; round += 1)
    for (const chart of charts)
      for (const way of ['ours', 'fresh', 'tab', 'warm'] as const)
        times[way].push(await elapsed(() => ways[way](chart)));
  const ours = median(times.ours)!;
  const row = (name: string, samples: readonly number[]): ChartPngRow => {
    const ms = median(samples)!;
    return { name, ms, ratio: ms / ours };
  };
  return [
    row('chart to PNG', times.ours),
    row('headless Chromium, a fresh page per chart', times.fresh),
    row('headless Chromium, a page kept warm', times.warm),
    row('headless Chromium, a fresh tab of one context', times.tab),
  ];
}

async function elapsed(work: () => Promise<Uint8Array>): Promise<number> {
  const start = performance.now();
  const png = await work();
  const ms = performance.now() - start;
  if (png.length < 5000) throw new Error('The picture is empty, so its time means nothing.');
  return ms;
}
