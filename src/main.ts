// npm start: the app in a Slack workspace, until it is told to stop.
import { startApp } from './compose.ts';
import { loadSettings } from './config/load_env.ts';
import { errorText, messageFor, UserError } from './lib/errors.ts';
import { redact } from './lib/log.ts';
import { createLog } from './lib/pino_log.ts';

process.on('unhandledRejection', (error) => fail(error));

try {
  const settings = loadSettings();
  const log = createLog(settings.LOG_LEVEL);
  const app = await startApp(settings, log);
  log.info('The app is running', {
    mode: settings.SLACK_APP_TOKEN ? 'Socket Mode' : 'HTTP mode',
    port: app.slack.port(),
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void app.stop().then(() => process.exit(0), fail));
  }
} catch (error) {
  fail(error);
}

/** One sentence and its remedy for what people can fix; the whole error for what they cannot. A supervisor starts it again. */
function fail(error: unknown): never {
  console.error(messageFor(error, 'terminal'));
  if (!(error instanceof UserError)) console.error(redact(errorText(error)));
  process.exit(1);
}
