// Loads the chart worker in a worker thread, where Node 20 ignores `--import tsx` and cannot read TypeScript.
import { register } from 'tsx/esm/api';

register();
export const { drawChart } = await import('./chart_worker.ts');
