// The child process that owns the connection to usage.db: the app's main loop never waits for SQL.

import type { UsageSource } from '../usage_source.ts';
import { type QueryReply, type QueryRequest, toFailure } from './query_messages.ts';
import { openSqliteSource } from './sqlite_source.ts';

const file = process.argv[2]!;
let source: UsageSource | undefined;

process.on('message', (request: QueryRequest) => void handle(request));
process.on('disconnect', () => process.exit(0));
// Ctrl-C reaches the whole process group; the parent decides when queries end.
process.on('SIGINT', () => {});

async function handle(request: QueryRequest): Promise<void> {
  reply(await run(request).catch((error: unknown) => ({ id: request.id, failure: toFailure(error) })));
}

async function run(request: QueryRequest): Promise<QueryReply> {
  source ??= openSqliteSource(file);
  if (request.kind === 'profile') return { id: request.id, profile: await source.profile() };
  return { id: request.id, rows: await source.query(request.statement, request.params) };
}

function reply(message: QueryReply): void {
  process.send?.(message, undefined, undefined, () => {});
}
