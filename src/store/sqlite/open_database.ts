// Opens a SQLite file, and says in plain words what is wrong with one that does not open.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { UserError } from '#src/lib/errors.ts';

export type SqliteDatabase = Database.Database;

/**
 * Opens `file` (made with its folder when absent, unless readonly). `wal` is for files that are written while read
 * (state.db); a file in WAL mode cannot be opened from a read-only folder, so the others keep a rollback journal. Throws UserError for a missing or damaged file.
 */
export function openDatabase(
  file: string,
  options: { readonly?: boolean; wal?: boolean } = {},
): SqliteDatabase {
  const readonly = options.readonly ?? false;
  try {
    if (!readonly && file !== ':memory:') mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
    const db = new Database(file, { readonly, fileMustExist: readonly });
    db.pragma('busy_timeout = 5000');
    db.pragma('schema_version');
    if (options.wal) db.pragma('journal_mode = WAL');
    return db;
  } catch (error) {
    throw explainOpenError(file, error);
  }
}

function explainOpenError(file: string, error: unknown): UserError {
  const code = (error as { code?: string }).code ?? '';
  const name = path.basename(file);
  if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT') {
    return new UserError(
      {
        code: 'corrupt_database',
        message: `${name} is not a readable SQLite database (it is damaged or another kind of file).`,
        kept: 'Nothing was changed.',
        next: 'Restore it from a backup, or run "npm run db" to build the sample database.',
      },
      { cause: error },
    );
  }
  return new UserError(
    {
      code: 'cannot_open_database',
      message: `The database ${name} cannot be opened: ${(error as Error).message}.`,
      next: 'Check the path and its permissions, or run "npm run db" to build the sample database.',
    },
    { cause: error },
  );
}
