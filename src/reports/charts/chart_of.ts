// The picture and the alt text of a report that has been run.
import { readFileSync } from 'node:fs';
import { plainText } from '../line.ts';
import type { ReportResult } from '../report.ts';
import { altText } from './alt_text.ts';
import type { ChartInput, ChartSpec } from './chart_input.ts';

const CATALOG = new URL('../catalog/', import.meta.url);
const specs = new Map<string, ChartSpec>();

export function chartOf(result: ReportResult): ChartInput {
  const { dataset, frame, subtitle } = result.chart;
  return {
    spec: specOf(result.report.id),
    dataset,
    height: frame.height,
    params: { ...frame.params, finding: title(result), subtitle },
  };
}

export function altTextOf(result: ReportResult): string {
  return altText({
    finding: plainText(result.finding),
    subtitle: result.chart.subtitle,
    ...result.chart.alt,
  });
}

/** The first sentence of the finding: a title has one line or two. */
function title(result: ReportResult): string {
  const text = plainText(result.finding);
  const end = /[.:](?=\s)/.exec(text)?.index;
  return end === undefined ? text.replace(/\.$/, '') : text.slice(0, end);
}

function specOf(id: string): ChartSpec {
  const known =
    specs.get(id) ?? (JSON.parse(readFileSync(new URL(`${id}.vl.json`, CATALOG), 'utf8')) as ChartSpec);
  specs.set(id, known);
  return known;
}
