// Puts the numbers of a scatter chart beside their points, where they hide neither a point nor each other.
import type { View } from 'vega';
import {
  type ChartRow,
  type ChartSpec,
  type ComposedChart,
  metaOf,
  type NumberedPoints,
} from './chart_input.ts';
import { textWidth } from './text_width.ts';
import { TYPE } from './theme.ts';

interface Circle {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly text: string | null;
}

/** A label around its centre, in pixels of the plot. */
export interface PlacedLabel {
  readonly px: number;
  readonly py: number;
  readonly text: string;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const GAP = 4;
// Clockwise from the right, where a reader looks first; the last one wins only when all others are worse.
const DIRECTIONS: readonly (readonly [number, number])[] = [
  [1, 0],
  [0.7, -0.7],
  [0.7, 0.7],
  [0, -1],
  [0, 1],
  [-1, 0],
  [-0.7, -0.7],
  [-0.7, 0.7],
];

/** Second pass over a drawn view: reads where the points came out, hands the labels back as data. */
export function placeLabels(view: View, chart: ComposedChart): boolean {
  const fields = metaOf(chart.spec as unknown as ChartSpec).numbered_points;
  if (!fields) return false;
  const plot = { width: Number(view.signal('width')), height: Number(view.signal('height')) };
  view.data('labels', [...placeBeside(circlesOf(view, chart.rows, fields), plot)]);
  return true;
}

function circlesOf(view: View, rows: readonly ChartRow[], fields: NumberedPoints): readonly Circle[] {
  const [x, y, size] = ['x', 'y', 'size'].map((name) => view.scale(name)) as [Scale, Scale, Scale];
  return rows.map((row) => ({
    x: x(row[fields.x]),
    y: y(row[fields.y]),
    radius: Math.sqrt(size(row[fields.size]) / Math.PI),
    text: row[fields.text] === null || row[fields.text] === undefined ? null : String(row[fields.text]),
  }));
}

type Scale = (value: unknown) => number;

/** Greedy, in the order of the rows: each label takes the free place nearest to the right of its point. */
export function placeBeside(
  circles: readonly Circle[],
  plot: { readonly width: number; readonly height: number },
): readonly PlacedLabel[] {
  const taken: Box[] = [];
  const placed: PlacedLabel[] = [];
  for (const circle of circles) {
    if (circle.text === null) continue;
    const candidates = DIRECTIONS.map((direction) => candidate(circle, circle.text!, direction));
    const costs = candidates.map((each) => overlapCost(each.box, circles, taken, plot));
    const best = candidates[costs.indexOf(Math.min(...costs))]!;
    taken.push(best.box);
    placed.push(best.label);
  }
  return placed;
}

function candidate(circle: Circle, text: string, [dx, dy]: readonly [number, number]) {
  const halfWidth = textWidth(text, TYPE.label, 600) / 2;
  const halfHeight = TYPE.label / 2;
  const px = circle.x + dx * (circle.radius + GAP + halfWidth);
  const py = circle.y + dy * (circle.radius + GAP + halfHeight);
  const box = { left: px - halfWidth, right: px + halfWidth, top: py - halfHeight, bottom: py + halfHeight };
  return { label: { px, py, text }, box };
}

/** Covered pixels of points, ten times worse for other labels, and out of the question outside the plot. */
function overlapCost(
  box: Box,
  circles: readonly Circle[],
  taken: readonly Box[],
  plot: { readonly width: number; readonly height: number },
): number {
  const outside = box.left < 0 || box.top < 0 || box.right > plot.width || box.bottom > plot.height;
  const onLabels = taken.reduce((area, other) => area + sharedArea(box, other), 0);
  const onPoints = circles.reduce((area, each) => area + sharedArea(box, around(each)), 0);
  return (outside ? 1e6 : 0) + 10 * onLabels + onPoints;
}

function around({ x, y, radius }: Circle): Box {
  // A square of the circle's area stands in for the circle.
  const half = (radius * Math.sqrt(Math.PI)) / 2;
  return { left: x - half, right: x + half, top: y - half, bottom: y + half };
}

function sharedArea(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}
