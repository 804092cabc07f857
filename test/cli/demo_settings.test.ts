// The demo's settings: what it takes from the environment, and what it leaves alone.
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoSettings } from '#src/cli/demo_settings.ts';
import { isSample } from '#src/cli/sample.ts';
import { readSettings } from '#src/config/env.ts';
import { projectPath } from '#src/config/paths.ts';

const WORKSPACE = {
  botToken: 'xoxb-demo',
  appToken: 'xapp-demo',
  signingSecret: 'secret',
  slackApiUrl: 'http://127.0.0.1:3000/api/',
  digestChannel: 'C1',
  zone: 'Europe/Stockholm',
};
const settings = (env: Record<string, string> = {}, over: Partial<typeof WORKSPACE> = {}) =>
  demoSettings(readSettings(env), env, { ...WORKSPACE, ...over });

describe('the demo', () => {
  it('never opens a state database of another app, whatever is set', () => {
    expect(settings().STATE_DB).toBe(':memory:');
    expect(settings({ STATE_DB: '/somewhere/state.db' }).STATE_DB).toBe(':memory:');
  });

  it('knows the sample database however its path is written', () => {
    const file = projectPath('data/build/usage.db');
    const relative = path.relative(process.cwd(), file);
    expect([file, relative, `./${relative}`, path.join(relative, '..', 'usage.db')].map(isSample)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(isSample('data/build/other.db')).toBe(false);
    expect(settings({ USAGE_DB: `./${relative}` }).USAGE_DB).toBe(file);
  });

  it('has a digest in the zone of the person at the page, unless one is set', () => {
    expect(settings()).toMatchObject({ DIGEST_CHANNEL: 'C1', DIGEST_TZ: 'Europe/Stockholm' });
    expect(settings({ DIGEST_TZ: 'UTC' })).toMatchObject({ DIGEST_CHANNEL: 'C1', DIGEST_TZ: 'UTC' });
    const own = { DIGEST_CHANNEL: 'C9', DIGEST_CRON: '0 7 * * *' };
    expect(settings(own)).toMatchObject({ ...own, DIGEST_TZ: 'UTC' });
  });

  it('uses the tokens of its workspace, never those of the environment', () => {
    const real = { SLACK_BOT_TOKEN: 'xoxb-real', SLACK_APP_TOKEN: 'xapp-real' };
    expect(settings(real)).toMatchObject({ SLACK_BOT_TOKEN: 'xoxb-demo', SLACK_APP_TOKEN: 'xapp-demo' });
    const { SLACK_APP_TOKEN, SLACK_SIGNING_SECRET } = demoSettings(readSettings(real), real, {
      ...WORKSPACE,
      appToken: null,
    });
    expect([SLACK_APP_TOKEN, SLACK_SIGNING_SECRET]).toEqual([undefined, 'secret']);
  });
});
