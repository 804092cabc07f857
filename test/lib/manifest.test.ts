import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { projectPath } from '#src/config/paths.ts';
import { EVENTS_PATH, httpManifest, scopesOf } from '#src/lib/manifest.ts';
import { chatMethods } from '#src/playground/methods/chat.ts';
import { conversationMethods } from '#src/playground/methods/conversations.ts';
import { fileMethods } from '#src/playground/methods/files.ts';
import { peopleMethods } from '#src/playground/methods/people.ts';
import { viewMethods } from '#src/playground/methods/views.ts';

const text = readFileSync(projectPath('manifest.yml'), 'utf8');
const manifest = parse(text);
const METHODS = { ...chatMethods, ...conversationMethods, ...fileMethods, ...peopleMethods, ...viewMethods };
/** One library call that makes three requests, of which the last two need the same scope. */
const COMPOSED: Readonly<Record<string, readonly string[]>> = {
  'files.uploadV2': ['files.getUploadURLExternal', 'files.completeUploadExternal'],
};

function methodsCalled(): string[] {
  const folder = projectPath('src/slack');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const sources = files.map((file) => readFileSync(path.join(folder, file), 'utf8'));
  const calls = sources.flatMap((source) => [...source.matchAll(/(?:client|poster)\.(\w+\.\w+)\(/g)]);
  return [...new Set(calls.flatMap(([, method]) => COMPOSED[method!] ?? [method!]))].sort();
}

describe('manifest.yml', () => {
  it('keeps to the lengths Slack allows', () => {
    const { display_information: info, features } = manifest;
    expect(info.name.length).toBeLessThanOrEqual(35);
    expect(info.description.length).toBeLessThanOrEqual(140);
    expect(info.long_description.length).toBeGreaterThanOrEqual(175);
    expect(info.long_description.length).toBeLessThanOrEqual(4000);
    expect(info.background_color).toMatch(/^#[0-9a-f]{6}$/);
    expect(features.bot_user.display_name.length).toBeLessThanOrEqual(80);
    for (const { command, description, usage_hint, url } of features.slash_commands) {
      expect(command).toMatch(/^\/[a-z-]{1,31}$/);
      expect(description.length).toBeLessThanOrEqual(2000);
      expect(usage_hint.length).toBeLessThanOrEqual(1000);
      expect(url).toBeUndefined();
    }
  });

  it('asks for no more and no less than the methods the app calls', () => {
    const { required, optional } = scopesOf(manifest);
    const called = methodsCalled();
    expect(called).toContain('chat.postMessage');
    const needed = called.map((method) => ({ method, scopes: METHODS[method]?.scopes }));
    for (const { method, scopes } of needed) {
      expect(scopes, method).toBeDefined();
      if (scopes!.length > 0)
        expect(
          [...required, ...optional].some((s) => scopes!.includes(s)),
          method,
        ).toBe(true);
    }
    expect(required).toEqual(['commands', 'chat:write', 'files:write', 'app_mentions:read', 'im:history']);
    expect(optional).toEqual(['chat:write.public', 'channels:history']);
  });

  it('subscribes to what it has the scopes for', () => {
    expect(manifest.settings.event_subscriptions.bot_events).toEqual(['app_mention', 'message.im']);
    expect(manifest.settings.socket_mode_enabled).toBe(true);
  });
});

describe('the manifest for HTTP mode', () => {
  const http = parse(stringify(httpManifest(manifest, 'https://usage.example.com')));

  it('is the same app, reached at one address', () => {
    const url = `https://usage.example.com${EVENTS_PATH}`;
    expect(http.settings).toMatchObject({
      socket_mode_enabled: false,
      event_subscriptions: { request_url: url },
      interactivity: { is_enabled: true, request_url: url },
    });
    expect(http.features.slash_commands[0].url).toBe(url);
    expect(http.oauth_config).toEqual(manifest.oauth_config);
  });

  it('leaves the one for Socket Mode as it was', () => {
    expect(manifest).toEqual(parse(text));
  });
});
