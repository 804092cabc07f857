// The files of the page: TypeScript becomes JavaScript on the way out, so that there is nothing to build.
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { sendText } from '../http_body.ts';

const FOLDER = new URL('../ui/', import.meta.url);
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Plain names only, so that no path leads out of the folder. */
const NAME = /^[a-z0-9_]+(?:\/[a-z0-9_]+)*\.[a-z0-9]+$/;

export async function sendPageFile(response: ServerResponse, name: string): Promise<void> {
  const type = TYPES[extname(name)];
  const content = type && NAME.test(name) ? await contentOf(name) : undefined;
  if (content === undefined || type === undefined) return sendText(response, 404, 'There is no such file.');
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(content);
}

async function contentOf(name: string): Promise<string | Buffer | undefined> {
  const bytes = await readFile(new URL(name, FOLDER)).catch(() => undefined);
  return bytes && name.endsWith('.ts') ? toJavaScript(bytes.toString('utf8')) : bytes;
}

async function toJavaScript(source: string): Promise<string> {
  const { transform } = await import('esbuild');
  const { code } = await transform(source, { loader: 'ts', format: 'esm', target: 'es2022' });
  return code;
}
