// A workspace and the real app in it, over either transport, with a copilot of fixed data.
import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { parse } from 'yaml';
import { validateBlocks } from '#blocks/validate.ts';
import { projectPath } from '#src/config/paths.ts';
import { UserError } from '#src/lib/errors.ts';
import { type Log, silentLog } from '#src/lib/log.ts';
import { scopesOf } from '#src/lib/manifest.ts';
import { type Playground, type PlaygroundOptions, startPlayground } from '#src/playground/server.ts';
import { REPORTS, reportById } from '#src/reports/registry.ts';
import { createSlackApp, type SlackApp } from '#src/slack/app.ts';
import type { SlackConfig } from '#src/slack/config.ts';
import type { Core } from '#src/slack/core.ts';
import { openState, type StateStore } from '#src/store/state/state_store.ts';
import { digest, jobAnswer, jobCard, REPORT_CHIPS, reportResult } from '../blocks/samples.ts';

export type Transport = 'socket' | 'http';
export const TRANSPORTS: readonly Transport[] = ['socket', 'http'];
export const SECRET = 'test-signing-secret';

const MANIFEST: unknown = parse(readFileSync(projectPath('manifest.yml'), 'utf8'));

const NOWHERE = new UserError({
  code: 'unknown_workspace',
  field: 'workspace',
  message: 'There is no workspace "nowhere".',
  choices: [{ label: 'Prod', value: 'prod' }],
});

export function fakeCore(overrides: Partial<Core> = {}): Core {
  const result = reportResult();
  return {
    reports: REPORTS,
    reportById,
    readParams: async (raw) => {
      if (raw.workspace === 'nowhere') throw NOWHERE;
      const params = {
        ...result.params,
        workspace: raw.workspace ?? null,
        from: raw.from ?? result.params.from,
      };
      return { params, said: raw.period ? `“${raw.period}” is 1 to 30 Sep.` : null };
    },
    runReport: async (report, params) => ({ ...result, report, params }),
    renderChart: async () => ({ png: tinyPng(), altText: 'Bars: cost per job', hash: 'chart-1' }),
    entityCard: async (selection) => ({ ...jobCard(), selection }),
    answer: async ({ chip, selection, onProgress }) => {
      onProgress?.('Reading 31 runs ...');
      const answer = jobAnswer();
      return { ...answer, chip: { ...answer.chip, id: chip }, selection };
    },
    replayToday: async () => ({
      textThen: 'It cost more.',
      textToday: 'It cost less.',
      asOfThen: '2026-10-31',
      asOfToday: '2026-11-05',
      facts: [{ key: 'cost', label: 'total cost', was: '$11,790', is: '$12,004' }],
      samePrompt: false,
    }),
    reportChips: () => REPORT_CHIPS,
    digest: async () => digest(),
    reportPage: (id) => (id === 'job_cost' ? '# Job cost\n\nHow it is measured.' : null),
    filters: async () => ({ workspaces: ['dev', 'prod'], departments: ['Finance'] }),
    ...overrides,
  };
}

export interface Harness {
  readonly playground: Playground;
  readonly app: SlackApp;
  readonly state: StateStore;
  close(): Promise<void>;
}

export interface HarnessOptions {
  readonly core?: Partial<Core>;
  readonly config?: Partial<SlackConfig>;
  readonly playground?: Partial<PlaygroundOptions>;
  readonly state?: StateStore;
  readonly log?: Log;
}

export async function startHarness(transport: Transport, options: HarnessOptions = {}): Promise<Harness> {
  const state = options.state ?? openState(':memory:');
  const base = { manifestScopes: scopesOf(MANIFEST).required, validateBlocks, ...options.playground };
  if (transport === 'socket') {
    const playground = await startPlayground({ ...base, deliver: { kind: 'socket' } });
    const app = await startApp(playground, { appToken: playground.appToken }, state, options);
    await playground.whenConnected();
    return harness(playground, app, state);
  }
  // The app must know the workspace's address and the workspace the app's: the port is chosen first.
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/slack/events`;
  const playground = await startPlayground({
    ...base,
    deliver: { kind: 'http', url, signingSecret: SECRET },
  });
  const app = await startApp(playground, { signingSecret: SECRET, port }, state, options);
  return harness(playground, app, state);
}

/** A second process of the same app, as far as Slack can tell. */
export function startReplica(playground: Playground, state: StateStore): Promise<SlackApp> {
  return startApp(playground, { appToken: playground.appToken }, state, {});
}

async function startApp(
  playground: Playground,
  own: Partial<SlackConfig>,
  state: StateStore,
  options: HarnessOptions,
): Promise<SlackApp> {
  const config: SlackConfig = {
    botToken: playground.botToken,
    appToken: null,
    signingSecret: null,
    apiUrl: playground.slackApiUrl,
    port: 0,
    admins: null,
    zone: 'Europe/Berlin',
    drainMs: 2000,
    ...own,
    ...options.config,
  };
  const app = createSlackApp(config, fakeCore(options.core), state, options.log ?? silentLog);
  await app.start();
  return app;
}

function harness(playground: Playground, app: SlackApp, state: StateStore): Harness {
  const close = async () => {
    await app.stop();
    await playground.close();
    state.close();
  };
  return { playground, app, state, close };
}

export async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** One white pixel. */
export function tinyPng(): Buffer {
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  const body = deflateSync(Buffer.from([0, 255]));
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', body),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(kind: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const content = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(content));
  return Buffer.concat([length, content, crc]);
}

function crc32(data: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
