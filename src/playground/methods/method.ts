// What a Web API method is here: the scope it needs, the arguments it takes, and what it does to the workspace.
import { z } from 'zod';
import { ApiFailure, messages, problemText } from '../api_failure.ts';
import type { Json, JsonObject } from '../protocol.ts';
import { type Channel, findChannel } from '../state.ts';
import type { Workspace } from '../workspace.ts';

export interface Method {
  readonly token: 'bot' | 'app';
  /** Any one of these is enough; none: no scope needed. */
  readonly scopes: readonly string[];
  /** Throws ApiFailure; the answer goes out with `ok: true`. */
  readonly run: (args: unknown, workspace: Workspace) => JsonObject;
}

export type MethodTable = Readonly<Record<string, Method>>;

export function method<Schema extends z.ZodType>(
  scopes: string | readonly string[],
  schema: Schema,
  run: (args: z.output<Schema>, workspace: Workspace) => JsonObject,
): Method {
  return {
    token: 'bot',
    scopes: typeof scopes === 'string' ? [scopes] : scopes,
    run: (args, workspace) => run(parseArgs(schema, args), workspace),
  };
}

function parseArgs<Schema extends z.ZodType>(schema: Schema, args: unknown): z.output<Schema> {
  const parsed = schema.safeParse(args);
  if (parsed.success) return parsed.data;
  throw new ApiFailure('invalid_arguments', messages(parsed.error.issues.map(issueMessage)));
}

function issueMessage(issue: z.core.$ZodIssue): string {
  return problemText(`/${issue.path.join('/')}`, issue.message);
}

// Arguments arrive as form fields, so that objects, numbers and booleans are text.
export const json = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(parseJson, schema);
export const flag = z.preprocess((value) => value === true || value === 'true' || value === '1', z.boolean());
export const count = (fallback: number) => z.coerce.number().int().min(1).max(1000).default(fallback);
export const object = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'must be an object',
);
export const blockList = json(z.array(object));

function parseJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}

export function channelOf(workspace: Workspace, key: string): Channel {
  const channel = findChannel(workspace.state(), key);
  if (!channel) throw new ApiFailure('channel_not_found');
  return channel;
}

/** The app reads and writes only where it was invited. */
export function joinedChannel(workspace: Workspace, key: string): Channel {
  const channel = channelOf(workspace, key);
  if (!channel.app_is_member) throw new ApiFailure('not_in_channel');
  return channel;
}
