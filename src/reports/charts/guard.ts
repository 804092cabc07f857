// What may not be drawn: too much, nothing at all, anything that loads a file, and names that break a picture.
import { UserError } from '#src/lib/errors.ts';
import { middleEllipsis } from '#src/lib/text.ts';
import { type ChartCell, type ChartInput, type ChartRow, type ChartSpec, metaOf } from './chart_input.ts';
import { cleanLabel } from './clean_label.ts';
import { fitMiddle } from './text_width.ts';
import { NAME_WIDTH, TYPE } from './theme.ts';

const MAX_ROWS = 2000;
const MAX_CATEGORIES = 30;
export const MAX_LABEL = 60;
const UNNAMED = 'Unnamed';
/** Beyond these sizes Slack shows a strip nobody can read, and the picture costs memory. */
const HEIGHT_RANGE = { min: 120, max: 1400 } as const;

const LOADING_KEYS: ReadonlySet<string> = new Set(['url', 'href']);
const PLAIN_FIELD = /^[a-z][a-z0-9_]*$/i;

/** The same chart with safe names, or an error that says what is wrong with it. */
export function guardChart(chart: ChartInput): ChartInput {
  refuseLoading(chart.spec);
  checkSize(chart);
  return {
    ...chart,
    dataset: nameRowsApart(
      chart.dataset.map((row, index) => guardRow(row, index, chart.spec)),
      chart.spec,
    ),
    params: {
      ...chart.params,
      finding: cleanLabel(chart.params.finding),
      subtitle: cleanLabel(chart.params.subtitle),
    },
  };
}

/** A spec describes marks; rows come as data. Whatever loads a file or a page has no place in it. */
function refuseLoading(value: unknown, path = 'spec'): void {
  if (value === null || typeof value !== 'object') return;
  for (const [key, child] of Object.entries(value)) {
    const isImage = (key === 'mark' || key === 'type') && child === 'image';
    if (LOADING_KEYS.has(key) || isImage)
      throw new Error(`A chart may not load anything: ${path}.${key} is refused.`);
    refuseLoading(child, `${path}.${key}`);
  }
}

function checkSize({ dataset, height, spec }: ChartInput): void {
  if (dataset.length === 0) throw noData();
  if (dataset.length > MAX_ROWS) throw tooLarge(`${dataset.length} rows, ${MAX_ROWS} at most`);
  if (!(height >= HEIGHT_RANGE.min && height <= HEIGHT_RANGE.max))
    throw new Error(`A chart is ${HEIGHT_RANGE.min} to ${HEIGHT_RANGE.max} pixels high, not ${height}.`);
  const { category } = metaOf(spec);
  if (category && dataset.length > MAX_CATEGORIES)
    throw tooLarge(`${dataset.length} bars, ${MAX_CATEGORIES} at most`);
}

function noData(): UserError {
  return new UserError({
    code: 'no_data',
    message: 'There is nothing to draw: no rows match.',
    next: 'Widen the dates or drop a filter.',
  });
}

function tooLarge(what: string): UserError {
  return new UserError({
    code: 'chart_too_large',
    message: `This is too much for one picture: ${what}.`,
    next: 'Narrow the dates, add a filter or set a smaller limit.',
  });
}

function guardRow(row: ChartRow, index: number, spec: ChartSpec): ChartRow {
  const entries = Object.entries(row).map(([field, cell]): readonly [string, ChartCell] => {
    if (!PLAIN_FIELD.test(field)) throw new Error(`A chart's field has a plain name, not "${field}".`);
    if (typeof cell === 'number' && !Number.isFinite(cell))
      throw new Error(`Row ${index + 1} has no usable number in "${field}".`);
    return [field, typeof cell === 'string' ? shortLabel(cell, field, spec) : cell];
  });
  return Object.fromEntries(entries);
}

function shortLabel(text: string, field: string, spec: ChartSpec): string {
  const short = middleEllipsis(cleanLabel(text), MAX_LABEL);
  const width = metaOf(spec).name_width ?? NAME_WIDTH;
  // A name of signs that cannot be drawn is still somebody.
  return field === 'name' ? fitMiddle(short || UNNAMED, width, TYPE.label) : short;
}

/** Two bars of one name would be drawn as one: the second becomes "name (2)". */
function nameRowsApart(rows: readonly ChartRow[], spec: ChartSpec): readonly ChartRow[] {
  const { category } = metaOf(spec);
  if (!category) return rows;
  const taken = new Set<string>();
  return rows.map((row) => {
    const name = drawableName(row[category]);
    let own = name;
    for (let count = 2; taken.has(own); count += 1) own = `${name} (${count})`;
    taken.add(own);
    return { ...row, [category]: own };
  });
}

/** Vega keys its marks by name in a plain object, where this one name finds the object's prototype. */
function drawableName(cell: ChartCell | undefined): string {
  const name = String(cell ?? '') || UNNAMED;
  return name === '__proto__' ? '__proto__\u00a0' : name;
}
