// Brings a chart into a message: uploaded once per workspace, posted when Slack has processed it, a table when it cannot be.
import { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Picture } from '#blocks/report_message.ts';
import { errorText } from '#src/lib/errors.ts';
import type { ReportResult } from '#src/reports/report.ts';
import type { RenderedChart } from './core.ts';
import type { SlackParts } from './parts.ts';

/** Slack processes an upload after it says it is done; until then the picture is refused. */
const FIRST_WAIT_MS = 150;
const WAIT_GROWTH = 1.8;
const LAST_WAIT_AFTER_MS = 10_000;

/** The library nests the answers of its calls: one per batch of files. */
const uploaded = z.object({ files: z.array(z.object({ files: z.array(z.object({ id: z.string() })) })) });

const REFUSED = 'The chart could not be attached (Slack refused the file).';
const UPLOAD_FAILED = 'The chart could not be attached (the upload failed).';
const NOTHING_TO_DRAW = 'There is nothing to draw: no amount is above zero.';
const NOT_DRAWN = 'The chart could not be drawn.';

/** Calls `send` with the chart, then if need be with a table, then with words alone; throws only what the last one throws. */
export async function withPicture<T>(
  parts: SlackParts,
  team: string,
  result: ReportResult,
  send: (picture: Picture) => Promise<T>,
): Promise<T> {
  if (result.rows.length === 0) return send({ kind: 'table', reason: null });
  if (result.chart.dataset.length === 0) return send({ kind: 'table', reason: NOTHING_TO_DRAW });
  const chart = await drawn(parts, result);
  const reason = chart === null ? NOT_DRAWN : await sendChart(parts, team, chart, send);
  if (typeof reason !== 'string') return reason.value;
  try {
    return await send({ kind: 'table', reason });
  } catch (error) {
    if (!isRefusedBlock(error)) throw error;
    parts.log.warn('Slack refused the table', { error: errorText(error) });
    return send({ kind: 'none', reason });
  }
}

async function drawn(parts: SlackParts, result: ReportResult): Promise<RenderedChart | null> {
  try {
    return await parts.core.renderChart(result);
  } catch (error) {
    parts.log.error('A chart could not be drawn', { report: result.report.id, error: errorText(error) });
    return null;
  }
}

/** What `send` returned, or the reason why there is no picture. */
async function sendChart<T>(
  parts: SlackParts,
  team: string,
  chart: RenderedChart,
  send: (picture: Picture) => Promise<T>,
): Promise<{ readonly value: T } | string> {
  const owner = team + parts.fileEpoch;
  const known = parts.state.chartFiles.get(owner, chart.hash);
  const first = known === undefined ? null : await sendFile(parts, known, chart, send, false);
  if (first !== null) return first;
  if (known !== undefined) parts.state.chartFiles.forget(owner, chart.hash);
  const fileId = await upload(parts, chart);
  if (fileId === null) return UPLOAD_FAILED;
  const sent = await sendFile(parts, fileId, chart, send, true);
  if (sent === null) return REFUSED;
  parts.state.chartFiles.put(owner, chart.hash, fileId);
  return sent;
}

/** null when Slack refuses the picture; `fresh` files are given time to be processed. */
async function sendFile<T>(
  parts: SlackParts,
  fileId: string,
  chart: RenderedChart,
  send: (picture: Picture) => Promise<T>,
  fresh: boolean,
): Promise<{ readonly value: T } | null> {
  let waited = 0;
  for (let wait = FIRST_WAIT_MS; ; wait *= WAIT_GROWTH) {
    try {
      return { value: await send({ kind: 'file', fileId, altText: chart.altText }) };
    } catch (error) {
      if (!isRefusedBlock(error)) throw error;
      if (!fresh || !namesPicture(error) || waited + wait > LAST_WAIT_AFTER_MS) return refused(parts, error);
      await parts.sleep(wait);
      waited += wait;
    }
  }
}

function refused(parts: SlackParts, error: unknown): null {
  parts.log.warn('Slack refused a picture', { error: JSON.stringify(detailsOf(error)) });
  return null;
}

/** The id of the uploaded file; null when the upload failed. */
async function upload(parts: SlackParts, chart: RenderedChart): Promise<string | null> {
  try {
    const file = chart.png;
    const answer = await parts.client.files.uploadV2({ file, filename: 'chart.png', title: 'Chart' });
    return uploaded.parse(answer).files[0]?.files[0]?.id ?? null;
  } catch (error) {
    parts.log.warn('A chart could not be uploaded', { error: errorText(error) });
    return null;
  }
}

function isRefusedBlock(error: unknown): boolean {
  if (!(error instanceof webApi.WebAPIPlatformError)) return false;
  return ['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long'].includes(error.data.error);
}

function namesPicture(error: unknown): boolean {
  return /slack_file|slack file|image/i.test(JSON.stringify(detailsOf(error)));
}

function detailsOf(error: unknown): unknown {
  return error instanceof webApi.WebAPIPlatformError ? error.data : String(error);
}
