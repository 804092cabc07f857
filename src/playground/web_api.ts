// POST /api/<method>: who calls, may they, do it; every answer is HTTP 200 except a rate limit, as at Slack.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiFailure } from './api_failure.ts';
import type { Fault, FaultBook } from './faults.ts';
import { readFields, sendJson } from './http_body.ts';
import { chatMethods } from './methods/chat.ts';
import { conversationMethods } from './methods/conversations.ts';
import { fileMethods } from './methods/files.ts';
import type { Method, MethodTable } from './methods/method.ts';
import { peopleMethods } from './methods/people.ts';
import { validateMethods } from './methods/validate.ts';
import { viewMethods } from './methods/views.ts';
import type { Json, JsonObject } from './protocol.ts';
import type { Workspace } from './workspace.ts';

export const BOT_TOKEN = 'xoxb-demo';
export const APP_TOKEN = 'xapp-demo';

/** Real tokens carry numbers after the prefix; nobody should paste one here. */
const REAL_TOKEN = /^xox[a-z]-\d|^xapp-\d-/;

const METHODS: MethodTable = {
  ...peopleMethods,
  ...chatMethods,
  ...fileMethods,
  ...viewMethods,
  ...conversationMethods,
  ...validateMethods,
};

interface WebApi {
  handle(
    name: string,
    request: IncomingMessage,
    response: ServerResponse,
    query: URLSearchParams,
  ): Promise<void>;
}

interface WebApiHooks {
  /** apps.connections.open; absent when the app is reached by HTTP. */
  readonly openConnection?: () => string;
  /** A method succeeded: the app is there. */
  readonly onSuccess: () => void;
}

export function makeWebApi(workspace: Workspace, faults: FaultBook, hooks: WebApiHooks): WebApi {
  const { openConnection, onSuccess } = hooks;
  const table: MethodTable = { ...METHODS, ...(openConnection && connectionMethods(openConnection)) };
  return {
    handle: async (name, request, response, query) => {
      const started = performance.now();
      const { token, ...args } = await readFields(request, query);
      const fault = faults.take(name, args);
      if (fault?.delayMs) await sleep(fault.delayMs);
      const call = { name, args, token: tokenOf(request, token) };
      const answer = fault?.error === undefined ? answerTo(call, table, workspace) : faultAnswer(fault);
      const ms = performance.now() - started;
      workspace.journal({
        kind: 'api',
        name,
        ms,
        ...outcome(answer),
        request: readable(args),
        response: answer,
      });
      if (answer.ok === true) onSuccess();
      send(response, answer, workspace, fault);
    },
  };
}

function connectionMethods(open: () => string): MethodTable {
  return { 'apps.connections.open': { token: 'app', scopes: [], run: () => ({ url: open() }) } };
}

interface Call {
  readonly name: string;
  readonly args: JsonObject;
  readonly token: string;
}

function answerTo(call: Call, table: MethodTable, workspace: Workspace): JsonObject {
  try {
    const method = Object.hasOwn(table, call.name) ? table[call.name] : undefined;
    if (!method) throw new ApiFailure('unknown_method', { req_method: call.name });
    checkToken(method, call.token, workspace);
    checkScopes(method, workspace.settings.scopes);
    return { ok: true, ...method.run(call.args, workspace) };
  } catch (error) {
    if (error instanceof ApiFailure) return { ok: false, error: error.error, ...error.extra };
    return {
      ok: false,
      error: 'internal_error',
      detail: error instanceof Error ? error.message : String(error),
    };
  }
}

function checkToken(method: Method, token: string, workspace: Workspace): void {
  if (token === '') throw new ApiFailure('not_authed');
  if (REAL_TOKEN.test(token)) {
    workspace.toast(
      'error',
      'A token of a real workspace was sent to the playground. It was refused and not kept.',
    );
    throw new ApiFailure('invalid_auth');
  }
  if (token !== BOT_TOKEN && token !== APP_TOKEN) throw new ApiFailure('invalid_auth');
  const expected = method.token === 'app' ? APP_TOKEN : BOT_TOKEN;
  if (token !== expected) throw new ApiFailure('not_allowed_token_type');
}

function checkScopes(method: Method, provided: readonly string[]): void {
  if (method.scopes.length === 0 || method.scopes.some((scope) => provided.includes(scope))) return;
  throw new ApiFailure('missing_scope', { needed: method.scopes.join(','), provided: provided.join(',') });
}

function faultAnswer(fault: Fault): JsonObject {
  return { ok: false, error: fault.error ?? 'internal_error', ...fault.extra };
}

function send(
  response: ServerResponse,
  answer: JsonObject,
  workspace: Workspace,
  fault: Fault | undefined,
): void {
  const isLimited = answer.error === 'ratelimited';
  const headers: JsonObject = {
    'x-oauth-scopes': workspace.settings.scopes.join(','),
    ...(isLimited && { 'retry-after': String(fault?.retryAfterS ?? 1) }),
  };
  sendJson(response, isLimited ? 429 : 200, answer, headers);
}

function tokenOf(request: IncomingMessage, field: Json | undefined): string {
  const header = request.headers.authorization?.replace(/^Bearer\s*/i, '');
  return header ?? (typeof field === 'string' ? field : '');
}

function outcome(answer: JsonObject): { ok: boolean; error?: string } {
  return typeof answer.error === 'string' ? { ok: false, error: answer.error } : { ok: true };
}

/** Form fields that hold JSON are shown as JSON. */
function readable(args: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(args).map(([key, value]) => [key, readableValue(value)]));
}

function readableValue(value: Json): Json {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}
