// The Slack app: real Bolt in Socket Mode or HTTP mode, with what Bolt leaves to its users.
import { App, webApi } from '@slack/bolt';
import { type Clock, systemClock } from '#src/lib/dates.ts';
import { errorText } from '#src/lib/errors.ts';
import { type Log, redact } from '#src/lib/log.ts';
import type { StateStore } from '#src/store/state/state_store.ts';
import { createAccess } from './access.ts';
import { checkApiUrl } from './api_url.ts';
import { boltLogger } from './bolt_logger.ts';
import type { SlackConfig } from './config.ts';
import type { Core } from './core.ts';
import { type Claim, clickClaim, deliveryClaim } from './dedupe.ts';
import { createInFlight, type InFlight } from './in_flight.ts';
import { registerListeners } from './listeners/register.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import type { Identity, SlackParts, WebClient } from './parts.ts';
import { sleep } from './post.ts';
import { createReceiver } from './receiver.ts';
import { startApp } from './start.ts';

export interface SlackApp extends Outbox {
  /** Resolves when Slack can reach the app. Throws UserError with the remedy: a bad token, a busy port, no answer. */
  start(): Promise<void>;
  /** Takes no new work, waits for what is under way, then closes. */
  stop(): Promise<void>;
  readonly client: WebClient;
  /** Known after start. */
  identity(): Identity;
  /** HTTP mode, after start: where it listens. */
  port(): number | null;
}

const DRAIN_MS = 10_000;
/** Connections somebody keeps open are not waited for. */
const CLOSE_MS = 1000;
/** People wait for these calls: a few quick repeats, then the fallback. */
const RETRIES = { retries: 3, factor: 2, minTimeout: 250, maxTimeout: 3000 };
const TIMEOUT_MS = 15_000;

export function createSlackApp(
  config: SlackConfig,
  core: Core,
  state: StateStore,
  log: Log,
  clock: Clock = systemClock,
): SlackApp {
  const logger = boltLogger(log);
  const apiUrl = config.apiUrl === null ? {} : { slackApiUrl: checkApiUrl(config.apiUrl) };
  if (config.apiUrl !== null) log.info('Talking to another Slack server', { url: config.apiUrl });
  const app = new App({
    token: config.botToken,
    receiver: createReceiver(config, logger),
    deferInitialization: true,
    convoStore: false,
    clientOptions: { ...apiUrl, retryConfig: { ...RETRIES }, timeout: TIMEOUT_MS },
    logger,
  });
  const poster = new webApi.WebClient(config.botToken, {
    ...apiUrl,
    logger,
    retryConfig: { retries: 0 },
    timeout: TIMEOUT_MS,
    rejectRateLimitedCalls: true,
  });
  const epoch = String(clock().getTime());
  const started: { identity?: Identity; port?: number } = {};
  const parts: SlackParts = {
    core,
    state,
    log,
    client: app.client,
    poster,
    sleep,
    clock,
    zone: config.zone,
    // Another server's file ids may start over with it; Slack's are for ever.
    fileEpoch: config.apiUrl === null ? '' : `@${epoch}`,
    epoch,
    access: createAccess(config.admins),
    identity: () => started.identity ?? { teamId: '', botUserId: '', botName: 'app' },
  };
  const inFlight = createInFlight();
  guardDeliveries(app, parts, inFlight);
  registerListeners(app, parts);
  return {
    ...createOutbox(parts),
    client: app.client,
    identity: parts.identity,
    port: () => started.port ?? null,
    start: async () => void Object.assign(started, await startApp(app, config)),
    stop: () => stopApp(app, inFlight, config.drainMs ?? DRAIN_MS, log),
  };
}

/** Counts what runs, and lets each delivery and each click through once. */
function guardDeliveries(app: App, { state, log, epoch }: SlackParts, inFlight: InFlight): void {
  app.use(async ({ body, context, next, ...rest }) => {
    const payload = body as unknown as Record<string, unknown>;
    const click = clickClaim(payload);
    const take = ({ key, ttlMs }: Claim) => state.claims.take(key, ttlMs);
    const isNew = take(deliveryClaim(payload, epoch)) && (click === null || take(click));
    if (!isNew) return void (await acknowledge(rest));
    await inFlight.run(() => next());
    // A click that failed may be repeated at once.
    if (click !== null && context.done === false) state.claims.release(click.key);
  });
  app.error(async (error) => log.error('A listener failed', { error: redact(errorText(error)) }));
}

async function acknowledge(args: object): Promise<void> {
  const { ack } = args as { ack?: () => Promise<void> };
  await ack?.();
}

async function stopApp(app: App, inFlight: InFlight, drainMs: number, log: Log): Promise<void> {
  const closing = app.stop().catch((error) => log.debug('Stopping', { error: String(error) }));
  const left = await inFlight.drain(drainMs);
  if (left > 0) log.warn('Stopped while work was under way', { left });
  await Promise.race([closing, sleep(CLOSE_MS)]);
}
