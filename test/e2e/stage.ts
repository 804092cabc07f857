// The whole product on this machine: the sample database, the playground, the real app, and a browser to look at it.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { parse } from 'yaml';
import { validateBlocks } from '#blocks/validate.ts';
import { type RunningApp, startApp } from '#src/compose.ts';
import { readSettings } from '#src/config/env.ts';
import { projectPath } from '#src/config/paths.ts';
import { silentLog } from '#src/lib/log.ts';
import { scopesOf } from '#src/lib/manifest.ts';
import { type Playground, startPlayground } from '#src/playground/server.ts';

export type Transport = 'socket' | 'http';

export interface Stage {
  readonly playground: Playground;
  readonly app: RunningApp;
  readonly close: () => Promise<void>;
}

const SECRET = 'playground-signing-secret';

/** `usageDb`: a database to read. The app keeps its state in a folder of its own. */
export async function openStage(
  transport: Transport,
  usageDb: string,
  env: Record<string, string> = {},
): Promise<Stage> {
  const folder = mkdtempSync(path.join(tmpdir(), 'copilot-e2e-'));
  const port = await freePort();
  const manifest: unknown = parse(readFileSync(projectPath('manifest.yml'), 'utf8'));
  const { required, optional } = scopesOf(manifest);
  const playground = await startPlayground({
    deliver:
      transport === 'http'
        ? { kind: 'http', url: `http://127.0.0.1:${port}/slack/events`, signingSecret: SECRET }
        : { kind: 'socket' },
    manifestScopes: [...required, ...optional],
    commands: (manifest as { features: { slash_commands: [] } }).features.slash_commands,
    validateBlocks,
  });
  const settings = readSettings({
    SLACK_BOT_TOKEN: playground.botToken,
    ...(transport === 'http' ? { SLACK_SIGNING_SECRET: SECRET } : { SLACK_APP_TOKEN: playground.appToken }),
    SLACK_API_URL: playground.slackApiUrl,
    PORT: String(port),
    USAGE_DB: usageDb,
    STATE_DB: path.join(folder, 'state.db'),
    ...env,
  });
  const app = await startApp(settings, silentLog);
  await playground.whenConnected(20_000);
  return {
    playground,
    app,
    close: async () => {
      await app.stop();
      await playground.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
