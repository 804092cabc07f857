// One sample database in memory for all tests of the generator, and the canonical text of a database.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sha256 } from '#src/lib/hash.ts';
import { generateSampleData, type SampleDataOptions } from '#src/store/sample_data/generate_sample_data.ts';
import type { Truth } from '#src/store/sample_data/truth.ts';
import { openDatabase, type SqliteDatabase } from '#src/store/sqlite/open_database.ts';

const SCHEMA = fileURLToPath(new URL('../../../sql/schema/usage/', import.meta.url));

export interface SampleDatabase {
  readonly db: SqliteDatabase;
  readonly truth: Truth;
}

export function buildSampleDatabase(options: SampleDataOptions = {}): SampleDatabase {
  const db = openDatabase(':memory:');
  for (const file of readdirSync(SCHEMA).sort()) db.exec(readFileSync(SCHEMA + file, 'utf8'));
  return { db, truth: generateSampleData(db, options) };
}

let shared: SampleDatabase | undefined;

/** The default database, built once per test file. */
export function sampleDatabase(): SampleDatabase {
  shared ??= buildSampleDatabase();
  return shared;
}

/** Every row of every table, ordered by all columns, as JSON lines: independent of insertion order. */
export function canonicalDumpHash(db: SqliteDatabase): string {
  const tables = db
    .prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    .all();
  const hashes = tables.map(({ name }) => `${name} ${tableHash(db, name)}`);
  return sha256(hashes.join('\n'));
}

function tableHash(db: SqliteDatabase, table: string): string {
  const columns = db.prepare<[], { name: string }>(`SELECT name FROM pragma_table_info('${table}')`).all();
  const names = columns.map((c) => c.name).join(', ');
  const rows = db.prepare(`SELECT ${names} FROM ${table} ORDER BY ${names}`).raw().all();
  return sha256(rows.map((row) => JSON.stringify(row)).join('\n'));
}
