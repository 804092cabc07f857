// A channel on loopback for processes that get killed: it takes messages, tells what it has, and holds answers back when asked to.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Post } from './rig.ts';

export interface ChannelServer {
  readonly url: string;
  readonly posts: readonly Post[];
  close(): Promise<void>;
}

export async function startChannelServer(): Promise<ChannelServer> {
  const posts: Post[] = [];
  const server = createServer((request, response) => void answer(request, response, posts));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    posts,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, posts: Post[]): Promise<void> {
  let body = '';
  for await (const chunk of request) body += chunk;
  const asked = JSON.parse(body) as { channel: string; occurrence: string };
  const known = posts.find((post) => post.occurrence === asked.occurrence);
  if (request.url === '/history') return void response.end(JSON.stringify({ ts: known?.ts ?? null }));
  const ts = String(posts.length + 1);
  posts.push({ ...asked, ts });
  response.end(JSON.stringify({ ts }));
}
