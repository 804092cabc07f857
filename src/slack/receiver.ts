// How Slack reaches the app: a socket the app opens (Socket Mode), or signed requests to a port.
import { HTTPReceiver, type Logger, SocketModeReceiver } from '@slack/bolt';
import { UserError } from '#src/lib/errors.ts';
import type { SlackConfig } from './config.ts';

/** After a lost or refreshed connection the client waits this long; its default of 5 s loses clicks. */
const PING_TIMEOUT_MS = 2500;

export function createReceiver(config: SlackConfig, logger: Logger): SocketModeReceiver | HTTPReceiver {
  if (config.appToken) return socketReceiver(config, config.appToken, logger);
  if (config.signingSecret) return httpReceiver(config, config.signingSecret, logger);
  throw new UserError({
    code: 'no_transport',
    message: 'Slack cannot reach the app: neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set.',
    next: 'Set SLACK_APP_TOKEN (xapp-...) for Socket Mode, or SLACK_SIGNING_SECRET for HTTP mode.',
  });
}

/** Its own options object: the socket client writes into the one it is given. Fewer retries would end the process in an outage. */
function socketReceiver(config: SlackConfig, appToken: string, logger: Logger): SocketModeReceiver {
  const clientOptions = {
    ...(config.apiUrl && { slackApiUrl: config.apiUrl }),
    retryConfig: { retries: 100, factor: 1.3, maxTimeout: 30_000 },
  };
  return new SocketModeReceiver({
    appToken,
    logger,
    clientPingTimeout: PING_TIMEOUT_MS,
    installerOptions: { clientOptions },
  });
}

function httpReceiver(config: SlackConfig, signingSecret: string, logger: Logger): HTTPReceiver {
  return new HTTPReceiver({
    signingSecret,
    port: config.port,
    logger,
    customRoutes: [
      { path: '/healthz', method: 'GET', handler: (_request, response) => response.writeHead(200).end('ok') },
    ],
  });
}
