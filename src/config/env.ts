// Settings come from the environment, are parsed once, and never change afterwards.
import { z } from 'zod';
import { UserError } from '#src/lib/errors.ts';
import { LLM_PROVIDER_NAMES } from './llm_providers.ts';
import { modelProblem } from './llm_settings.ts';
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
const host = text.regex(/^(?:https:\/\/)?[A-Za-z0-9.-]+\/?$/, {
  message: 'must be a host name such as dbc-1.cloud.databricks.com',
});
const price = z.coerce.number().nonnegative().optional();

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
  LLM_PROVIDER: z
    .enum(LLM_PROVIDER_NAMES)
    .default('none')
    .describe(
      `Who rewords the answers: ${LLM_PROVIDER_NAMES.join(', ')}; "none" is the built-in narration, "compatible" any OpenAI-compatible endpoint`,
    ),
  OPENAI_API_KEY: optional(text).describe('Key for LLM_PROVIDER=openai'),
  GEMINI_API_KEY: optional(text).describe('Key for LLM_PROVIDER=gemini'),
  XAI_API_KEY: optional(text).describe('Key for LLM_PROVIDER=grok'),
  DATABRICKS_HOST: optional(host).describe(
    'Workspace for LLM_PROVIDER=databricks, for example dbc-1.cloud.databricks.com',
  ),
  DATABRICKS_TOKEN: optional(text).describe('Token for LLM_PROVIDER=databricks'),
  LLM_BASE_URL: optional(httpUrl).describe('Base URL of the endpoint; needed for "compatible"'),
  LLM_API_KEY: optional(text).describe("Its key, instead of the provider's own setting"),
  LLM_MODEL: optional(text).describe("The model to ask, instead of the provider's default"),
  LLM_PRICE_INPUT_USD: price.describe('US dollars per million tokens sent; unset: money is not known'),
  LLM_PRICE_OUTPUT_USD: price.describe('US dollars per million tokens written'),
  LLM_MONTHLY_CAP_USD: price.describe(
    'When so many US dollars are spent in a calendar month (UTC), the built-in narration takes over; needs both prices',
  ),
  LLM_ANONYMIZE: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true')
    .describe('Mask the names of the account before they leave, and restore them in what comes back'),
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
  const problem = modelProblem(settings);
  if (problem !== null)
    throw badSetting(problem, 'Set it in .env, or leave LLM_PROVIDER unset for the built-in narration.');
  if (settings.DIGEST_CRON && !settings.DIGEST_CHANNEL)
    throw badSetting('DIGEST_CRON is set, but DIGEST_CHANNEL is not');
  return settings;
}

function badSetting(problem: string, remedy?: string): UserError {
  return new UserError({
    code: 'bad_setting',
    message: `A setting is wrong: ${problem}.`,
    next: [remedy, 'See the table of settings in README.md, or .env.example.'].filter(Boolean).join(' '),
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
