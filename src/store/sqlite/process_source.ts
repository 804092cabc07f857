// The usage source over a warm child process: a query that runs away is killed with it, and the next one gets a fresh process.
import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { UserError } from '#src/lib/errors.ts';
import type { SqlStatement } from '../sql_file.ts';
import type { SourceProfile, SqlParams, UsageSource } from '../usage_source.ts';
import { fromFailure, type QueryReply, type QueryRequest } from './query_messages.ts';

export interface ProcessSourceOptions {
  /** A query that takes longer is stopped with its process. Default 15 s. */
  readonly deadlineMs?: number;
  /** Resident memory above this ends the process. Default 1 GB. */
  readonly maxResidentMb?: number;
}

interface Waiting {
  readonly resolve: (reply: QueryReply) => void;
  readonly reject: (error: Error) => void;
}

type Asked =
  | { readonly kind: 'profile' }
  | { readonly kind: 'query'; readonly statement: SqlStatement; readonly params: SqlParams };

const ENTRY = fileURLToPath(new URL('./query_process.ts', import.meta.url));
const WATCH_MS = 250;

/** Starts its process with the first query. Requests are answered in order, one at a time. */
export function openProcessSource(file: string, options: ProcessSourceOptions = {}): UsageSource {
  const { deadlineMs = 15_000, maxResidentMb = 1024 } = options;
  const waiting = new Map<number, Waiting>();
  let child: ChildProcess | undefined;
  let nextId = 1;
  let last: Promise<unknown> = Promise.resolve();

  const start = (): ChildProcess => {
    const started = fork(ENTRY, [file], {
      execArgv: ['--import', 'tsx'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    started.on('message', (reply: QueryReply) => settle(reply));
    started.on('exit', () => {
      if (child === started) child = undefined;
      for (const { reject } of takeAll(waiting)) reject(stopped());
    });
    started.on('error', () => started.kill('SIGKILL'));
    return started;
  };

  const settle = (reply: QueryReply): void => {
    const request = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ('failure' in reply) request?.reject(fromFailure(reply.failure));
    else request?.resolve(reply);
  };

  const askNow = async (asked: Asked): Promise<QueryReply> => {
    child ??= start();
    const running = child;
    const request = { ...asked, id: nextId++ } as QueryRequest;
    const guard = watch(running, { deadlineMs, maxResidentMb }, (error) => {
      waiting.get(request.id)?.reject(error);
      waiting.delete(request.id);
    });
    try {
      return await new Promise<QueryReply>((resolve, reject) => {
        waiting.set(request.id, { resolve, reject });
        running.send(request, (error) => error && reject(stopped()));
      });
    } finally {
      guard.end();
    }
  };

  /** One at a time, so that a killed process takes only the query that deserved it. */
  const ask = (asked: Asked): Promise<QueryReply> => {
    const result = last.then(() => askNow(asked));
    last = result.catch(() => undefined);
    return result;
  };

  return {
    async query<Row>(statement: SqlStatement, params: SqlParams) {
      return ((await ask({ kind: 'query', statement, params })) as { rows: readonly Row[] }).rows;
    },
    profile: async () => ((await ask({ kind: 'profile' })) as { profile: SourceProfile }).profile,
    close: async () => void child?.kill('SIGKILL'),
  };
}

/** Kills a process that is too slow or too large, and says which it was. */
function watch(
  child: ChildProcess,
  limits: { deadlineMs: number; maxResidentMb: number },
  onKill: (error: Error) => void,
) {
  const kill = (error: Error) => {
    child.kill('SIGKILL');
    onKill(error);
  };
  const deadline = setTimeout(() => kill(tooSlow(limits.deadlineMs)), limits.deadlineMs);
  const memory = setInterval(() => {
    if (residentMb(child.pid) > limits.maxResidentMb) kill(tooLarge());
  }, WATCH_MS);
  memory.unref();
  return {
    end: () => {
      clearTimeout(deadline);
      clearInterval(memory);
    },
  };
}

/** Resident memory in MB; 0 where the system does not tell (only Linux has /proc). */
function residentMb(pid: number | undefined): number {
  try {
    return (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096) / 1e6;
  } catch {
    return 0;
  }
}

function takeAll(waiting: Map<number, Waiting>): Waiting[] {
  const all = [...waiting.values()];
  waiting.clear();
  return all;
}

function tooSlow(deadlineMs: number): UserError {
  return new UserError({
    code: 'query_timeout',
    message: `The query took longer than ${Math.round(deadlineMs / 1000)} seconds and was stopped.`,
    kept: 'Nothing was changed.',
    next: 'Choose a shorter period or a filter.',
  });
}

function tooLarge(): UserError {
  return new UserError({
    code: 'query_memory',
    message: 'The query needed too much memory and was stopped.',
    kept: 'Nothing was changed.',
    next: 'Choose a shorter period or a filter.',
  });
}

function stopped(): UserError {
  return new UserError({
    code: 'query_stopped',
    message: 'The query process ended before it answered.',
    kept: 'Nothing was changed.',
    next: 'Try again; a new process is started for it.',
  });
}
