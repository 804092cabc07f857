// The picture and the alt text of a report that has been run.
import { readFileSync } from 'node:fs';
import { middleEllipsis } from '#src/lib/text.ts';
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

/** Characters of a name in a title, which has two lines at most. */
const TITLE_NAME = 60;

/** The first sentence of the finding, up to a full stop or colon of ours: names may hold both. */
function title({ finding }: ReportResult): string {
  let text = '';
  for (const span of finding) {
    const isData = span.entity !== undefined || span.quoted === true || span.fact !== undefined;
    const end = isData ? undefined : /[.:](?=\s|$)/.exec(span.text)?.index;
    if (end !== undefined) return text + span.text.slice(0, end);
    text += isData ? middleEllipsis(span.text, TITLE_NAME) : span.text;
  }
  return text;
}

function specOf(id: string): ChartSpec {
  const known =
    specs.get(id) ?? (JSON.parse(readFileSync(new URL(`${id}.vl.json`, CATALOG), 'utf8')) as ChartSpec);
  specs.set(id, known);
  return known;
}
