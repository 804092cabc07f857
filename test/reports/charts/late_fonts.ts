// Draws text before the fonts are configured, as a careless import would, and prints what the canary says.
import sharp from 'sharp';
import { createChartRenderer } from '#src/reports/charts/render_chart.ts';

const text = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><text y="15">M</text></svg>';
await sharp(Buffer.from(text)).png().toBuffer();
const renderer = createChartRenderer();
await renderer.canary().then(
  () => console.log('fine'),
  (error: { code: string; full: string }) => console.log(error.code, error.full),
);
await renderer.close();
