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
  const lacking = /no such (table|column): (?:\w+\.)?(\w+)/.exec(text);
  if (lacking) return missingPart(lacking[1]!, lacking[2]!, statement, missing, error);
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
  const relevant = named.length > 0 ? named : missing;
  const parts = relevant.length > 0 ? relevant : [name];
  const what = parts.map((part) =>
    part.includes('.') ? `column ${part}` : `${kindOf(kind, part, missing)} ${part}`,
  );
  return new UserError(
    {
      code: parts.every((part) => part.includes('.')) ? 'missing_column' : 'missing_table',
      message: `The database has no ${what.join(', no ')}, which ${statement.name} needs.`,
      kept: 'The database was not changed.',
      next: REMEDY,
    },
    { cause },
  );
}

function kindOf(kind: string, part: string, missing: readonly string[]): string {
  return missing.includes(part) ? 'table' : kind;
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
