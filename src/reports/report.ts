// What a report is: a named question with one SQL file, parameters, rows with units, a chart, a finding and entities to look into.
import type { IsoDay } from '#src/lib/dates.ts';
import type { SqlParams } from '#src/store/usage_source.ts';
import type { Coverage } from './empty_report.ts';
import type { EntityRef, Fact, FactSheet } from './facts.ts';
import type { Line } from './line.ts';
import type { Scope } from './scope.ts';
import type { Unit } from './units.ts';

/** The days a report looks at, and the equally long stretch before them. */
export interface Window {
  readonly asOf: IsoDay;
  readonly days: number;
  readonly previousFrom: IsoDay;
  readonly previousTo: IsoDay;
  /** The data cover both periods to their last day, so the two compare. */
  readonly hasPrevious: boolean;
}

export type Pillar = 'Cost' | 'Reliability' | 'Performance' | 'Resilience' | 'Data quality';

export const PILLARS: readonly Pillar[] = [
  'Cost',
  'Reliability',
  'Performance',
  'Resilience',
  'Data quality',
];

export type EntityType =
  | 'job'
  | 'job_run'
  | 'warehouse'
  | 'cluster'
  | 'compute_type'
  | 'user'
  | 'department'
  | 'error_family'
  | 'report';

/** Parameters as stored and shown: ids resolved, days inclusive. null means not restricted. */
export interface ReportParams {
  readonly from: IsoDay;
  readonly to: IsoDay;
  readonly workspace: string | null;
  readonly department: string | null;
  readonly tag: string | null;
  readonly job: string | null;
  readonly limit: number | null;
}

export interface Column {
  readonly name: string;
  readonly unit: Unit;
  readonly description: string;
}

export type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;

/** One selectable thing of a report, largest first. */
export interface MenuEntry {
  readonly ref: EntityRef;
  readonly name: string;
  /** What tells it from the others: '$11,790 (14%)'. */
  readonly note: string;
}

export interface ChartData {
  /** Rows in the shape of src/reports/charts/datasets.ts; the title of the picture is the finding. */
  readonly dataset: readonly Row[];
  /** Canvas height in CSS pixels at a width of 800, and what the spec declares under `params`. */
  readonly frame: { readonly height: number; readonly params: Readonly<Record<string, ChartParam>> };
  /** Measure, unit and period. */
  readonly subtitle: string;
  readonly alt: {
    /** 'Stacked bar chart' */
    readonly kind: string;
    /** What one item is, in the plural. */
    readonly unit: string;
    /** How many are shown, in words, where the items alone would be miscounted: '120 jobs and unattributed usage'. */
    readonly size?: string;
    readonly items: readonly { readonly name: string; readonly value: string }[];
    readonly total?: string;
    readonly note?: string;
  };
}

export type ChartParam = number | string | readonly number[];

/** What a report says about its rows, all figures as facts of `sheet`. */
export interface Reading {
  readonly finding: Line;
  /** Up to four headline figures, each a short line. */
  readonly figures: readonly Line[];
  /** Remarks a reader must know: unpriced rows, days beyond the data. */
  readonly notes: readonly Line[];
  /** How figures of this report are made, which its reader must know as well; stands before the notes. */
  readonly method?: readonly Line[];
}

export interface ReadingInput<R extends Row, Raw = unknown> {
  /** The SQL's rows, for sums that must be exact: money is rounded once, at the end. */
  readonly raw: readonly Raw[];
  /** All rows, before any limit. */
  readonly rows: readonly R[];
  readonly params: ReportParams;
  readonly sheet: FactSheet;
  readonly window: Window;
  readonly settings: ReportSettings;
  /** What it is restricted to, for the middle of a sentence: ' of department Finance'; empty without a filter. */
  readonly scope: Line;
}

export interface Report<Raw = never, R extends Row = Row> {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly pillar: Pillar;
  /** The question it answers, as a person would ask it. */
  readonly question: string;
  readonly columns: readonly Column[];
  readonly menuLabel: string;
  /** What one row is about; rows when left out. */
  readonly noun?: readonly [one: string, many: string];
  /** Rows of the SQL to rows in the columns' units. */
  readonly shape: (raw: readonly Raw[], window: Window, settings: ReportSettings) => readonly R[];
  readonly read: (input: ReadingInput<R, Raw>) => Reading;
  readonly menu: (rows: readonly R[]) => readonly MenuEntry[];
  /** `rows` are those the limit leaves, `all` those the totals cover; `period` is '2 to 31 Oct, department Finance'. */
  readonly chart: (rows: readonly R[], period: string, all: readonly R[]) => ChartData;
}

export interface ReportSettings {
  /** Share of the on-demand price that spot capacity is assumed to save, 0..1. */
  readonly spotDiscount: number;
}

export const DEFAULT_SETTINGS: ReportSettings = { spotDiscount: 0.65 };

/** Fixes the row types of one report; the registry holds them with the types erased. */
export function defineReport<Raw, R extends Row>(report: Report<Raw, R>): AnyReport {
  return report as unknown as AnyReport;
}

export type AnyReport = Report<unknown, Row>;

/** A report that has been run: everything a message, a file or an answer is made of. */
export interface ReportResult {
  readonly report: AnyReport;
  readonly params: ReportParams;
  readonly scope: Scope;
  /** The days the data cover, whatever was asked for. */
  readonly coverage: Coverage;
  readonly asOf: IsoDay;
  readonly costBasis: string;
  readonly rows: readonly Row[];
  readonly facts: readonly Fact[];
  readonly finding: Line;
  readonly figures: readonly Line[];
  /** All remarks, those of `method` first. */
  readonly notes: readonly Line[];
  readonly method: readonly Line[];
  readonly menu: readonly MenuEntry[];
  readonly chart: ChartData;
  readonly window: Window;
  readonly sql: { readonly text: string; readonly params: SqlParams };
  /** SHA-256 over report, version, params, rows, facts and SQL; never path or time. */
  readonly hash: string;
}
