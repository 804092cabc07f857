// Puts the app together: settings in, a running Slack app with its scheduler out.

import type { Settings } from './config/env.ts';
import { copilotSettings } from './config/parts_settings.ts';
import { projectPath } from './config/paths.ts';
import { openParts } from './copilot/open_parts.ts';
import { type Clock, systemClock } from './lib/dates.ts';
import { messageFor, UserError } from './lib/errors.ts';
import type { Log } from './lib/log.ts';
import { createChartRenderer } from './reports/charts/render_chart.ts';
import { startScheduler } from './scheduler/start_scheduler.ts';
import { createSlackApp, type SlackApp } from './slack/app.ts';
import { bindCore } from './slack/bind_core.ts';
import { openProcessSource } from './store/sqlite/process_source.ts';
import { openState } from './store/state/state_store.ts';
import { warmUp } from './warm_up.ts';

export interface RunningApp {
  readonly slack: SlackApp;
  /** Looks for due messages now, as the scheduler does every minute. */
  readonly tick: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Throws UserError with the remedy when a token is missing or refused, a port is busy, a database does not open. */
export async function startApp(
  settings: Settings,
  log: Log,
  clock: Clock = systemClock,
): Promise<RunningApp> {
  const slackConfig = slackSettings(settings);
  const source = openProcessSource(settings.USAGE_DB);
  const state = openState(settings.STATE_DB, { clock });
  const charts = createChartRenderer({ fontsFolder: projectPath('data/build/fonts') });
  const closeAll = async () => {
    await Promise.all([source.close(), charts.close()]);
    state.close();
  };
  try {
    const copilot = copilotSettings(settings);
    const parts = await openParts({ source, ...copilot, clock, log: (message) => log.info(message) });
    const scheduler = startScheduler({ parts, state, settings, log, clock });
    const core = bindCore({
      parts,
      charts,
      theme: settings.CHART_THEME,
      corpusDir: copilot.corpusDir,
      digest: scheduler.digestNow,
    });
    const slack = createSlackApp(slackConfig, core, state, log);
    await slack.start();
    void warmUp(parts, charts, settings.CHART_THEME).catch((error: unknown) => log.warn(messageFor(error)));
    scheduler.begin(slack);
    const stop = async () => {
      await scheduler.stop();
      await slack.stop();
      await closeAll();
    };
    return { slack, tick: scheduler.tick, stop };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

function slackSettings(settings: Settings) {
  const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET } = settings;
  if (!SLACK_BOT_TOKEN) throw missing('SLACK_BOT_TOKEN is not set');
  if (!SLACK_APP_TOKEN && !SLACK_SIGNING_SECRET)
    throw missing('Neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP mode) is set');
  return {
    botToken: SLACK_BOT_TOKEN,
    appToken: SLACK_APP_TOKEN ?? null,
    signingSecret: SLACK_SIGNING_SECRET ?? null,
    apiUrl: settings.SLACK_API_URL ?? null,
    port: settings.PORT,
    admins:
      settings.COPILOT_ADMINS?.split(',')
        .map((id) => id.trim())
        .filter(Boolean) ?? null,
    zone: settings.DIGEST_TZ,
  };
}

function missing(problem: string): UserError {
  return new UserError({
    code: 'missing_token',
    message: `${problem}.`,
    next: 'Follow "A real Slack workspace" in README.md, or run "npm run demo", which needs no tokens.',
  });
}
