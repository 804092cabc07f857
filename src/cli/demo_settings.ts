// The settings of the demo: the tokens of its workspace, a digest every weekday morning, and a memory as short as the workspace's.
import path from 'node:path';
import type { Settings } from '#src/config/env.ts';

/** What the demo's workspace tells of itself. */
export interface DemoWorkspace {
  readonly botToken: string;
  /** null: signed requests instead of a socket. */
  readonly appToken: string | null;
  readonly signingSecret: string;
  readonly slackApiUrl: string;
  readonly digestChannel: string;
  /** IANA zone of the person at the page. */
  readonly zone: string;
}

/** The port next to the page's is the app's. */
export const APP_PORT_OFFSET = 1;

/**
 * The workspace forgets everything when it stops, so what the app remembers of it goes with it: a schedule for a channel that was, or a
 * digest that was posted there, must not meet the next one. A state database that is set is another app's and stays as it is.
 */
const STATE_IN_MEMORY = ':memory:';

export function demoSettings(base: Settings, env: NodeJS.ProcessEnv, workspace: DemoWorkspace): Settings {
  const digest = base.DIGEST_CHANNEL
    ? {}
    : {
        DIGEST_CRON: base.DIGEST_CRON ?? '0 9 * * 1-5',
        DIGEST_TZ: env['DIGEST_TZ'] ? base.DIGEST_TZ : workspace.zone,
        DIGEST_CHANNEL: workspace.digestChannel,
      };
  const { SLACK_APP_TOKEN: _app, ...rest } = base;
  return {
    ...rest,
    ...digest,
    USAGE_DB: path.resolve(base.USAGE_DB),
    STATE_DB: STATE_IN_MEMORY,
    SLACK_BOT_TOKEN: workspace.botToken,
    SLACK_API_URL: workspace.slackApiUrl,
    PORT: base.PORT + APP_PORT_OFFSET,
    ...(workspace.appToken === null
      ? { SLACK_SIGNING_SECRET: workspace.signingSecret }
      : { SLACK_APP_TOKEN: workspace.appToken }),
  };
}
