// Runs the first report once before anybody asks, so that the first person does not wait for processes to start.
import type { Parts } from './copilot/parts.ts';
import { sqlGraphStore } from './graph/sql_graph_store.ts';
import { chartOf } from './reports/charts/chart_of.ts';
import type { ChartRenderer } from './reports/charts/render_chart.ts';
import { resolveParams } from './reports/params.ts';
import { REPORTS } from './reports/registry.ts';
import { runReport } from './reports/run_report.ts';

/** Throws what a first request would: an empty or damaged database, fonts that do not draw. */
export async function warmUp(
  { source, settings }: Parts,
  charts: ChartRenderer,
  theme: 'light' | 'dark',
): Promise<void> {
  const params = await resolveParams({}, source);
  for (const report of REPORTS) {
    await charts.render(chartOf(await runReport(report, params, source, settings)), { theme });
  }
  // The first question to the graph builds it.
  await sqlGraphStore(source).nameOf('job:');
}
