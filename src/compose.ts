// Puts the app together: settings in, a running Slack app with its scheduler out.

import type { Settings } from './config/env.ts';
import { copilotSettings } from './config/parts_settings.ts';
import { projectPath } from './config/paths.ts';
import { openParts } from './copilot/open_parts.ts';
import { similarJobsIn } from './embeddings/similar_jobs.ts';
import { ensureSample } from './ensure_sample.ts';
import { type Clock, systemClock } from './lib/dates.ts';
import { messageFor, UserError } from './lib/errors.ts';
import type { Log } from './lib/log.ts';
import { createChartRenderer } from './reports/charts/render_chart.ts';
import { buildDigest } from './scheduler/digest.ts';
import type { Outbox } from './scheduler/outbox.ts';
import { createScheduler } from './scheduler/scheduler.ts';
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
  await ensureSample(settings.USAGE_DB, (line) => log.info(line));
  const source = openProcessSource(settings.USAGE_DB);
  const state = openState(settings.STATE_DB, { clock });
  const charts = createChartRenderer({ fontsFolder: projectPath('data/build/fonts') });
  const closeAll = async () => {
    await Promise.all([source.close(), charts.close()]);
    state.close();
  };
  try {
    const copilot = copilotSettings(settings);
    const parts = await openParts({
      source,
      ...copilot,
      state,
      clock,
      log: (message) => log.info(message),
    });
    const slack = createSlackApp(
      slackConfig,
      bindCore({
        parts,
        charts,
        theme: settings.CHART_THEME,
        corpusDir: copilot.corpusDir,
        similarJobs: similarJobsIn({
          source,
          buildDir: copilot.buildDir,
          log: (message) => log.info(message),
        }),
        digest: async () =>
          (await buildDigest({ source, previous: null, clockNow: clock(), weekdayZone: settings.DIGEST_TZ }))
            .digest,
      }),
      state,
      log,
      clock,
    );
    const scheduler = createScheduler({
      state,
      source,
      outbox: outboxOf(slack),
      digest: digestSchedule(settings),
      auditDays: settings.AUDIT_DAYS,
      log,
      clock,
    });
    await slack.start();
    void warmUp(parts, charts, settings.CHART_THEME).catch((error: unknown) => log.warn(messageFor(error)));
    scheduler.start();
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

/** A refusal is certain when the app itself says so; anything else may have been posted all the same. */
function outboxOf(slack: SlackApp): Outbox {
  const refusal = (error: unknown) =>
    error instanceof UserError && error.code !== 'slack_unclear' ? error.full : null;
  return {
    postDigest: slack.postDigest,
    postReport: slack.postReport,
    findPosted: slack.findPosted,
    refusal,
  };
}

function digestSchedule({ DIGEST_CRON, DIGEST_TZ, DIGEST_CHANNEL }: Settings) {
  return DIGEST_CRON && DIGEST_CHANNEL
    ? { cron: DIGEST_CRON, zone: DIGEST_TZ, target: DIGEST_CHANNEL }
    : null;
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
