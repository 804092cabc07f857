// Starts the app, or says in plain words why it does not start.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type App, webApi } from '@slack/bolt';
import { UserError } from '#src/lib/errors.ts';
import type { SlackConfig } from './config.ts';
import type { Identity } from './parts.ts';

const START_TIMEOUT_MS = 20_000;

export interface Started {
  readonly identity: Identity;
  readonly port?: number;
}

/** Throws UserError: 'invalid_token', 'port_busy', 'slack_unreachable'. */
export async function startApp(app: App, config: SlackConfig): Promise<Started> {
  const timeoutMs = config.startTimeoutMs ?? START_TIMEOUT_MS;
  try {
    return await withTimeout(begin(app, config), timeoutMs);
  } catch (error) {
    // Otherwise the socket client goes on trying and keeps the process alive.
    await app.stop().catch(() => {});
    throw explainStart(error, config) ?? error;
  }
}

async function begin(app: App, config: SlackConfig): Promise<Started> {
  await app.init();
  const me = await app.client.auth.test();
  const identity = { teamId: me.team_id ?? '', botUserId: me.user_id ?? '', botName: me.user ?? 'app' };
  if (config.appToken) {
    await connect(app, config.appToken);
    return { identity };
  }
  const server = (await app.start(config.port)) as unknown as Server;
  return { identity, port: (server.address() as AddressInfo).port };
}

/** A healthy connection stands long before. */
const ASK_WHY_AFTER_MS = 2000;

/** The socket client tries a refused token again and again; asked directly, Slack says what is wrong with it. */
async function connect(app: App, token: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const refused = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => app.client.apps.connections.open({ token }).catch(reject), ASK_WHY_AFTER_MS);
  });
  try {
    await Promise.race([app.start(), refused]);
  } finally {
    clearTimeout(timer);
  }
}

async function withTimeout<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(noAnswer(ms)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function noAnswer(ms: number): UserError {
  return unreachable(`Slack did not answer within ${Math.round(ms / 1000)} seconds.`);
}

function unreachable(message: string, cause?: unknown): UserError {
  const next = 'Check the network, the proxy and SLACK_API_URL, then start again.';
  return new UserError({ code: 'slack_unreachable', message, next }, { cause });
}

const BAD_TOKEN = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
]);
const WRONG_KIND = new Set(['not_allowed_token_type', 'missing_scope', 'no_permission']);

function explainStart(error: unknown, { port }: SlackConfig): UserError | null {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE')
    return new UserError(
      {
        code: 'port_busy',
        message: `Port ${port} is in use by another program.`,
        next: 'Stop that program, or set PORT to a free port.',
      },
      { cause: error },
    );
  if (error instanceof webApi.WebAPIRequestError)
    return unreachable('Slack could not be reached: nothing answers at its address.', error);
  if (error instanceof webApi.WebAPIHTTPError)
    return unreachable(`Slack answered with HTTP status ${error.statusCode}.`, error);
  const word = error instanceof webApi.WebAPIPlatformError ? error.data.error : '';
  if (!BAD_TOKEN.has(word) && !WRONG_KIND.has(word)) return null;
  const parts = WRONG_KIND.has(word)
    ? {
        message: `Slack refused a token for what it is needed for (${word}).`,
        next: 'SLACK_BOT_TOKEN starts with xoxb-, SLACK_APP_TOKEN with xapp- and needs the scope connections:write.',
      }
    : {
        message: `Slack does not know SLACK_BOT_TOKEN or SLACK_APP_TOKEN (${word}).`,
        next: 'Copy both again from the pages "OAuth & Permissions" and "Basic Information" of the app.',
      };
  return new UserError({ code: 'invalid_token', ...parts }, { cause: error });
}
