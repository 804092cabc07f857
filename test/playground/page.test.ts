// The page's way in: who may ask, what the stream carries, what a wrong request gets.
import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '#src/lib/errors.ts';
import type { UiEvent, WorkspaceView } from '#src/playground/protocol.ts';
import { startPlayground } from '#src/playground/server.ts';
import { openStage } from './demo_app.ts';
import { type Client, openClient } from './slack_client.ts';

let client: Client;
let url: string;
beforeEach(async () => {
  client = await openClient();
  url = client.playground.url;
});
afterEach(() => client.playground.close());

async function post(verb: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/ui/${verb}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
  return { status: response.status, text: await response.text() };
}

const view = async (name: string) =>
  (await (await fetch(`${url}/ui/state?user=${client.playground.user(name)}`)).json()) as WorkspaceView;

/** fetch does not let a caller choose the Host header. */
function statusFor(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/ui/state`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('error', reject).end();
  });
}

/** Reads the stream until an event fits. */
async function readUntil(user: string, act: () => Promise<unknown>, fits: (event: UiEvent) => boolean) {
  const abort = new AbortController();
  const response = await fetch(`${url}/ui/events?user=${user}`, { signal: abort.signal });
  const events: UiEvent[] = [];
  let acting: Promise<unknown> | undefined;
  let text = '';
  for await (const chunk of response.body!) {
    text += Buffer.from(chunk).toString('utf8');
    const lines = text.split('\n\n');
    text = lines.pop() ?? '';
    events.push(...lines.filter((l) => l.startsWith('data: ')).map((l) => JSON.parse(l.slice(6)) as UiEvent));
    acting ??= act();
    if (events.some(fits)) break;
  }
  await acting;
  abort.abort();
  return events;
}

describe('the page', () => {
  it('may load nothing from elsewhere', async () => {
    const response = await fetch(url);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('arrives as modules a browser can run', async () => {
    const page = await (await fetch(url)).text();
    const path = /<script type="module" src="([^"]+)"/.exec(page)?.[1] ?? '';
    const script = await fetch(url + path);
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await script.text()).not.toMatch(/import type|: string/);
  });

  it('is served from its folder only', async () => {
    for (const path of [
      '/ui/..%2fserver.ts',
      '/ui/%2e%2e/server.ts',
      '/ui//etc/passwd',
      '/ui/none.ts',
      '/x',
    ]) {
      expect((await fetch(url + path)).status, path).toBe(404);
    }
  });

  it('answers to this machine only, and to no foreign page', async () => {
    expect(await statusFor('evil.example')).toBe(403);
    expect(await statusFor(new URL(url).host)).toBe(200);
    const body = {
      user: client.playground.user('maya'),
      channel: client.playground.channel('random').id,
      text: 'hi',
    };
    expect((await post('message', body, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await post('message', body, { 'content-type': 'text/plain' })).status).toBe(404);
    expect((await view('maya')).messages.some((m) => m.text === 'hi')).toBe(false);
    expect(await post('message', body, { origin: url })).toMatchObject({ status: 200 });
    expect((await view('maya')).messages.some((m) => m.text === 'hi')).toBe(true);
  });

  it('refuses what it cannot read, with a word for it', async () => {
    expect(await post('slash', { user: 1 })).toEqual({
      status: 400,
      text: '{"ok":false,"error":"invalid_body"}',
    });
    expect(await post('nonsense', {})).toMatchObject({ status: 404 });
    const stranger = { user: 'U0STRANGER0', channel: client.playground.channel('random').id, text: 'hi' };
    expect(await post('message', stranger)).toEqual({
      status: 200,
      text: '{"ok":false,"error":"user_not_found"}',
    });
    expect(await post('clock', { now: 'tomorrow' })).toMatchObject({ status: 400 });
  });

  it('shows each person their own direct message, and nobody else’s', async () => {
    const { playground, call } = client;
    await call('chat.postMessage', { channel: playground.user('maya'), text: 'for Maya' });
    const [maya, tomas] = [await view('maya'), await view('tomas')];
    expect(maya.channels.map((c) => c.name)).toEqual(['data-platform', 'finops', 'random', 'Usage Copilot']);
    expect(maya.messages.some((m) => m.text === 'for Maya')).toBe(true);
    expect(tomas.messages.some((m) => m.text === 'for Maya')).toBe(false);
    const dm = playground.channel('maya').id;
    const intrusion = { user: playground.user('tomas'), channel: dm, text: 'hi' };
    expect((await post('message', intrusion)).text).toContain('channel_not_found');
  });

  it('hears of messages, private ones only where they belong', async () => {
    const { playground, call } = client;
    const channel = playground.channel('finops').id;
    const act = async () => {
      await call('chat.postEphemeral', { channel, user: playground.user('tomas'), text: 'psst' });
      await call('chat.postMessage', { channel, text: 'aloud' });
    };
    const isAloud = (e: UiEvent) => e.type === 'message_posted' && e.message.text === 'aloud';
    const heard = await readUntil(playground.user('maya'), act, isAloud);
    expect(heard[0]).toEqual({ type: 'connection', appConnected: false });
    expect(heard.filter((e) => e.type === 'ephemeral')).toEqual([]);
    const isPrivate = (e: UiEvent) => e.type === 'ephemeral' && e.message.text === 'psst';
    expect((await readUntil(playground.user('tomas'), act, isPrivate)).some(isPrivate)).toBe(true);
  });

  it('moves the clock for the workspace and for the host', async () => {
    const moved: Date[] = [];
    const own = await startPlayground({
      deliver: { kind: 'socket' },
      manifestScopes: [],
      clock: () => new Date('2026-11-01T09:00:00Z'),
      onClock: (now) => moved.push(now),
    });
    const body = JSON.stringify({ now: '2026-11-02T07:00:00Z' });
    await fetch(`${own.url}/ui/clock`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(own.now().toISOString()).toBe('2026-11-02T07:00:00.000Z');
    expect(moved).toEqual([new Date('2026-11-02T07:00:00Z')]);
    const state = (await (await fetch(`${own.url}/ui/state`)).json()) as WorkspaceView;
    expect(state.now).toBe('2026-11-02T07:00:00.000Z');
    await own.close();
  });

  it('shares a clock with the host without moving it twice', async () => {
    let host = new Date('2026-11-01T09:00:00Z');
    const moved = (now: Date) => {
      host = now;
    };
    const own = await openClient({ clock: () => host, onClock: moved });
    own.playground.setClock(new Date('2026-11-02T07:00:00Z'));
    expect(own.playground.now()).toEqual(host);
    expect(host.toISOString()).toBe('2026-11-02T07:00:00.000Z');
    await own.playground.close();
  });

  it('offers the commands it was given, and says so of others', async () => {
    const commands = [{ command: '/usage-report', description: 'Reports', usage_hint: 'job_cost' }];
    const own = await openClient({ commands });
    const user = own.playground.user('maya');
    const toast = own.playground.human.waitForEvent((e) => e.type === 'toast');
    const ack = await own.playground.human.slash({
      user,
      channel: own.playground.channel('finops').id,
      text: '/foo',
    });
    expect(ack).toMatchObject({ ok: false, error: 'unknown_command' });
    expect(await toast).toMatchObject({ toast: { text: '/foo is not a command here.' } });
    await own.playground.close();
  });
});

describe('the server', () => {
  it('names a busy port and the remedy', async () => {
    const port = Number(new URL(url).port);
    const second = startPlayground({ port, deliver: { kind: 'socket' }, manifestScopes: [] });
    await expect(second).rejects.toBeInstanceOf(UserError);
    await expect(second).rejects.toMatchObject({
      code: 'port_busy',
      message: `Port ${port} is already in use.`,
    });
  });

  it('closes with streams and sockets open', async () => {
    const stage = await openStage('socket');
    const stream = await fetch(`${stage.playground.url}/ui/events`);
    await stage.playground.close();
    await expect(fetch(stage.playground.url)).rejects.toThrow();
    await expect(stream.text()).rejects.toThrow();
    await stage.app.stop();
  });
});
