import { afterAll, describe, expect, it } from 'vitest';
import type { ChartInput } from '#src/reports/charts/chart_input.ts';
import { type SpotRiskRow, spotRiskFrame } from '#src/reports/charts/datasets.ts';
import { createChartRenderer } from '#src/reports/charts/render_chart.ts';
import { PALETTES } from '#src/reports/charts/theme.ts';
import {
  computeTypeCostChart,
  jobCostChart,
  jobCostParetoChart,
  ODD_NAMES,
  spotRiskChart,
  USUAL_CHARTS,
  USUAL_NAMES,
} from './sample_charts.ts';
import { barWidth, fillOf, outsideOf, overlapsOf, shapesOf, textsOf } from './svg_text.ts';

const { category, muted: GREY } = PALETTES.light;
const [BLUE, ORANGE] = [category[0]!, category[1]!];

const renderer = createChartRenderer();
afterAll(() => renderer.close());

async function svgOf(chart: ChartInput): Promise<string> {
  return (await renderer.render(chart, { theme: 'light' })).svg;
}

async function wordsOf(chart: ChartInput): Promise<readonly string[]> {
  return textsOf(await svgOf(chart)).map((each) => each.text);
}

describe('job_cost', () => {
  it('shows a bar, a name and a label per job in the order of the rows, "Other" last', async () => {
    const chart = jobCostChart();
    const words = await wordsOf(chart);
    const labels = chart.dataset.map((row) => row['label']);
    expect(words.filter((word) => labels.includes(word))).toEqual(labels);
    expect(words).toContain('Nightly ledger close');
    expect(words.indexOf('Other (104 jobs)')).toBe(words.indexOf('Search index rebuild') + 1);
  });

  it('titles the picture with the finding and says measure, unit and period below', async () => {
    const words = await wordsOf(jobCostChart());
    expect(words).toContain(jobCostChart().params.finding);
    expect(words).toContain('Cost per job, US dollars at DBU list price, 2 to 31 Oct 2026');
  });

  it('explains the two colours and draws "Other" in neither', async () => {
    const svg = await svgOf(jobCostChart());
    const words = textsOf(svg).map((each) => each.text);
    expect(words.filter((word) => word === 'Spot' || word === 'On-demand')).toEqual(['On-demand', 'Spot']);
    const grey = shapesOf(svg, 'rect').filter((bar) => fillOf(bar) === GREY);
    expect(grey).toHaveLength(1);
  });

  it('draws both parts of every job as long as they cost', async () => {
    const chart = jobCostChart(15, USUAL_NAMES, 15);
    const bars = shapesOf(await svgOf(chart), 'rect');
    const lengths = (fill: string) => bars.filter((bar) => fillOf(bar) === fill).map(barWidth);
    const perDollar = lengths(BLUE)[0]! / Number(chart.dataset[0]!['on_demand']);
    chart.dataset.forEach((row, index) => {
      expect(lengths(BLUE)[index]).toBeCloseTo(Number(row['on_demand']) * perDollar, 6);
      expect(lengths(ORANGE)[index]).toBeCloseTo(Number(row['spot']) * perDollar, 6);
    });
  });

  it('keeps jobs of one name apart', async () => {
    const words = await wordsOf(jobCostChart(15, ODD_NAMES, 15));
    expect(words).toContain('Nightly ledger close');
    expect(words).toContain('Nightly ledger close (2)');
  });
});

describe('compute_type_cost', () => {
  it('labels every bar with cost and share, in the order of the rows', async () => {
    const words = await wordsOf(computeTypeCostChart());
    expect(words.filter((word) => word.startsWith('$'))).toEqual([
      '$52,310 (51%)',
      '$31,210 (30%)',
      '$17,800 (17%)',
      '$2,100 (2%)',
    ]);
    const bars = shapesOf(await svgOf(computeTypeCostChart()), 'rect').map(barWidth);
    expect(bars[1]! / bars[0]!).toBeCloseTo(31_210 / 52_310, 6);
    expect(bars).toHaveLength(4);
  });
});

describe('job_cost_pareto', () => {
  it('keeps all ticks of the share axis and labels the 80% mark once', async () => {
    const words = await wordsOf(jobCostParetoChart());
    const percents = words.filter((word) => /^\d+%$/.test(word));
    expect(percents).toEqual(['0%', '20%', '40%', '60%', '80%', '100%']);
    expect(words.filter((word) => word.endsWith('jobs make 80%'))).toHaveLength(1);
  });

  it('names the five largest beside their rank', async () => {
    const words = await wordsOf(jobCostParetoChart());
    expect(words).toContain('Fraud scoring features, EU');
    expect(words).not.toContain('orders_bronze_to_silver');
  });

  it('colours the jobs that make 80% and greys the rest', async () => {
    const chart = jobCostParetoChart();
    const fills = shapesOf(await svgOf(chart), 'rect').map(fillOf);
    const core = chart.dataset.filter((row) => row['core'] === 1).length;
    expect(fills).toHaveLength(chart.dataset.length);
    expect(fills.filter((fill) => fill === BLUE)).toHaveLength(core);
    expect(fills.slice(core).every((fill) => fill === GREY)).toBe(true);
  });
});

describe('spot_risk_by_job', () => {
  it('draws a point per job and numbers the eight riskiest once each', async () => {
    const svg = await svgOf(spotRiskChart());
    expect(shapesOf(svg, 'symbol')).toHaveLength(60);
    const numbers = textsOf(svg).filter((each) => /^[1-8]$/.test(each.text) && each.size === 14);
    // Each beside its point, and again in the key.
    expect(
      numbers
        .map((each) => each.text)
        .toSorted()
        .join(''),
    ).toBe('1122334455667788');
  });

  it('explains colours and sizes', async () => {
    const words = await wordsOf(spotRiskChart());
    expect(words).toEqual(
      expect.arrayContaining(['Failed runs', 'under 2%', '2 to 5%', '5 to 10%', '10%+', 'Evictions']),
    );
  });

  it('leaves a job without finished runs hollow', async () => {
    const fills = shapesOf(await svgOf(spotRiskChart()), 'symbol').map(fillOf);
    expect(fills.filter((fill) => fill === undefined)).toHaveLength(1);
    expect(new Set(fills).size).toBe(5);
  });
});

/** The usual risk chart of an account so many times as large. */
function scaledRisk(evictions: number, cost: number): ChartInput {
  const chart = spotRiskChart();
  const rows = (chart.dataset as readonly SpotRiskRow[]).map((row) => {
    return { ...row, evictions: row.evictions * evictions, cost: row.cost * cost };
  });
  return { ...chart, dataset: rows, params: { ...chart.params, ...spotRiskFrame(rows).params } };
}

describe('the numbers of the risk chart', () => {
  it('are named below the plot, each with its name and what is at risk', async () => {
    const chart = spotRiskChart();
    const words = await wordsOf(chart);
    for (const row of chart.dataset.filter(({ number }) => number !== null)) {
      expect(words.filter((word) => word === String(row.number)).length, String(row.number)).toBe(2);
      expect(words).toContain(row.name);
      expect(words).toContain(row.label);
    }
    expect(words.filter((word) => /^\d$/.test(word) && Number(word) > 0)).toHaveLength(16);
  });
});

describe('dollars on an axis', () => {
  it.each([
    [0.001, ['$0.30', '$1', '$3', '$10']],
    [1, ['$300', '$1k', '$3k', '$10k']],
    [1e6, ['$300M', '$1B', '$3B', '$10B']],
  ])('read like dollars, also %d times as many', async (factor, ticks) => {
    const chart = scaledRisk(1, factor);
    const key = chart.dataset.map((row) => row.label);
    const words = (await wordsOf(chart)).filter((word) => !key.includes(word));
    expect(words.filter((word) => word.startsWith('$'))).toEqual(ticks);
  });
});

const SHAPES: readonly (readonly [string, ChartInput])[] = [
  ...Object.entries(USUAL_CHARTS),
  ['one job', jobCostChart(1)],
  ['two jobs', jobCostChart(2)],
  ['15 jobs and no other', jobCostChart(15, USUAL_NAMES, 15)],
  ['odd names', jobCostChart(40, ODD_NAMES)],
  ['one compute type', computeTypeCostChart(1)],
  ['pareto of one', jobCostParetoChart(1)],
  ['pareto of two', jobCostParetoChart(2)],
  ['pareto of nine', jobCostParetoChart(9, 0.8)],
  ['pareto without a tail', jobCostParetoChart(118, 0)],
  ['pareto of 12 alike', jobCostParetoChart(12, 0.05)],
  ['pareto with one giant', jobCostParetoChart(300, 3)],
  ['pareto with odd names', jobCostParetoChart(30, 1, ODD_NAMES)],
  ['one risky job', spotRiskChart(1)],
  ['few risky jobs', spotRiskChart(5)],
  ['crowded risk', spotRiskChart(200, 1.6)],
  ['thousands of evictions', scaledRisk(150, 1)],
  ['a hundred thousand evictions', scaledRisk(15_000, 1)],
  ['risk with odd names', spotRiskChart(30, 1, ODD_NAMES)],
];

describe.each(SHAPES)('%s', (_name, chart) => {
  it.each(['light', 'dark'] as const)('is readable in %s', async (theme) => {
    const { svg, png, width, height } = await renderer.render(chart, { theme });
    const texts = textsOf(svg);
    expect(texts.length).toBeGreaterThanOrEqual(4);
    expect(texts.map((each) => each.text).join('\n')).not.toMatch(/NaN|undefined|\[object|Infinity|null/);
    expect(overlapsOf(texts)).toEqual([]);
    expect(outsideOf(svg)).toEqual([]);
    expect(Math.min(...texts.map((each) => each.size))).toBeGreaterThanOrEqual(12.5);
    expect(svg).not.toContain('rotate(');
    expect([width, height % 2]).toEqual([1600, 0]);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
  });
});

describe('the layout checks', () => {
  it('find texts that overlap and texts outside the picture', async () => {
    const chart = jobCostChart();
    const squeezed = await svgOf({ ...chart, height: 200 });
    expect(overlapsOf(textsOf(squeezed)).length).toBeGreaterThan(5);
    const narrow = (await svgOf(chart)).replace('viewBox="0 0 800', 'viewBox="0 0 400');
    expect(outsideOf(narrow).length).toBeGreaterThan(0);
  });
});

describe('the words of a title', () => {
  it('are wrapped to two lines and the picture grows with them', async () => {
    const usual = computeTypeCostChart();
    const params = {
      ...usual.params,
      finding: 'Recommendation training (weekly) costs more than it did '.repeat(3),
    };
    const [short, long] = await Promise.all([
      renderer.render(usual, { theme: 'light' }),
      renderer.render({ ...usual, params }, { theme: 'light' }),
    ]);
    expect(long.height - short.height).toBe(50);
    expect(textsOf(long.svg).filter((each) => each.size === 20)).toHaveLength(2);
    expect(textsOf(long.svg).some((each) => each.text.endsWith('…'))).toBe(true);
    expect(overlapsOf(textsOf(long.svg))).toEqual([]);
  });

  it('are shown, never evaluated', async () => {
    const chart = computeTypeCostChart();
    const finding = '\' + datum.cost + "${1 + 1}" <b>&amp;';
    const words = await wordsOf({ ...chart, params: { ...chart.params, finding } });
    expect(words).toContain(finding);
  });
});
