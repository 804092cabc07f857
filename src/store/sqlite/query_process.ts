// The child process that owns the connection to usage.db; it answers one question at a time.
import { answerRequests } from '#src/lib/process_messages.ts';
import type { SqlStatement } from '../sql_file.ts';
import type { SqlParams, UsageSource } from '../usage_source.ts';
import { openSqliteSource } from './sqlite_source.ts';

export type Asked =
  | { readonly kind: 'profile' }
  | { readonly kind: 'query'; readonly statement: SqlStatement; readonly params: SqlParams };

const file = process.argv[2]!;
let source: UsageSource | undefined;

answerRequests<Asked, unknown>(async (asked) => {
  source ??= openSqliteSource(file);
  return asked.kind === 'profile' ? source.profile() : source.query(asked.statement, asked.params);
});
