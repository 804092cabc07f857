// Starting, acknowledging and stopping.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { UserError } from '#src/lib/errors.ts';
import { type Log, silentLog } from '#src/lib/log.ts';
import { startPlayground } from '#src/playground/server.ts';
import { createSlackApp } from '#src/slack/app.ts';
import type { SlackConfig } from '#src/slack/config.ts';
import { openState } from '#src/store/state/state_store.ts';
import { jobAnswer } from '../blocks/samples.ts';
import { fakeCore, freePort, startHarness, TRANSPORTS } from './harness.ts';
import { people } from './people.ts';

const NOBODY: SlackConfig = {
  botToken: 'xoxb-demo',
  appToken: null,
  signingSecret: 'secret',
  apiUrl: null,
  port: 0,
  admins: null,
  zone: 'UTC',
};

async function refusalOf(config: Partial<SlackConfig>, log: Log = silentLog): Promise<UserError> {
  const state = openState(':memory:');
  try {
    const app = createSlackApp({ ...NOBODY, ...config }, fakeCore(), state, log);
    await app.start();
    await app.stop();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  } finally {
    state.close();
  }
  throw new Error('It started.');
}

async function urlOf(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
}

describe.each(TRANSPORTS)('over %s', (transport) => {
  it('acknowledges at once, however long the report takes, and finishes it when stopped meanwhile', async () => {
    let finish = () => {};
    const waiting = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const answer = async () => {
      await waiting;
      return jobAnswer();
    };
    const h = await startHarness(transport, { core: { answer } });
    const p = people(h);
    const card = await p.card();
    const ack = await p.human.click({ user: p.user, message: card, action_id: 'chip:diagnose.what_changed' });
    expect(ack.ok).toBe(true);
    await p.human.waitForMessage((message) => message.text.includes('Reading'));
    const stopped = h.app.stop();
    finish();
    await stopped;
    expect(p.all('figures verified')).toHaveLength(1);
    await h.playground.close();
    h.state.close();
  });
});

describe('an app that cannot start says why', () => {
  it('without a way for Slack to reach it', async () => {
    expect((await refusalOf({ signingSecret: null })).full).toContain('SLACK_APP_TOKEN');
  });

  it.each(['https://evil.example', 'http://10.0.0.7/api/', 'http://localhost.evil.example/', 'no address'])(
    'with the tokens going to %s',
    async (apiUrl) => {
      expect((await refusalOf({ apiUrl })).code).toBe('bad_api_url');
    },
  );

  it('with a token Slack does not know', async () => {
    const playground = await startPlayground({ deliver: { kind: 'socket' }, manifestScopes: [] });
    const apiUrl = playground.slackApiUrl;
    const wrongBot = await refusalOf({ botToken: 'xoxb-wrong', appToken: 'xapp-demo', apiUrl });
    expect(wrongBot.full).toMatch(/SLACK_BOT_TOKEN.*invalid_auth/);
    const wrongApp = await refusalOf({ appToken: 'xapp-wrong', apiUrl });
    expect(wrongApp.code).toBe('invalid_token');
    await playground.close();
  });

  it('with a port that is taken', async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/slack/events`;
    const deliver = { kind: 'http', url, signingSecret: 'secret' } as const;
    const playground = await startPlayground({ deliver, manifestScopes: [] });
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, () => resolve()));
    const refusal = await refusalOf({ port, apiUrl: playground.slackApiUrl });
    expect(refusal.full).toContain(`Port ${port} is in use`);
    other.close();
    await playground.close();
  });

  it('with an app token that may not open a connection, without trying for long', async () => {
    const say = (path: string) =>
      path.endsWith('auth.test')
        ? { ok: true, team_id: 'T1', user_id: 'U1' }
        : { ok: false, error: 'missing_scope' };
    const server = createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(say(request.url ?? '')));
    });
    const refusal = await refusalOf({ apiUrl: await urlOf(server), appToken: 'xapp-demo' });
    expect(refusal.code).toBe('invalid_token');
    expect(refusal.full).toMatch(/missing_scope.*connections:write/s);
    server.close();
  });

  it('with a server that is not Slack', async () => {
    const server = createServer((_request, response) => response.writeHead(404).end('no'));
    expect((await refusalOf({ apiUrl: await urlOf(server) })).full).toContain('HTTP status 404');
    server.close();
  });

  it('with nobody there', async () => {
    const apiUrl = `http://127.0.0.1:${await freePort()}/api/`;
    expect((await refusalOf({ apiUrl })).full).toMatch(/could not be reached.*Check the network/s);
  });

  it('with nobody answering', async () => {
    const port = await freePort();
    const apiUrl = `http://127.0.0.1:${port}/api/`;
    expect((await refusalOf({ apiUrl, startTimeoutMs: 150 })).code).toBe('slack_unreachable');
  });
});

describe('requests that are not from Slack', () => {
  it('are refused without a word', async () => {
    const h = await startHarness('http');
    const port = h.app.port();
    const body = 'command=%2Fusage-report&text=help';
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const forged = await fetch(`http://127.0.0.1:${port}/slack/events`, { method: 'POST', headers, body });
    expect(forged.status).toBe(401);
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    await h.close();
  });
});

describe('a refreshed connection', () => {
  it('is made again by itself', { timeout: 15_000 }, async () => {
    const h = await startHarness('socket');
    const p = people(h);
    h.playground.refreshSockets();
    await h.playground.human.waitForEvent((e) => e.type === 'connection' && e.appConnected, 10_000);
    await p.report();
    await h.close();
  });
});

describe('the log', () => {
  it('never holds a token', async () => {
    const lines: string[] = [];
    const write = (message: string, fields?: object) =>
      void lines.push(message + JSON.stringify(fields ?? {}));
    const log = { debug: write, info: write, warn: write, error: write };
    const h = await startHarness('socket', { log });
    await people(h).card();
    await h.close();
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join('\n')).not.toMatch(/xoxb-|xapp-|\/response\/|ticket=/);
  });
});
