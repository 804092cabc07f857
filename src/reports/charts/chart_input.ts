// What a report hands over to get a picture: a static Vega-Lite file, its rows, and the few values that change.
import type { TopLevelSpec } from 'vega-lite';
import type { ThemeName } from './theme.ts';

export type ChartCell = string | number | null;
export type ChartRow = Readonly<Record<string, ChartCell>>;

/** The parsed content of a `.vl.json` file; it holds no data and is never written to. */
export type ChartSpec = Readonly<Record<string, unknown>>;

export interface ChartParams {
  /** The title: what the chart shows, as a sentence. */
  readonly finding: string;
  /** Measure, unit and period. */
  readonly subtitle: string;
  /** End of the value axis, where labels beside the bars need room. */
  readonly domainMax?: number;
  /** Any other value a spec declares under `params`. */
  readonly [name: string]: string | number | readonly number[] | undefined;
}

export interface ChartInput {
  readonly spec: ChartSpec;
  readonly dataset: readonly ChartRow[];
  /** Picture height in CSS pixels, for a title and a subtitle of one line each. */
  readonly height: number;
  readonly params: ChartParams;
}

export interface ChartLook {
  readonly theme: ThemeName;
}

export interface ChartImage {
  readonly png: Buffer;
  readonly svg: string;
  /** Names this picture: the same spec, rows, look and code give the same hash. */
  readonly hash: string;
  /** Pixels of the PNG, twice the CSS size. */
  readonly width: number;
  readonly height: number;
}

/** A chart as the worker gets it: what is compiled once per look, and what changes with every picture. */
export interface ComposedChart {
  readonly spec: TopLevelSpec;
  readonly rows: readonly ChartRow[];
  readonly height: number;
  /** Values of the spec's own parameters. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** What a spec says about itself to our code, under Vega-Lite's own `usermeta`. */
export interface ChartMeta {
  /** The field with one value per bar; values are kept apart and counted. */
  readonly category?: string;
  /** Pixels the field `name` may take. */
  readonly name_width?: number;
  /** The fields of a scatter chart whose points get a number beside them. */
  readonly numbered_points?: NumberedPoints;
}

export interface NumberedPoints {
  readonly text: string;
  readonly x: string;
  readonly y: string;
  readonly size: string;
}

export function metaOf(spec: ChartSpec): ChartMeta {
  return (spec['usermeta'] ?? {}) as ChartMeta;
}
