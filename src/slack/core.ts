// What the Slack surface asks of the copilot: plain functions, handed in by whoever puts the app together.
import type { Filters } from '#blocks/report_picker.ts';
import type { Answer, Card, ChipView, Digest } from '#src/copilot/answer_types.ts';
import type { AuditStore } from '#src/copilot/audit/audit_log.ts';
import type { ReplayToday } from '#src/copilot/audit/replay.ts';
import type { Selection } from '#src/copilot/selection/selection.ts';
import type { RawParams, ReadParams } from '#src/reports/params.ts';
import type { AnyReport, ReportParams, ReportResult } from '#src/reports/report.ts';

export interface RenderedChart {
  readonly png: Buffer;
  readonly altText: string;
  /** The same picture has the same hash. */
  readonly hash: string;
}

interface AnswerRequest {
  /** Chip id. */
  readonly chip: string;
  readonly selection: Selection;
  readonly onProgress?: (line: string) => void;
}

/** Everything may throw UserError; anything else thrown is our fault and is logged. */
export interface Core {
  readonly reports: readonly AnyReport[];
  /** Throws UserError 'unknown_report' naming the nearest. */
  reportById(id: string): AnyReport;
  readParams(raw: RawParams): Promise<ReadParams>;
  runReport(report: AnyReport, params: ReportParams): Promise<ReportResult>;
  renderChart(result: ReportResult): Promise<RenderedChart>;
  entityCard(selection: Selection): Promise<Card>;
  answer(request: AnswerRequest): Promise<Answer>;
  /** An answer of the log on present data. Throws also what an answer throws. */
  replayToday(store: AuditStore, answerId: string): Promise<ReplayToday>;
  reportChips(): readonly ChipView[];
  /** The digest as of now, compared with the day before. */
  digest(): Promise<Digest>;
  /** Markdown of corpus/reports/<id>.md; null when there is no page. */
  reportPage(reportId: string): string | null;
  /** Names for the picker's menus. */
  filters(): Promise<Filters>;
}
