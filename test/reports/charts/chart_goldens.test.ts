// The look of every chart, as text and as pixels. Refresh on purpose with UPDATE_CHARTS=1 and -u, then look at each one.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { afterAll, describe, expect, it } from 'vitest';
import { createChartRenderer } from '#src/reports/charts/render_chart.ts';
import { CHART_IDS, USUAL_CHARTS } from './sample_charts.ts';

const GOLDENS = fileURLToPath(new URL('../../golden/charts/', import.meta.url));
const OUTPUT = fileURLToPath(new URL('../../output/charts/', import.meta.url));
// One wrong digit changes about 130 pixels of a picture 1600 wide.
const MAX_DIFFERENT_PIXELS = 50;

const renderer = createChartRenderer();
afterAll(() => renderer.close());

describe.each(CHART_IDS)('%s', (id) => {
  it.each(['light', 'dark'] as const)('has the same drawing in %s', async (theme) => {
    const { svg } = await renderer.render(USUAL_CHARTS[id], { theme });
    const readable = `${svg.replaceAll('><', '>\n<')}\n`;
    await expect(readable).toMatchFileSnapshot(`${GOLDENS}${id}.${theme}.svg`);
  });

  it('has the same pixels', async () => {
    const { png } = await renderer.render(USUAL_CHARTS[id], { theme: 'light' });
    const file = `${GOLDENS}${id}.png`;
    const missing = !existsSync(file) && !process.env['CI'];
    if (missing || process.env['UPDATE_CHARTS']) writeFileSync(file, png);
    expect(differentPixels(id, png, readFileSync(file))).toBeLessThanOrEqual(MAX_DIFFERENT_PIXELS);
  });
});

/** Leaves the new picture and the difference in test/output when they are not alike. */
function differentPixels(id: string, actual: Buffer, golden: Buffer): number {
  const [a, b] = [PNG.sync.read(actual), PNG.sync.read(golden)];
  if (a.width !== b.width || a.height !== b.height) return Number.POSITIVE_INFINITY;
  const diff = new PNG({ width: a.width, height: a.height });
  const count = pixelmatch(a.data, b.data, diff.data, a.width, a.height, { threshold: 0.1 });
  if (count > MAX_DIFFERENT_PIXELS) {
    mkdirSync(OUTPUT, { recursive: true });
    writeFileSync(`${OUTPUT}${id}.actual.png`, actual);
    writeFileSync(`${OUTPUT}${id}.diff.png`, PNG.sync.write(diff));
  }
  return count;
}
