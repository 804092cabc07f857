// Runs the command line as people do: a process of its own, with its output, its complaints and its exit code.
import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { projectPath } from '#src/config/paths.ts';

export interface Finished {
  readonly code: number | null;
  readonly out: Buffer;
  readonly err: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

const TSX = pathToFileURL(projectPath('node_modules/tsx/dist/loader.mjs')).href;
const COMMAND = ['--import', TSX, projectPath('src/cli/copilot.ts')];

/** A fixed environment: no setting of the machine, no .env beside the repository's own defaults. */
export function copilot(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [...COMMAND, ...args], {
    cwd: options.cwd ?? projectPath(''),
    env: { PATH, HOME, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out: Buffer[] = [];
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out: Buffer.concat(out), err }));
  });
}
