// What a sub-command of the terminal is, and how it reads its flags.
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UserError } from '#src/lib/errors.ts';

export interface Io {
  /** Results only: JSON, CSV, a picture. */
  readonly out: (data: string | Uint8Array) => void;
  /** Everything said to the person at the terminal. */
  readonly err: (line: string) => void;
}

export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly run: (args: readonly string[], io: Io) => Promise<void>;
}

type Options = NonNullable<ParseArgsConfig['options']>;

/** node:util's parser, its complaints turned into a sentence with the command's usage. Exit code 2. */
export function readFlags<T extends Options>(args: readonly string[], options: T, usage: string) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw usageError((error as Error).message.split('. ')[0]!, usage);
  }
}

export function usageError(problem: string, usage: string): UserError {
  return new UserError({ code: 'usage', message: `${problem}.`, next: `Usage: copilot ${usage}` });
}

/** For a command that takes flags only. */
export function refuseWords(words: readonly string[], usage: string): void {
  if (words.length > 0) throw usageError(`"${words[0]}" is one word too many`, usage);
}

export const REPORT_FLAGS = {
  from: { type: 'string' },
  to: { type: 'string' },
  last: { type: 'string' },
  workspace: { type: 'string' },
  department: { type: 'string' },
  tag: { type: 'string' },
  job: { type: 'string' },
  limit: { type: 'string' },
  db: { type: 'string' },
} as const;

export const REPORT_FLAGS_USAGE =
  '[--from DAY] [--to DAY] [--last DAYS] [--workspace NAME] [--department NAME] [--tag TAG] [--job NAME] [--limit N] [--db FILE]';

/** Scripts read JSON, people a table; JSON is what every listing prints unless told otherwise. Throws a usage error. */
export function isTable(format: string | undefined, usage: string): boolean {
  if (format === undefined || format === 'json') return false;
  if (format === 'table') return true;
  throw usageError(`There is no format "${format}"`, usage);
}
