// Reading requests and writing answers.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JsonObject } from './protocol.ts';

/** Charts are under 2 MB; long debug files stay below this too. */
const BODY_LIMIT = 20 * 1024 * 1024;

export class BodyTooLarge extends Error {}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Fields of a form or JSON body, with those of the query string. */
export async function readFields(request: IncomingMessage, query: URLSearchParams): Promise<JsonObject> {
  const body = await readBody(request);
  return { ...Object.fromEntries(query), ...(await fieldsOf(body, request.headers['content-type'] ?? '')) };
}

async function fieldsOf(body: Buffer, type: string): Promise<JsonObject> {
  if (type.includes('application/json')) return parseObject(body.toString('utf8'));
  if (!type.includes('multipart/form-data')) {
    return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
  }
  const form = await formOf(body, type);
  return Object.fromEntries(
    [...form].filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}

/** Anything that is not a JSON object counts as empty: the method then misses its arguments and says so. */
export function parseObject(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
  } catch {
    return {};
  }
}

/** The bytes of an upload: the file part of a form, or the body itself. */
export async function readFile(request: IncomingMessage): Promise<Uint8Array> {
  const body = await readBody(request);
  const type = request.headers['content-type'] ?? '';
  if (!type.includes('multipart/form-data')) return body;
  const form = await formOf(body, type);
  const file = [...form.values()].find((value) => typeof value !== 'string');
  return file instanceof Blob ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
}

function formOf(body: Buffer, type: string): Promise<FormData> {
  return new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: JsonObject = {},
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...(headers as object) });
  response.end(text);
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(text);
}
