// The app's manifest for HTTP mode, made from the one for Socket Mode: the same app, reached by requests.

type Node = { [key: string]: unknown };

/** Where Slack sends everything in HTTP mode. */
export const EVENTS_PATH = '/slack/events';

/** `manifest` is manifest.yml, parsed; `host` the public address of the app, without a slash at the end. */
export function httpManifest(manifest: unknown, host: string): Node {
  const url = `${host}${EVENTS_PATH}`;
  const copy = structuredClone(manifest) as Node;
  const settings = child(copy, 'settings');
  settings.socket_mode_enabled = false;
  child(settings, 'event_subscriptions').request_url = url;
  child(settings, 'interactivity').request_url = url;
  const commands = child(copy, 'features').slash_commands as Node[];
  for (const command of commands) command.url = url;
  return copy;
}

/** Scopes the app cannot do without, then those it gets more from. */
export function scopesOf(manifest: unknown): { readonly required: string[]; readonly optional: string[] } {
  const scopes = child(child(manifest as Node, 'oauth_config'), 'scopes');
  return { required: (scopes.bot ?? []) as string[], optional: (scopes.bot_optional ?? []) as string[] };
}

function child(node: Node, key: string): Node {
  const value = node[key];
  if (typeof value !== 'object' || value === null) throw new Error(`manifest.yml has no "${key}"`);
  return value as Node;
}
