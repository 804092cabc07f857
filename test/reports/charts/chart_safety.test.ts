import { afterAll, describe, expect, it } from 'vitest';
import type { ChartInput } from '#src/reports/charts/chart_input.ts';
import { createChartRenderer } from '#src/reports/charts/render_chart.ts';
import { computeTypeCostChart, jobCostChart, spotRiskChart } from './sample_charts.ts';

const LIGHT = { theme: 'light' } as const;
const renderer = createChartRenderer();
afterAll(() => renderer.close());

/** The usual chart with a step before its marks. */
function withTransform(step: object): ChartInput {
  const chart = computeTypeCostChart();
  return { ...chart, spec: { ...chart.spec, transform: [step] } };
}

describe('what is refused', () => {
  it.each([
    ['a url anywhere in the spec', { data: { url: 'file:///etc/passwd' } }, /refused/],
    ['a link', { mark: { type: 'bar', href: 'https://example.com' } }, /refused/],
    ['an image mark', { mark: { type: 'image' } }, /refused/],
  ])('%s', async (_name, part, message) => {
    const chart = computeTypeCostChart();
    await expect(renderer.render({ ...chart, spec: { ...chart.spec, ...part } }, LIGHT)).rejects.toThrow(
      message,
    );
  });

  it('an empty dataset, in words for people', async () => {
    const empty = { ...jobCostChart(), dataset: [] };
    await expect(renderer.render(empty, LIGHT)).rejects.toMatchObject({ code: 'no_data', name: 'UserError' });
  });

  it('too many rows and too many bars', async () => {
    const points = spotRiskChart(2001);
    await expect(renderer.render(points, LIGHT)).rejects.toMatchObject({ code: 'chart_too_large' });
    const bars = jobCostChart(31, undefined, 31);
    await expect(renderer.render(bars, LIGHT)).rejects.toMatchObject({ code: 'chart_too_large' });
  });

  it('a number that is none', async () => {
    const chart = computeTypeCostChart();
    const dataset = chart.dataset.map((row) => ({ ...row, cost: Number.NaN }));
    await expect(renderer.render({ ...chart, dataset }, LIGHT)).rejects.toThrow(
      'Row 1 has no usable number in "cost"',
    );
  });
});

describe('what vega would only warn about', () => {
  it('a lost sort is an error', async () => {
    const chart = jobCostChart();
    const encoding = { y: { field: 'name', type: 'nominal', sort: { field: 'total', order: 'descending' } } };
    await expect(renderer.render({ ...chart, spec: { ...chart.spec, encoding } }, LIGHT)).rejects.toThrow(
      'not sound',
    );
  });

  it('a broken expression is an error', async () => {
    const broken = withTransform({ calculate: 'datum.nope.deep', as: 'x' });
    await expect(renderer.render(broken, LIGHT)).rejects.toThrow();
  });
});

describe('a runaway chart', () => {
  it('is stopped at the deadline and the next one is drawn as ever', async () => {
    const impatient = createChartRenderer({ deadlineMs: 3000 });
    await impatient.render(computeTypeCostChart(3), LIGHT);
    const runaway = withTransform({ calculate: `test(regexp('^(a+)+$'), '${'a'.repeat(60)}!')`, as: 'x' });
    const [stopped, next] = await Promise.allSettled([
      impatient.render(runaway, LIGHT),
      impatient.render(computeTypeCostChart(2), LIGHT),
    ]);
    const again = await renderer.render(computeTypeCostChart(2), LIGHT);
    await impatient.close();
    expect(stopped).toMatchObject({ status: 'rejected', reason: { code: 'chart_too_slow' } });
    // With its letters: the process that took over has found the fonts as well.
    expect(next).toMatchObject({ status: 'fulfilled', value: { png: again.png } });
  }, 30_000);
});

describe('the cache', () => {
  it('gives the same picture for the same chart, and another for another theme, row or title', async () => {
    const chart = computeTypeCostChart();
    const first = await renderer.render(chart, LIGHT);
    expect(await renderer.render(structuredClone(chart), LIGHT)).toBe(first);
    const others = await Promise.all([
      renderer.render(chart, { theme: 'dark' }),
      renderer.render(computeTypeCostChart(3), LIGHT),
      renderer.render({ ...chart, params: { ...chart.params, finding: 'Another' } }, LIGHT),
    ]);
    expect(new Set([first, ...others].map((each) => each.hash)).size).toBe(4);
  });

  it('remembers under which id a picture was uploaded', async () => {
    const { hash } = await renderer.render(computeTypeCostChart(), LIGHT);
    expect(renderer.externalId(hash)).toBeUndefined();
    renderer.rememberExternalId(hash, 'F123');
    expect(renderer.externalId(hash)).toBe('F123');
  });
});
