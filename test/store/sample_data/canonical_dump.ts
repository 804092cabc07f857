// One hash of everything the generator writes, independent of insertion order and page layout.
import { createHash } from 'node:crypto';
import { sha256 } from '#src/lib/hash.ts';
import { migrate } from '#src/store/migrate.ts';
import { generateSampleData, type SampleDataOptions } from '#src/store/sample_data/generate_sample_data.ts';
import type { Truth } from '#src/store/sample_data/truth.ts';
import { openDatabase, type SqliteDatabase } from '#src/store/sqlite/open_database.ts';

/** Filled by other code from the rows below. */
const DERIVED = /^(daily_\w+_rollup|rollup_\w+|sqlite_\w+)$/;

export function generateInMemory(options: SampleDataOptions): { db: SqliteDatabase; truth: Truth } {
  const db = openDatabase(':memory:');
  migrate(db, 'usage');
  return { db, truth: generateSampleData(db, options) };
}

/** Every row of every table as JSON. */
export function canonicalDumpHash(db: SqliteDatabase): string {
  const tables = db
    .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    .pluck()
    .all()
    .filter((name) => !DERIVED.test(name));
  return sha256(tables.map((name) => `${name} ${tableHash(db, name)}`).join('\n'));
}

/** Ordered by the primary key, which every table has. */
function tableHash(db: SqliteDatabase, table: string): string {
  const columns = db
    .prepare<[], { name: string; pk: number }>(`SELECT name, pk FROM pragma_table_info('${table}')`)
    .all();
  const names = columns.map((c) => c.name).join(', ');
  const key = columns.filter((c) => c.pk > 0).sort((a, b) => a.pk - b.pk);
  const order = key.map((c) => c.name).join(', ');
  const hash = createHash('sha256');
  for (const row of db.prepare(`SELECT ${names} FROM ${table} ORDER BY ${order}`).raw().iterate()) {
    hash.update(JSON.stringify(row));
  }
  return hash.digest('hex');
}
