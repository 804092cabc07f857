// A small real Bolt app and a playground to run it in, for either way of delivery.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, LogLevel, SocketModeReceiver, webApi } from '@slack/bolt';
import { type Playground, type PlaygroundOptions, startPlayground } from '#src/playground/server.ts';

export const SCOPES = ['commands', 'chat:write', 'files:write', 'app_mentions:read', 'im:history'];
const SECRET = 'a-signing-secret';
/** Smallest PNG there is: one pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export type Way = 'socket' | 'http';

export interface Stage {
  readonly app: App;
  readonly playground: Playground;
  close(): Promise<void>;
}

export async function openStage(
  way: Way,
  options: Partial<PlaygroundOptions> = {},
  signingSecret = SECRET,
): Promise<Stage> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/slack/events`;
  const playground = await startPlayground({
    deliver: way === 'socket' ? { kind: 'socket' } : { kind: 'http', url, signingSecret },
    manifestScopes: SCOPES,
    ...options,
  });
  const app = await startApp(playground, way, port);
  return {
    app,
    playground,
    close: async () => {
      await app.stop();
      await playground.close();
    },
  };
}

async function startApp(playground: Playground, way: Way, port: number): Promise<App> {
  const { slackApiUrl, botToken, appToken } = playground;
  const app = new App({
    token: botToken,
    receiver:
      way === 'socket'
        ? new SocketModeReceiver({
            appToken,
            logLevel: LogLevel.ERROR,
            clientPingTimeout: 1000,
            installerOptions: { clientOptions: { slackApiUrl } },
          })
        : new HTTPReceiver({ signingSecret: SECRET, port, logLevel: LogLevel.ERROR }),
    deferInitialization: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl, retryConfig: webApi.retryPolicies.fiveRetriesInFiveMinutes },
  });
  await app.init();
  await app.start(port);
  await playground.whenConnected();
  return app;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The id of an uploaded picture, private to the app. */
export async function uploadPixel(app: App): Promise<string> {
  return fileIdOf(await app.client.files.uploadV2({ file: PIXEL, filename: 'chart.png', title: 'Chart' }));
}

/** The official client nests the files of an upload twice, and leaves that out of its types. */
export function fileIdOf(result: object): string {
  const { files } = result as { files?: { files?: { id?: string }[] }[] };
  const id = files?.[0]?.files?.[0]?.id;
  if (!id) throw new Error('The upload gave no file id');
  return id;
}

export function imageBlocks(id: string) {
  return [{ type: 'image' as const, slack_file: { id }, alt_text: 'One pixel' }];
}
