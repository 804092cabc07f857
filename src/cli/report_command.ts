// copilot report: one report as JSON, CSV, a table, a picture or Slack blocks.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { reportMessage } from '#blocks/report_message.ts';
import { loadSettings } from '#src/config/load_env.ts';
import { projectPath } from '#src/config/paths.ts';
import { reportChips } from '#src/copilot/selection/chips.ts';
import { selectionOf } from '#src/copilot/selection/selection_of.ts';
import { viewTools } from '#src/copilot/view_tools.ts';
import { UserError } from '#src/lib/errors.ts';
import { cleanText } from '#src/lib/text.ts';
import { chartOf } from '#src/reports/charts/chart_of.ts';
import { createChartRenderer } from '#src/reports/charts/render_chart.ts';
import { plainText } from '#src/reports/line.ts';
import { resolveParams } from '#src/reports/params.ts';
import { reportById } from '#src/reports/registry.ts';
import type { ReportResult } from '#src/reports/report.ts';
import { runReport } from '#src/reports/run_report.ts';
import { type Command, type Io, REPORT_FLAGS, REPORT_FLAGS_USAGE, readFlags, usageError } from './command.ts';
import { openSource } from './open_source.ts';
import { toCsv, toTable } from './tables.ts';

const USAGE = `report <id> ${REPORT_FLAGS_USAGE} [--format json|csv|table|png|blocks] [--out FILE]`;

export const reportCommand: Command = {
  name: 'report',
  usage: USAGE,
  summary: 'Run a report',
  async run(args, io) {
    const { values, positionals } = readFlags(
      args,
      { ...REPORT_FLAGS, format: { type: 'string' }, out: { type: 'string' } },
      USAGE,
    );
    const [id, extra] = positionals;
    if (!id || extra) throw usageError(id ? `"${extra}" is one word too many` : 'Name a report', USAGE);
    const write = formatNamed(values.format ?? 'json');
    if (!write) throw usageError(`There is no format "${values.format}"`, USAGE);
    const report = reportById(id);
    const source = openSource(values.db, io);
    try {
      const params = await resolveParams(values, source);
      const result = await runReport(report, params, source, { spotDiscount: loadSettings().SPOT_DISCOUNT });
      emit(await write(result), values.out, io);
    } finally {
      await source.close();
    }
  },
};

type Writer = (result: ReportResult) => Promise<string | Uint8Array> | string;

function formatNamed(name: string): Writer | undefined {
  return Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
}

const FORMATS: Readonly<Record<string, Writer>> = {
  json: (result) => `${JSON.stringify(asJson(result), null, 2)}\n`,
  csv: (result) =>
    toCsv(
      result.report.columns.map((column) => column.name),
      result.rows,
    ),
  table: (result) => `${cleanText(plainText(result.finding))}\n\n${toTable(result)}`,
  png: drawPng,
  blocks: (result) => {
    const view = {
      result,
      selection: selectionOf(result),
      chips: reportChips(),
      picture: { kind: 'table' as const, reason: null },
      command: '/usage-report',
    };
    return `${JSON.stringify({ blocks: reportMessage(view, viewTools).blocks }, null, 2)}\n`;
  },
};

/** What scripts build on: rows and facts with their hash, never a path or a time. */
function asJson(result: ReportResult) {
  const { report, params, asOf, finding, rows, facts, sql, hash } = result;
  return {
    report: report.id,
    version: report.version,
    params,
    asOf,
    finding: plainText(finding),
    rows,
    facts,
    sql,
    hash,
  };
}

async function drawPng(result: ReportResult): Promise<Uint8Array> {
  const charts = createChartRenderer({ fontsFolder: projectPath('data/build/fonts') });
  try {
    return (await charts.render(chartOf(result), { theme: loadSettings().CHART_THEME })).png;
  } finally {
    await charts.close();
  }
}

function emit(data: string | Uint8Array, file: string | undefined, io: Io): void {
  if (file === undefined) io.out(data);
  else writeTo(file, data);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be written',
  EPERM: 'it may not be written',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
};

function writeTo(file: string, data: string | Uint8Array): void {
  const isNew = !existsSync(file);
  try {
    writeFileSync(file, data);
  } catch (cause) {
    // Half a result looks like a whole one to the next program.
    if (isNew) rmSync(file, { force: true });
    const { code = '' } = cause as NodeJS.ErrnoException;
    throw new UserError(
      {
        code: 'cannot_write',
        message: `${file} could not be written: ${REASONS[code] ?? code}.`,
        next: 'Name a file in a folder that exists and can be written to.',
      },
      { cause },
    );
  }
}
