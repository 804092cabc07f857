// Turns a composed chart into SVG text, in a thread of its own so that a slow chart never holds up an answer.
import * as vega from 'vega';
import { compile } from 'vega-lite';
import type { ComposedSpec } from './chart_input.ts';
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

/** SVG at twice the CSS size. Anything vega would only warn about (a lost sort, a bad expression) is an error here. */
export async function drawChart(spec: ComposedSpec): Promise<string> {
  const problems: string[] = [];
  const logger = collectingLogger(problems);
  const { spec: vegaSpec } = compile(spec, { logger });
  const view = new vega.View(vega.parse(vegaSpec), { renderer: 'none', loader, logger });
  try {
    await view.runAsync();
    if (placeLabels(view, spec)) await view.runAsync();
    vega.resetSVGDefIds();
    const svg = await view.toSVG(2);
    if (problems.length > 0) throw new Error(`The chart is not sound: ${problems.join('; ')}`);
    return svg;
  } finally {
    view.finalize();
  }
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
