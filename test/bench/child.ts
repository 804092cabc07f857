// Starts the measured process and asks it for its figures; adds up the memory of a process and all it started.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { projectPath } from '#src/config/paths.ts';
import type { Ask } from './app_process.ts';

const ENTRY = fileURLToPath(new URL('./app_process.ts', import.meta.url));
const START_MS = 60_000;

export interface Measured {
  readonly pid: number;
  ask(ask: Ask): Promise<number>;
  stop(): Promise<void>;
}

/** Resolves when the process says it is ready; throws when it ends instead. */
export async function startMeasured(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Measured> {
  const child = fork(ENTRY, args, { execArgv: nodeFlags(), env: { ...process.env, ...env } });
  await answerOf(child);
  const ask = async (question: Ask) => {
    child.send(question);
    return answerOf(child);
  };
  const stop = async () => {
    const gone = once(child, 'exit');
    await ask('stop');
    await gone;
  };
  return { pid: child.pid!, ask, stop };
}

async function answerOf(child: ChildProcess): Promise<number> {
  const answered = new AbortController();
  const signal = AbortSignal.any([answered.signal, AbortSignal.timeout(START_MS)]);
  try {
    const [event] = await Promise.race([
      once(child, 'message', { signal }),
      once(child, 'exit', { signal }).then(() => {
        throw new Error('The measured process ended.');
      }),
    ]);
    return (event as { value: number }).value;
  } finally {
    answered.abort();
  }
}

/** What `npm start` hands to node before the name of the program. */
function nodeFlags(): string[] {
  const { scripts } = JSON.parse(readFileSync(projectPath('package.json'), 'utf8')) as {
    readonly scripts: { readonly start: string };
  };
  const flags = /node ((?:--\S+ (?:tsx )?)+)src\/main\.ts/.exec(scripts.start)?.[1];
  if (flags === undefined) throw new Error('The script "start" of package.json is not read any more.');
  return flags.trim().split(' ');
}

/** Resident memory in MB of a process and all below it; null where the system does not tell (only Linux has /proc). */
export function residentMb(pid: number): number | null {
  try {
    return [pid, ...descendantsOf(pid)].reduce((sum, id) => sum + ownMb(id), 0);
  } catch {
    return null;
  }
}

function descendantsOf(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ id: Number(name), parent: parentOf(name) }));
  const below = (id: number): number[] =>
    parents.filter((one) => one.parent === id).flatMap((one) => [one.id, ...below(one.id)]);
  return below(pid);
}

function parentOf(id: string): number | null {
  const status = readStatus(id);
  return status === null ? null : Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]);
}

function ownMb(id: number): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readStatus(String(id)) ?? '')?.[1] ?? '0';
  return (Number(kilobytes) * 1024) / 1e6;
}

/** null for a process that has just ended. */
function readStatus(id: string): string | null {
  try {
    return readFileSync(`/proc/${id}/status`, 'utf8');
  } catch {
    return null;
  }
}
