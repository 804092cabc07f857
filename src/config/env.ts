// Settings come from the environment, are parsed once, and never change afterwards.
import { z } from 'zod';
import { UserError } from '#src/lib/errors.ts';
import { projectPath } from './paths.ts';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
const optional = (schema: z.ZodType<string>) => schema.optional();
const text = z.string().trim().min(1);

const loopbackUrl = text.refine((value) => URL.canParse(value) && LOOPBACK.has(new URL(value).hostname), {
  message: 'must be a URL on this machine (127.0.0.1 or localhost): tokens are sent there',
});
const timeZone = text.refine(isTimeZone, { message: 'is not an IANA time zone such as Europe/Berlin' });
const httpUrl = text.refine((value) => /^https?:/.test(value) && URL.canParse(value), {
  message: 'must be an http(s) URL',
});

const schema = z.object({
  SLACK_BOT_TOKEN: optional(text).describe('Bot token (xoxb-...); needed by "npm start" and "npm run app"'),
  SLACK_APP_TOKEN: optional(text).describe('App-level token (xapp-...); when set, the app uses Socket Mode'),
  SLACK_SIGNING_SECRET: optional(text).describe(
    'Signing secret; needed for HTTP mode, when no app-level token is set',
  ),
  SLACK_API_URL: optional(loopbackUrl).describe('Another Slack-compatible Web API, on this machine only'),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(3000)
    .describe("HTTP mode: the port Slack posts to; in the demo: the page's port"),
  USAGE_DB: text.default(projectPath('data/build/usage.db')).describe('The telemetry, opened read-only'),
  STATE_DB: text
    .default(projectPath('data/build/state.db'))
    .describe('Schedules, answers and claims; made when missing'),
  AUDIT_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(36_500)
    .default(400)
    .describe('Days an answer stays in the log of answers; then what it said is forgotten'),
  LLM_PROVIDER: text
    .default('none')
    .describe('"none" for the built-in narration, or "compatible" for any OpenAI-compatible endpoint'),
  LLM_BASE_URL: optional(httpUrl).describe('Base URL of the endpoint'),
  LLM_API_KEY: optional(text).describe('Its key'),
  LLM_MODEL: optional(text).describe('The model to ask'),
  DIGEST_CRON: optional(text).describe(
    'When the digest is posted, five cron fields, for example "0 9 * * 1-5"; unset: no digest by itself',
  ),
  DIGEST_TZ: timeZone.default('UTC').describe('IANA time zone of DIGEST_CRON'),
  DIGEST_CHANNEL: optional(text).describe('Channel id the digest goes to'),
  SPOT_DISCOUNT: z.coerce
    .number()
    .gt(0)
    .lt(1)
    .default(0.65)
    .describe('Share of the on-demand price that spot is assumed to save'),
  CHART_THEME: z
    .enum(['light', 'dark'])
    .default('light')
    .describe('Look of the charts; an app cannot see the theme of a reader'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('How much is logged'),
  COPILOT_ADMINS: optional(text).describe(
    'Comma-separated Slack user ids who may see debug details and replay answers; unset: everyone',
  ),
});

export type Settings = z.infer<typeof schema>;

/** Parses settings; empty values count as unset. Throws UserError 'bad_setting' naming each wrong one, never its value. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Readonly<Settings> {
  const present = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const parsed = schema.safeParse(present);
  if (parsed.success) return Object.freeze(checkTogether(parsed.data));
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${lowerFirst(issue.message)}`);
  throw badSetting(problems.join('; '));
}

function checkTogether(settings: Settings): Settings {
  if (settings.LLM_PROVIDER !== 'none') {
    const lacking = (['LLM_BASE_URL', 'LLM_API_KEY', 'LLM_MODEL'] as const).filter((name) => !settings[name]);
    if (lacking.length > 0)
      throw badSetting(
        `LLM_PROVIDER is set, but ${lacking.join(', ')} ${lacking.length > 1 ? 'are' : 'is'} not`,
      );
  }
  if (settings.DIGEST_CRON && !settings.DIGEST_CHANNEL)
    throw badSetting('DIGEST_CRON is set, but DIGEST_CHANNEL is not');
  return settings;
}

function badSetting(problem: string): UserError {
  return new UserError({
    code: 'bad_setting',
    message: `A setting is wrong: ${problem}.`,
    next: 'See the table of settings in README.md, or .env.example.',
  });
}

export interface SettingDoc {
  readonly name: string;
  readonly description: string;
  readonly default: string;
}

/** For the README table and .env.example. */
export function settingDocs(): SettingDoc[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    const parsed = (field as z.ZodType).safeParse(undefined);
    const value = parsed.success && parsed.data !== undefined ? String(parsed.data) : '';
    return { name, description: field.description ?? '', default: value.replace(projectPath(''), '') };
  });
}

function lowerFirst(message: string): string {
  return message.slice(0, 1).toLowerCase() + message.slice(1);
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
