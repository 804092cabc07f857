// Turns SQLite's errors into sentences that name the missing table or column and the way out.
import { UserError } from '#src/lib/errors.ts';
import type { SqlStatement } from '../sql_file.ts';

const REMEDY = 'The tables and columns the app reads are listed in data/dictionary.md.';

/** `missing` lists required parts the database lacks; they are named when the query fails because of them. */
export function explainQueryError(
  error: unknown,
  statement: SqlStatement,
  missing: readonly string[],
): unknown {
  if (error instanceof UserError) return error;
  const text = (error as Error).message ?? '';
  const code = (error as { code?: string }).code ?? '';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return corrupt(error);
  if (code.startsWith('SQLITE_BUSY')) return busy(error);
  const named = /no such (table|column): (?:\w+\.)?(\w+)/.exec(text);
  if (named) return missingPart(named[1]!, named[2]!, statement, missing, error);
  return error;
}

function missingPart(
  kind: string,
  name: string,
  statement: SqlStatement,
  missing: readonly string[],
  cause: unknown,
): UserError {
  const named = missing.filter((part) => part === name || part.endsWith(`.${name}`));
  if (named.length > 0 || missing.length > 0)
    return lackingParts(named.length > 0 ? named : missing, statement, cause);
  return lacking([`${kind} ${name}`], statement, cause);
}

/** Required tables ('events') and columns ('compute_usage.total_cost') that a statement would need. */
export function lackingParts(
  parts: readonly string[],
  statement: Pick<SqlStatement, 'name'>,
  cause?: unknown,
): UserError {
  return lacking(
    parts.map((part) => (part.includes('.') ? `column ${part}` : `table ${part}`)),
    statement,
    cause,
  );
}

function lacking(what: readonly string[], statement: Pick<SqlStatement, 'name'>, cause: unknown): UserError {
  return new UserError(
    {
      code: what.every((part) => part.startsWith('column ')) ? 'missing_column' : 'missing_table',
      message: `The database has no ${what.join(', no ')}, which ${whoNeeds(statement.name)} needs.`,
      kept: 'The database was not changed.',
      next: REMEDY,
    },
    { cause },
  );
}

/** 'reports/job_cost' is a report people know; the other statements are ours. */
function whoNeeds(statement: string): string {
  const report = /^reports\/(\w+)$/.exec(statement)?.[1];
  return report ? `the report ${report}` : 'the app';
}

function busy(cause: unknown): UserError {
  return new UserError(
    {
      code: 'database_busy',
      message: 'The usage database is being written, and its writer did not finish in time.',
      kept: 'Nothing was changed.',
      next: 'Try again in a minute.',
    },
    { cause },
  );
}

function corrupt(cause: unknown): UserError {
  return new UserError(
    {
      code: 'corrupt_database',
      message: 'The usage database is damaged: SQLite could not read part of it.',
      kept: 'It was not changed.',
      next: 'Restore it from a backup, or run "npm run db" to build the sample database again.',
    },
    { cause },
  );
}
