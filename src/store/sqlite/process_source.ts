// The usage source over a warm child process: the app's main loop never waits for SQL, and a query that runs away is killed.
import { UserError } from '#src/lib/errors.ts';
import { openWarmProcess } from '#src/lib/warm_process.ts';
import type { SqlStatement } from '../sql_file.ts';
import type { SourceProfile, SqlParams, UsageSource } from '../usage_source.ts';
import type { Asked } from './query_process.ts';

export interface ProcessSourceOptions {
  /** A query that takes longer is stopped with its process. Default 15 s. */
  readonly deadlineMs?: number;
  /** Resident memory above this ends the process. Default 1 GB. */
  readonly maxResidentMb?: number;
}

/** Starts its process with the first query. Requests are answered in order, one at a time. */
export function openProcessSource(file: string, options: ProcessSourceOptions = {}): UsageSource {
  const { deadlineMs = 15_000, maxResidentMb = 1024 } = options;
  const { ask, close } = openWarmProcess<Asked, unknown>({
    entry: new URL('./query_process.ts', import.meta.url),
    args: [file],
    deadlineMs,
    maxResidentMb,
    errors: { tooSlow: () => tooSlow(deadlineMs), tooLarge, stopped },
  });
  return {
    query: async <Row>(statement: SqlStatement, params: SqlParams) =>
      (await ask({ kind: 'query', statement, params })) as readonly Row[],
    profile: async () => (await ask({ kind: 'profile' })) as SourceProfile,
    close: async () => close(),
  };
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
