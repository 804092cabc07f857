// npm run demo: the real app in a Slack workspace on this machine; no token, no network, nothing to set up.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { validateBlocks } from '#blocks/validate.ts';
import { startApp } from '#src/compose.ts';
import type { Settings } from '#src/config/env.ts';
import { loadSettings } from '#src/config/load_env.ts';
import { projectPath } from '#src/config/paths.ts';
import { messageFor, UserError } from '#src/lib/errors.ts';
import { scopesOf } from '#src/lib/manifest.ts';
import { createLog } from '#src/lib/pino_log.ts';
import { type Playground, startPlayground } from '#src/playground/server.ts';
import { APP_PORT_OFFSET, type DemoWorkspace, demoSettings } from './demo_settings.ts';

/** Moves with the playground's clock, so that "next 09:00" shows the digest without waiting. */
function movableClock() {
  let offset = 0;
  const now = () => new Date(Date.now() + offset);
  const moveTo = (target: Date) => {
    offset = target.getTime() - Date.now();
  };
  return { now, moveTo };
}

async function main(): Promise<void> {
  const base = loadSettings();
  const isHttp = process.argv.includes('--http');
  const clock = movableClock();
  const host: { onClock?: () => void } = {};
  const playground = await openPlayground(base, isHttp, clock, host);
  console.log(
    `\n  Open ${playground.url}\n\n  Type /usage-report and press Enter. Ctrl-C stops everything.\n`,
  );
  if (process.env['STATE_DB']) console.log('  The demo keeps its state in memory: STATE_DB is left alone.');
  const app = await startApp(
    demoSettings(base, process.env, workspaceOf(playground, isHttp)),
    createLog(process.env['LOG_LEVEL'] ? base.LOG_LEVEL : 'warn'),
    clock.now,
  );
  host.onClock = () => void app.tick();
  await playground.whenConnected(20_000);
  console.log('  The app is connected.');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(
      signal,
      () =>
        void app
          .stop()
          .then(() => playground.close())
          .finally(() => process.exit(0)),
    );
  }
}

function openPlayground(
  base: Settings,
  isHttp: boolean,
  clock: ReturnType<typeof movableClock>,
  host: { onClock?: () => void },
): Promise<Playground> {
  const manifest: unknown = parse(readFileSync(projectPath('manifest.yml'), 'utf8'));
  const { required, optional } = scopesOf(manifest);
  const url = `http://127.0.0.1:${base.PORT + APP_PORT_OFFSET}/slack/events`;
  return startPlayground({
    port: base.PORT,
    deliver: isHttp ? { kind: 'http', url, signingSecret: 'playground-signing-secret' } : { kind: 'socket' },
    manifestScopes: [...required, ...optional],
    commands: (manifest as { features: { slash_commands: [] } }).features.slash_commands,
    validateBlocks,
    clock: clock.now,
    onClock: (now) => {
      clock.moveTo(now);
      host.onClock?.();
    },
  });
}

function workspaceOf(playground: Playground, isHttp: boolean): DemoWorkspace {
  return {
    botToken: playground.botToken,
    appToken: isHttp ? null : playground.appToken,
    signingSecret: playground.signingSecret,
    slackApiUrl: playground.slackApiUrl,
    digestChannel: playground.channel('finops').id,
    zone: playground.state().users[0]!.tz,
  };
}

main().catch((error: unknown) => {
  console.error(messageFor(error, 'terminal'));
  if (!(error instanceof UserError)) console.error(error);
  process.exit(1);
});
