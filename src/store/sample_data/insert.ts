// Writes rows into the database: one prepared statement per table, columns taken from the first row.
import type { SqliteDatabase } from '../sqlite/open_database.ts';

export type TableWriter = (table: string, rows: readonly object[]) => void;

export function createTableWriter(db: SqliteDatabase): TableWriter {
  const statements = new Map<string, { columns: string[]; run: (values: unknown[]) => void }>();
  return (table, rows) => {
    if (rows.length === 0) return;
    let entry = statements.get(table);
    if (!entry) {
      const columns = Object.keys(rows[0]!);
      const marks = columns.map(() => '?').join(', ');
      const statement = db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks})`);
      entry = { columns, run: (values) => statement.run(values) };
      statements.set(table, entry);
    }
    for (const row of rows)
      entry.run(entry.columns.map((column) => (row as Record<string, unknown>)[column]));
  };
}
