// Numbered SQL files make and upgrade a database; PRAGMA user_version remembers the last one applied.
import { readdirSync } from 'node:fs';
import { UserError } from '#src/lib/errors.ts';
import { loadSql } from './sql_file.ts';
import type { SqliteDatabase } from './sqlite/open_database.ts';

const SCHEMA_ROOT = new URL('../../sql/schema/', import.meta.url);

/** Applies sql/schema/<folder>/NNN_*.sql newer than the database, each in a transaction. Returns the version reached. */
export function migrate(db: SqliteDatabase, folder: 'usage' | 'state'): number {
  const files = readdirSync(new URL(`${folder}/`, SCHEMA_ROOT))
    .filter((file) => /^\d{3}_.*\.sql$/.test(file))
    .sort();
  const current = db.pragma('user_version', { simple: true }) as number;
  if (current > files.length) throw newerDatabase(folder);
  for (const file of files.slice(current)) applyFile(db, folder, file);
  return files.length;
}

function applyFile(db: SqliteDatabase, folder: string, file: string): void {
  const version = Number(file.slice(0, 3));
  db.transaction(() => {
    // Another process may have applied it while this one waited for the lock.
    if ((db.pragma('user_version', { simple: true }) as number) >= version) return;
    db.exec(loadSql(`schema/${folder}/${file.slice(0, -4)}`).text);
    db.pragma(`user_version = ${version}`);
  }).immediate();
}

function newerDatabase(folder: string): UserError {
  return new UserError({
    code: 'newer_database',
    message: `The ${folder} database was written by a newer version of the app.`,
    kept: 'It was not touched.',
    next: 'Update the app, or point it at another file.',
  });
}
