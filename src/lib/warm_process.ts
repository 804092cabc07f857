// A child process kept warm for one kind of work: what runs away is killed with it, and the next request gets a fresh one.
import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { UserError } from './errors.ts';
import { fromFailure } from './process_failure.ts';
import type { Reply, Request } from './process_messages.ts';

export interface WarmProcessOptions {
  /** The TypeScript file it runs, which calls answerRequests. */
  readonly entry: URL;
  readonly args?: readonly string[];
  /** Flags of node, such as --max-old-space-size. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A request that takes longer is stopped with its process; the time a process needs to start is not counted. */
  readonly deadlineMs: number;
  /** Resident memory above this ends the process. */
  readonly maxResidentMb: number;
  readonly errors: WarmProcessErrors;
}

/** What a person is told when the process had to be ended, or ended by itself. */
export interface WarmProcessErrors {
  readonly tooSlow: () => UserError;
  readonly tooLarge: () => UserError;
  readonly stopped: () => UserError;
}

export interface WarmProcess<Asked, Answer> {
  readonly ask: (asked: Asked) => Promise<Answer>;
  readonly close: () => void;
}

/** The one request that is being answered, and by which process. */
interface Pending<Answer> {
  readonly id: number;
  readonly child: ChildProcess;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
  readonly begin: () => void;
}

// By its address, because a bare name is looked up from the folder the app was started in.
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const WATCH_MS = 250;
const START_MS = 30_000;

/** Starts its process with the first request. Requests are answered in order, one at a time. */
export function openWarmProcess<Asked, Answer>(options: WarmProcessOptions): WarmProcess<Asked, Answer> {
  const { errors } = options;
  const ready = new WeakSet<ChildProcess>();
  let child: ChildProcess | undefined;
  let pending: Pending<Answer> | undefined;
  let isClosed = false;
  let nextId = 1;
  let last: Promise<unknown> = Promise.resolve();

  const start = (): ChildProcess => {
    const started = forkEntry(options);
    started.on('message', (reply: Reply<Answer>) => {
      if (reply.kind === 'ready') ready.add(started);
      if (pending?.child === started) settle(pending, reply);
    });
    started.on('exit', () => giveUp(started, errors.stopped()));
    started.on('error', () => giveUp(started, errors.stopped()));
    return started;
  };

  /** Ends a process and the request it was busy with; the next request starts another process at once. */
  const giveUp = (failed: ChildProcess, error: Error): void => {
    failed.kill('SIGKILL');
    if (child === failed) child = undefined;
    if (pending?.child === failed) pending.reject(error);
  };

  const askNow = async (asked: Asked): Promise<Answer> => {
    if (isClosed) throw errors.stopped();
    child ??= start();
    const running = child;
    const guard = watch(running, options, (error) => giveUp(running, error));
    if (ready.has(running)) guard.begin();
    try {
      return await new Promise<Answer>((resolve, reject) => {
        const id = nextId++;
        pending = { id, child: running, resolve, reject, begin: guard.begin };
        const request: Request<Asked> = { id, asked };
        running.send(request, (error) => error && giveUp(running, errors.stopped()));
      });
    } finally {
      pending = undefined;
      guard.end();
    }
  };

  /** One at a time, so that a killed process takes only the request that deserved it. */
  const ask = (asked: Asked): Promise<Answer> => {
    const result = last.then(() => askNow(asked));
    last = result.catch(() => undefined);
    return result;
  };

  const close = () => {
    isClosed = true;
    if (child) giveUp(child, errors.stopped());
  };
  return { ask, close };
}

function settle<Answer>(pending: Pending<Answer>, reply: Reply<Answer>): void {
  if (reply.kind === 'ready') pending.begin();
  else if (reply.id !== pending.id) return;
  else if (reply.kind === 'answer') pending.resolve(reply.answer);
  else pending.reject(fromFailure(reply.failure));
}

function forkEntry({ entry, args = [], flags = [], env = {} }: WarmProcessOptions): ChildProcess {
  return fork(fileURLToPath(entry), args, {
    execArgv: [...flags, '--import', TSX],
    env: { ...process.env, ...env },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/** Notices a process that is too slow or too large, and says which it is. `begin` is called once it is ready to work. */
function watch(
  child: ChildProcess,
  { deadlineMs, maxResidentMb, errors }: WarmProcessOptions,
  stop: (error: Error) => void,
) {
  let deadline = setTimeout(() => stop(errors.tooSlow()), START_MS);
  const memory = setInterval(() => {
    if (residentMb(child.pid) > maxResidentMb) stop(errors.tooLarge());
  }, WATCH_MS);
  memory.unref();
  const begin = () => {
    clearTimeout(deadline);
    deadline = setTimeout(() => stop(errors.tooSlow()), deadlineMs);
  };
  const end = () => {
    clearTimeout(deadline);
    clearInterval(memory);
  };
  return { begin, end };
}

/** Resident memory in MB; 0 where the system does not tell (only Linux has /proc). */
function residentMb(pid: number | undefined): number {
  try {
    return (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096) / 1e6;
  } catch {
    return 0;
  }
}
