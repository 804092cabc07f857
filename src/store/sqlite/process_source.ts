// The usage source over a warm child process: a query that runs away is killed with it, and the next one gets a fresh process.
import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
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

type Asked =
  | { readonly kind: 'profile' }
  | { readonly kind: 'query'; readonly statement: SqlStatement; readonly params: SqlParams };

/** The one request that is being answered, and by which process. */
interface Pending {
  readonly id: number;
  readonly child: ChildProcess;
  readonly resolve: (reply: QueryReply) => void;
  readonly reject: (error: Error) => void;
}

const ENTRY = fileURLToPath(new URL('./query_process.ts', import.meta.url));
// By its address, because a bare name is looked up from the folder the app was started in.
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const WATCH_MS = 250;

/** Starts its process with the first query. Requests are answered in order, one at a time. */
export function openProcessSource(file: string, options: ProcessSourceOptions = {}): UsageSource {
  const { deadlineMs = 15_000, maxResidentMb = 1024 } = options;
  let child: ChildProcess | undefined;
  let pending: Pending | undefined;
  let isClosed = false;
  let nextId = 1;
  let last: Promise<unknown> = Promise.resolve();

  const start = (): ChildProcess => {
    const started = fork(ENTRY, [file], {
      execArgv: ['--import', TSX],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    started.on('message', (reply: QueryReply) => {
      if (pending?.child === started && pending.id === reply.id) pending.resolve(reply);
    });
    started.on('exit', () => giveUp(started, stopped()));
    started.on('error', () => giveUp(started, stopped()));
    return started;
  };

  /** Ends a process and the request it was busy with; the next request starts another process at once. */
  const giveUp = (failed: ChildProcess, error: Error): void => {
    failed.kill('SIGKILL');
    if (child === failed) child = undefined;
    if (pending?.child === failed) pending.reject(error);
  };

  const askNow = async (asked: Asked): Promise<QueryReply> => {
    if (isClosed) throw stopped();
    child ??= start();
    const running = child;
    const id = nextId++;
    const guard = watch(running, { deadlineMs, maxResidentMb }, (error) => giveUp(running, error));
    try {
      const reply = await new Promise<QueryReply>((resolve, reject) => {
        pending = { id, child: running, resolve, reject };
        running.send({ ...asked, id } as QueryRequest, (error) => error && giveUp(running, stopped()));
      });
      if ('failure' in reply) throw fromFailure(reply.failure);
      return reply;
    } finally {
      pending = undefined;
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
    async close() {
      isClosed = true;
      if (child) giveUp(child, stopped());
    },
  };
}

/** Notices a process that is too slow or too large, and says which it is. */
function watch(
  child: ChildProcess,
  limits: { deadlineMs: number; maxResidentMb: number },
  stop: (error: Error) => void,
) {
  const deadline = setTimeout(() => stop(tooSlow(limits.deadlineMs)), limits.deadlineMs);
  const memory = setInterval(() => {
    if (residentMb(child.pid) > limits.maxResidentMb) stop(tooLarge());
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
