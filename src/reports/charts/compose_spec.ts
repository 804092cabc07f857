// Fills a static spec with what changes: rows, height, the words of the title, the theme.
import type { ChartInput, ChartSpec, ComposedSpec } from './chart_input.ts';
import { wrapText } from './text_width.ts';
import { CANVAS_WIDTH, chartConfig, PADDING, type ThemeName, TYPE } from './theme.ts';

interface SpecParam {
  readonly name: string;
  readonly [key: string]: unknown;
}

const TITLE_BOX = { limit: CANVAS_WIDTH - PADDING.left - PADDING.right, lines: 2 } as const;

/** Data only ever arrives as rows and parameter values, never as an expression, so it cannot be evaluated. */
export function composeSpec(chart: ChartInput, theme: ThemeName): ComposedSpec {
  const finding = wrapText(chart.params.finding, {
    ...TITLE_BOX,
    size: TYPE.title,
    weight: TYPE.titleWeight,
  });
  const subtitle = wrapText(chart.params.subtitle, { ...TITLE_BOX, size: TYPE.subtitle, weight: 400 });
  const extraLines = (lines: readonly string[], height: number) => Math.max(0, lines.length - 1) * height;
  return {
    ...chart.spec,
    width: CANVAS_WIDTH,
    height: chart.height + extraLines(finding, TYPE.titleLine) + extraLines(subtitle, TYPE.subtitleLine),
    params: withValues(chart.spec, { ...chart.params, finding, subtitle }),
    datasets: { rows: chart.dataset, labels: [] },
    config: chartConfig(theme),
  } as unknown as ComposedSpec;
}

function withValues(spec: ChartSpec, values: Readonly<Record<string, unknown>>): readonly SpecParam[] {
  const declared = (spec['params'] ?? []) as readonly SpecParam[];
  return declared.map((param) =>
    values[param.name] === undefined ? param : { ...param, value: values[param.name] },
  );
}
