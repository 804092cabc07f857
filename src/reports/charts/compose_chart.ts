// Splits a chart into what never changes, its spec in a theme, and what does: rows, height, the words of the title.
import type { TopLevelSpec } from 'vega-lite';
import type { ChartInput, ChartSpec, ComposedChart } from './chart_input.ts';
import { wrapText } from './text_width.ts';
import { CANVAS_WIDTH, chartConfig, PADDING, type ThemeName, TYPE } from './theme.ts';

const TITLE_BOX = { limit: CANVAS_WIDTH - PADDING.left - PADDING.right, lines: 2 } as const;

/** Data only ever arrives as rows and parameter values, never as an expression, so it cannot be evaluated. */
export function composeChart(chart: ChartInput, theme: ThemeName): ComposedChart {
  const title = { ...TITLE_BOX, size: TYPE.title, weight: TYPE.titleWeight };
  const finding = wrapText(chart.params.finding, title);
  const subtitle = wrapText(chart.params.subtitle, { ...TITLE_BOX, size: TYPE.subtitle, weight: 400 });
  const extra = extraLines(finding, TYPE.titleLine) + extraLines(subtitle, TYPE.subtitleLine);
  return {
    spec: themedSpec(chart.spec, theme),
    rows: chart.dataset,
    height: chart.height + extra,
    params: declaredValues(chart.spec, { ...chart.params, finding, subtitle }),
  };
}

function extraLines(lines: readonly string[], height: number): number {
  return Math.max(0, lines.length - 1) * height;
}

/** The same object content for every picture of a report, so the worker compiles it once. */
function themedSpec(spec: ChartSpec, theme: ThemeName): TopLevelSpec {
  const size = { width: CANVAS_WIDTH, height: CANVAS_WIDTH / 2 };
  const themed = { ...spec, ...size, datasets: { rows: [], labels: [] }, config: chartConfig(theme) };
  return themed as unknown as TopLevelSpec;
}

function declaredValues(
  spec: ChartSpec,
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const declared = (spec['params'] ?? []) as readonly { readonly name: string }[];
  const known = declared.filter(({ name }) => values[name] !== undefined);
  return Object.fromEntries(known.map(({ name }) => [name, values[name]]));
}
