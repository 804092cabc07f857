import { describe, expect, it } from 'vitest';
import { readSettings, settingDocs } from '#src/config/env.ts';
import { copilotSettings } from '#src/config/parts_settings.ts';
import { projectPath } from '#src/config/paths.ts';
import type { UserError } from '#src/lib/errors.ts';

function refusal(env: Readonly<Record<string, string>>): string {
  try {
    readSettings(env);
  } catch (error) {
    expect((error as UserError).code).toBe('bad_setting');
    expect((error as UserError).next).toMatch(/README|\.env\.example/);
    return (error as Error).message;
  }
  throw new Error('Nothing was refused');
}

const MODEL = {
  LLM_PROVIDER: 'compatible',
  LLM_BASE_URL: 'http://127.0.0.1:1/v1',
  LLM_API_KEY: 'k',
  LLM_MODEL: 'm',
};

describe('settings', () => {
  it('have defaults that need nothing, and cannot be changed afterwards', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({
      PORT: 3000,
      LLM_PROVIDER: 'none',
      DIGEST_TZ: 'UTC',
      SPOT_DISCOUNT: 0.65,
      LOG_LEVEL: 'info',
    });
    expect(settings.USAGE_DB).toBe(projectPath('data/build/usage.db'));
    expect(Object.isFrozen(settings)).toBe(true);
    expect(copilotSettings(settings).model).toBeNull();
  });

  it('count as unset when they are empty or blank', () => {
    expect(readSettings({ PORT: '', SLACK_BOT_TOKEN: '  ', DIGEST_CRON: '' })).toEqual(readSettings({}));
  });

  it('are parsed', () => {
    const settings = readSettings({
      PORT: '8080',
      SPOT_DISCOUNT: '0.5',
      SLACK_API_URL: 'http://localhost:9/api/',
      ...MODEL,
    });
    expect(settings).toMatchObject({
      PORT: 8080,
      SPOT_DISCOUNT: 0.5,
      SLACK_API_URL: 'http://localhost:9/api/',
    });
    expect(copilotSettings(settings).model).toMatchObject({
      provider: 'compatible',
      capUsd: null,
      prices: null,
      anonymize: false,
      baseUrl: 'http://127.0.0.1:1/v1',
      apiKey: 'k',
      model: 'm',
    });
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['a port that is none', { PORT: '99999' }, /PORT/],
    ['a port in words', { PORT: 'eighty' }, /PORT/],
    [
      'a Web API on another machine',
      { SLACK_API_URL: 'https://slack.example.com/api/' },
      /SLACK_API_URL must be a URL on this machine/,
    ],
    [
      'a machine that only looks like this one',
      { SLACK_API_URL: 'http://localhost.evil.example/api/' },
      /SLACK_API_URL/,
    ],
    ['a zone that is none', { DIGEST_TZ: 'Mars/Olympus' }, /DIGEST_TZ is not an IANA time zone/],
    ['a discount of everything', { SPOT_DISCOUNT: '1' }, /SPOT_DISCOUNT/],
    ['a level that is none', { LOG_LEVEL: 'loud' }, /LOG_LEVEL/],
    [
      'a model without its key',
      { LLM_PROVIDER: 'compatible', LLM_MODEL: 'm' },
      /LLM_PROVIDER is compatible, but LLM_BASE_URL, LLM_API_KEY are not set/,
    ],
    ['a base URL that is none', { ...MODEL, LLM_BASE_URL: 'ftp://x' }, /LLM_BASE_URL must be an http/],
    [
      'a provider without its key',
      { LLM_PROVIDER: 'grok' },
      /LLM_PROVIDER is grok, but XAI_API_KEY is not set/,
    ],
    [
      'Databricks without a host',
      { LLM_PROVIDER: 'databricks' },
      /DATABRICKS_HOST, DATABRICKS_TOKEN are not/,
    ],
    ['a provider nobody knows', { LLM_PROVIDER: 'oracle-of-delphi' }, /LLM_PROVIDER/],
    [
      'a cap without prices',
      { LLM_MONTHLY_CAP_USD: '50' },
      /LLM_MONTHLY_CAP_USD is set, but LLM_PRICE_INPUT_USD/,
    ],
    ['one price of two', { LLM_PRICE_INPUT_USD: '1' }, /are set together/],
    ['a cap below zero', { LLM_MONTHLY_CAP_USD: '-1' }, /LLM_MONTHLY_CAP_USD/],
    ['a host that is none', { DATABRICKS_HOST: 'a b?c' }, /DATABRICKS_HOST must be a host name/],
    ['a digest to nowhere', { DIGEST_CRON: '0 9 * * *' }, /DIGEST_CHANNEL is not/],
    ['two at once', { PORT: '-1', LOG_LEVEL: 'x' }, /PORT .*; LOG_LEVEL/],
  ])('refuse %s, by name', (_what, env, message) => {
    expect(refusal(env)).toMatch(message);
  });

  it.each<[string, Record<string, string>, Record<string, unknown>]>([
    [
      'openai',
      { OPENAI_API_KEY: 'k1' },
      { baseUrl: 'https://api.openai.com/v1', apiKey: 'k1', temperature: false },
    ],
    [
      'gemini',
      { GEMINI_API_KEY: 'k2' },
      { baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai', apiKey: 'k2' },
    ],
    ['grok', { XAI_API_KEY: 'k3' }, { baseUrl: 'https://api.x.ai/v1', apiKey: 'k3' }],
    [
      'databricks',
      { DATABRICKS_HOST: 'https://dbc-1.cloud.databricks.com/', DATABRICKS_TOKEN: 'k4' },
      { baseUrl: 'https://dbc-1.cloud.databricks.com/serving-endpoints', apiKey: 'k4' },
    ],
    [
      'gemini',
      { GEMINI_API_KEY: 'k', LLM_API_KEY: 'k5', LLM_MODEL: 'm', LLM_BASE_URL: 'http://127.0.0.1:9/v1' },
      { baseUrl: 'http://127.0.0.1:9/v1', apiKey: 'k5', model: 'm' },
    ],
  ])('make %s a model to ask, each value replaceable', (provider, env, expected) => {
    const { model } = copilotSettings(readSettings({ LLM_PROVIDER: provider, ...env }));
    expect(model).toMatchObject({ provider, ...expected });
    expect(model!.model).not.toBe('');
  });

  it('carry prices, cap and masking to the model', () => {
    const settings = readSettings({
      ...MODEL,
      LLM_PRICE_INPUT_USD: '0.1',
      LLM_PRICE_OUTPUT_USD: '0.5',
      LLM_MONTHLY_CAP_USD: '50',
      LLM_ANONYMIZE: 'true',
    });
    expect(copilotSettings(settings).model).toMatchObject({
      prices: { input: 0.1, output: 0.5 },
      capUsd: 50,
      anonymize: true,
    });
  });

  it('are refused without their values', () => {
    const text = refusal({
      SLACK_API_URL: 'https://user:hunter2@slack.example.com',
      PORT: 'secret-9',
      LLM_PROVIDER: 'sk-pasted-here',
    });
    expect(text).not.toMatch(/hunter2|secret-9|slack\.example|sk-pasted/);
  });

  it('are all described, with defaults that name no machine', () => {
    for (const { name, description, default: value } of settingDocs()) {
      expect(name).toMatch(/^[A-Z][A-Z_]+$/);
      expect(description.length).toBeGreaterThan(5);
      expect(value).not.toContain(projectPath(''));
    }
  });
});
