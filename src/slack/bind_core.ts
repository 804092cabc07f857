// The copilot's functions with their parts filled in, as the Slack surface calls them.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { answer } from '#src/copilot/answer.ts';
import type { Digest } from '#src/copilot/answer_types.ts';
import { replayToday } from '#src/copilot/audit/replay.ts';
import { entityCard } from '#src/copilot/card.ts';
import type { Parts } from '#src/copilot/parts.ts';
import { reportChips } from '#src/copilot/selection/chips.ts';
import { altTextOf, chartOf } from '#src/reports/charts/chart_of.ts';
import type { ChartRenderer } from '#src/reports/charts/render_chart.ts';
import type { SimilarJobs } from '#src/reports/name_lookup.ts';
import { readParams } from '#src/reports/params.ts';
import { REPORTS, reportById } from '#src/reports/registry.ts';
import { runReport } from '#src/reports/run_report.ts';
import { loadSql } from '#src/store/sql_file.ts';
import type { Core } from './core.ts';

export interface CoreParts {
  readonly parts: Parts;
  readonly charts: ChartRenderer;
  readonly theme: 'light' | 'dark';
  readonly corpusDir: string;
  readonly digest: () => Promise<Digest>;
  /** For a job whose name is not quite right. */
  readonly similarJobs?: SimilarJobs;
}

interface Named {
  readonly id: string;
  readonly name: string | null;
}

export function bindCore({ parts, charts, theme, corpusDir, digest, similarJobs }: CoreParts): Core {
  const { source, settings } = parts;
  const names = async (sql: string) => {
    const rows = await source.query<Named>(loadSql(sql), {});
    return rows.map((row) => row.name ?? row.id);
  };
  return {
    reports: REPORTS,
    reportById,
    readParams: (raw) => readParams(raw, source, similarJobs),
    runReport: (report, params) => runReport(report, params, source, settings),
    async renderChart(result) {
      const { png, hash } = await charts.render(chartOf(result), { theme });
      return { png, hash, altText: altTextOf(result) };
    },
    entityCard: (selection) => entityCard(selection, parts),
    answer: (request) => answer(request, parts),
    replayToday: (store, answerId) => replayToday(store, answerId, parts),
    reportChips: () => reportChips().map(({ id, lane, label }) => ({ id, lane, label })),
    digest,
    reportPage: (id) => readPage(path.join(corpusDir, 'reports', `${reportById(id).id}.md`)),
    filters: async () => ({
      workspaces: await names('source/workspaces'),
      departments: await names('source/departments'),
    }),
  };
}

/** Without its front matter. */
function readPage(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8').replace(/^---\n[\s\S]*?\n---\n/, '') : null;
}
