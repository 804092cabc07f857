// npm run bench: measures what people wait for and prints it beside the goals. Not a test: a busy machine changes the figures,
// not the outcome. Flags: --clone (minutes: installs and compiles in a fresh clone), --scale 10 (reports on ten times the data),
// --only start,story,reports,graph,charts, --readme (puts what is printed into README.md).
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { projectPath } from '#src/config/paths.ts';
import { errorText } from '#src/lib/errors.ts';
import { buildSampleDatabase } from '#src/store/build_sample_database.ts';
import { measureChartPng } from './chart_png.ts';
import { measureGraph } from './graph.ts';
import { measureReports, measureStages } from './reports.ts';
import { measureCleanClone, measureSecondStart } from './start_up.ts';
import { measureStory } from './story.ts';
import { atLeast, type BenchRow, benchTable } from './table.ts';

const USAGE_DB = projectPath('data/build/usage.db');
const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

const { values: flags } = parseArgs({
  options: {
    clone: { type: 'boolean' },
    scale: { type: 'string' },
    only: { type: 'string' },
    readme: { type: 'boolean' },
  },
});
const only = flags.only?.split(',');
const printed: string[] = [];

await main();

async function main(): Promise<void> {
  print(`${machine()}\n`);
  if (!existsSync(USAGE_DB)) buildSampleDatabase(USAGE_DB);
  if (flags.clone) await group('start', 'From a fresh clone', measureCleanClone);
  await group('start', 'Second start', measureSecondStart);
  await group('story', 'In Slack, Socket Mode', () => measureStory('socket', USAGE_DB));
  await group('story', 'In Slack, HTTP mode', () => measureStory('http', USAGE_DB));
  await group('reports', 'Reports', () => measureReports(USAGE_DB, 1));
  if (flags.scale) await group('reports', 'Reports on more data', () => measureScaled(Number(flags.scale)));
  await group('reports', 'Stages of an answer', () => measureStages(USAGE_DB));
  await group('graph', 'Usage graph', measureGraph);
  await group('charts', 'Chart to PNG', measureCharts);
  print('Times are medians; memory is what it was at the end.');
  if (flags.readme) writeReadme(printed.join('\n'));
}

async function group(name: string, title: string, measure: () => Promise<BenchRow[]>): Promise<void> {
  if (only && !only.includes(name)) return;
  try {
    const rows = await measure();
    if (rows.length > 0) print(benchTable(`${title} (load ${load()})`, rows));
  } catch (error) {
    print(`### ${title}\n\nNot measured: ${errorText(error).split('\n')[0]}\n`);
    process.exitCode = 1;
  }
}

async function measureScaled(scale: number): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'scale_bench_'));
  const file = path.join(folder, 'usage.db');
  try {
    buildSampleDatabase(file, { scale });
    return await measureReports(file, scale);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureCharts(): Promise<BenchRow[]> {
  if (!existsSync(CHROMIUM)) {
    console.log(`No browser at ${CHROMIUM}: charts are not compared. Set CHROMIUM_PATH.\n`);
    return [];
  }
  const [ours, fresh, warm] = await measureChartPng();
  return [
    { what: 'chart to PNG, guarded, drawn and encoded', value: ours!.ms, unit: 'ms', goal: null },
    { what: fresh!.name, value: fresh!.ms, unit: 'ms', goal: null },
    { what: 'the same, as a multiple of ours', value: fresh!.ratio, unit: 'times', goal: atLeast(10) },
    { what: warm!.name, value: warm!.ms, unit: 'ms', goal: null },
    { what: 'the same, as a multiple of ours', value: warm!.ratio, unit: 'times', goal: atLeast(2.5) },
  ];
}

function print(text: string): void {
  console.log(text);
  printed.push(text);
}

/** As it was printed, folded away. */
function writeReadme(text: string): void {
  const file = projectPath('README.md');
  const section = `<!-- bench -->\n<details>\n<summary>One run</summary>\n\n${text}\n\n</details>\n<!-- /bench -->`;
  const readme = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    readme.replace(/<!-- bench -->[\s\S]*<!-- \/bench -->/, () => section),
  );
}

function machine(): string {
  const cpu = os.cpus()[0]?.model.trim() ?? 'unknown processor';
  return `Node ${process.versions.node}, ${os.cpus().length} x ${cpu}, load ${load()}.`;
}

/** Of the last minute: above the number of cores, everything takes longer than it should. */
function load(): string {
  return os.loadavg()[0]!.toFixed(1);
}
