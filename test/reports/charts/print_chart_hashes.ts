// Draws the usual charts and prints the hash of each picture, to compare processes with each other.
import { sha256 } from '#src/lib/hash.ts';
import { createChartRenderer } from '#src/reports/charts/render_chart.ts';
import { CHART_IDS, USUAL_CHARTS } from './sample_charts.ts';

const renderer = createChartRenderer();
for (const id of CHART_IDS) {
  const { png, svg, hash } = await renderer.render(USUAL_CHARTS[id], { theme: 'light' });
  console.log(id, hash, sha256(svg), sha256(png));
}
await renderer.close();
