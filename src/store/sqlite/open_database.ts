// Opens a SQLite file, and says in plain words what is wrong with one that does not open.
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { UserError } from '#src/lib/errors.ts';
import { makeFolder } from '#src/lib/make_folder.ts';

export type SqliteDatabase = Database.Database;

const REBUILD = 'or run "npm run db" to build the sample database.';

export interface OpenOptions {
  readonly readonly?: boolean;
  readonly wal?: boolean;
  /** What helps besides a backup when the file is damaged; the end of a sentence. */
  readonly remedy?: string;
}

/**
 * Opens `file` (made with its folder when absent, unless readonly). `wal` is for files that are written while read
 * (state.db); a file in WAL mode cannot be opened from a read-only folder, so the others keep a rollback journal. Throws UserError for a missing or damaged file.
 */
export function openDatabase(file: string, options: OpenOptions = {}): SqliteDatabase {
  const readonly = options.readonly ?? false;
  try {
    if (!readonly && file !== ':memory:') makeFolder(path.dirname(path.resolve(file)));
    const db = new Database(file, { readonly, fileMustExist: readonly });
    db.pragma('busy_timeout = 5000');
    db.pragma('schema_version');
    if (options.wal) db.pragma('journal_mode = WAL');
    return db;
  } catch (error) {
    throw explainOpenError(file, error, options);
  }
}

function explainOpenError(
  file: string,
  error: unknown,
  { readonly = false, remedy = REBUILD }: OpenOptions,
): UserError {
  const code = (error as { code?: string }).code ?? '';
  const name = path.basename(file);
  if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT') {
    return new UserError(
      {
        code: 'corrupt_database',
        message: `${name} is not a readable SQLite database (it is damaged or another kind of file).`,
        kept: 'Nothing was changed.',
        next: `Restore it from a backup, ${remedy}`,
      },
      { cause: error },
    );
  }
  return new UserError(
    {
      code: 'cannot_open_database',
      message: `The database ${name} cannot be opened: ${reason(file, error, readonly)}.`,
      next: `Check the path and its permissions, ${remedy}`,
    },
    { cause: error },
  );
}

/** SQLite says the same of a file that is not there and of one that may not be read. */
function reason(file: string, error: unknown, isReader: boolean): string {
  const found = statSync(file, { throwIfNoEntry: false });
  if (isReader && found === undefined) return 'there is no such file';
  if (found?.isDirectory()) return 'it is a folder, not a file';
  if (isReader && isWal(file))
    return 'it is in WAL mode, for which SQLite has to write beside it, and its folder takes nothing (copy it elsewhere, or run "PRAGMA journal_mode = DELETE" on it once)';
  return (error as Error).message;
}

/** Byte 18 of a database says how it is written: 2 is WAL (file format of SQLite, section 1.3). */
function isWal(file: string): boolean {
  const header = Buffer.alloc(100);
  let handle: number | undefined;
  try {
    handle = openSync(file, 'r');
    return readSync(handle, header, 0, header.length, 0) === header.length && header[18] === 2;
  } catch {
    return false;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
