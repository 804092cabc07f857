// Turns a composed chart into SVG text; runs in the process that draws, so that a slow chart never holds up an answer.
import * as vega from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { ComposedChart } from './chart_input.ts';
import { placeLabels } from './place_labels.ts';
import { textWidth } from './text_width.ts';

interface TextItem {
  readonly fontSize?: number;
  readonly fontWeight?: number | string;
  readonly limit?: number;
}

// The typings of vega leave this hook out; without a canvas vega would guess every letter 0.8 em wide.
const { textMetrics: metrics } = vega as unknown as {
  readonly textMetrics: {
    readonly height: (item: TextItem) => number;
    width: (item: TextItem, text: unknown) => number;
  };
};

// Vega hands over the text before cutting it: without the limit a long name would claim its full width.
metrics.width = (item, value) => {
  const text = value === null || value === undefined ? '' : String(value).trim();
  const width = textWidth(text, metrics.height(item), item.fontWeight);
  return item.limit && item.limit > 0 ? Math.min(width, item.limit) : width;
};

const refuse = async (): Promise<never> => {
  throw new Error('A chart may not load anything: its rows come with it.');
};
const loader = { load: refuse, sanitize: refuse, http: refuse, file: refuse };

/** Compiled specs by their text; a handful per report and theme. */
const compiled = new Map<string, vega.Runtime>();
const MAX_COMPILED = 64;

/** SVG at twice the CSS size. Anything vega would only warn about (a lost sort, a bad expression) is an error here. */
export async function drawChart(chart: ComposedChart): Promise<string> {
  const problems: string[] = [];
  const view = new vega.View(compiledSpec(chart.spec), {
    renderer: 'none',
    expr: expressionInterpreter,
    loader,
    logger: collectingLogger(problems),
  });
  try {
    fillIn(view, chart);
    await view.runAsync();
    if (placeLabels(view, chart)) await view.runAsync();
    vega.resetSVGDefIds();
    const svg = await view.toSVG(2);
    throwAll(problems);
    return svg;
  } finally {
    view.finalize();
  }
}

function compiledSpec(spec: TopLevelSpec): vega.Runtime {
  const key = JSON.stringify(spec);
  const known = compiled.get(key);
  if (known) return known;
  const problems: string[] = [];
  const runtime = vega.parse(compile(spec, { logger: collectingLogger(problems) }).spec, undefined, {
    // Expressions are interpreted, never compiled to code.
    ast: true,
  } as object);
  throwAll(problems);
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  compiled.set(key, runtime);
  return runtime;
}

function fillIn(view: vega.View, chart: ComposedChart): void {
  view.height(chart.height);
  for (const [name, value] of Object.entries(chart.params)) view.signal(name, value);
  view.data('rows', [...chart.rows]);
}

function throwAll(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(`The chart is not sound: ${problems.join('; ')}`);
}

function collectingLogger(problems: string[]) {
  const collect = (...parts: readonly unknown[]) => {
    problems.push(parts.map(String).join(' '));
    return logger;
  };
  const ignore = () => logger;
  const logger = { level: ignore, error: collect, warn: collect, info: ignore, debug: ignore };
  return logger as never;
}
