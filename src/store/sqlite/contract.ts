// The tables and columns the reports rely on, read from the schema files themselves.
import { migrate } from '../migrate.ts';
import { loadSql } from '../sql_file.ts';
import { openDatabase, type SqliteDatabase } from './open_database.ts';

export interface ContractTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** Columns an older database may lack; all of them when the table itself is optional. */
  readonly optional: ReadonlySet<string>;
  readonly isOptional: boolean;
}

let known: readonly ContractTable[] | undefined;

export function contractTables(): readonly ContractTable[] {
  known ??= readContract();
  return known;
}

function readContract(): ContractTable[] {
  const base = openDatabase(':memory:');
  base.exec(loadSql('schema/usage/001_star_schema').text);
  const full = openDatabase(':memory:');
  migrate(full, 'usage');
  const required = new Map(tableNames(base).map((name) => [name, new Set(columnsOf(base, name))]));
  const tables = tableNames(full).map((name) => {
    const columns = columnsOf(full, name);
    const needed = required.get(name);
    const optional = new Set(columns.filter((column) => !needed?.has(column)));
    return { name, columns, optional, isOptional: needed === undefined };
  });
  base.close();
  full.close();
  return tables.filter((table) => !isRollup(table.name));
}

/** Rollup tables are rebuilt, not read from a foreign database. */
function isRollup(table: string): boolean {
  return table.startsWith('daily_') || table === 'rollup_dirty_days';
}

export function tableNames(db: SqliteDatabase): string[] {
  return db
    .prepare<[], { name: string }>(
      "SELECT name FROM main.sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .all()
    .map((row) => row.name);
}

/** Columns of a table of the main database; empty when it does not exist. */
export function columnsOf(db: SqliteDatabase, table: string): string[] {
  return (db.pragma(`main.table_info("${table.replaceAll('"', '""')}")`) as { name: string }[]).map(
    (c) => c.name,
  );
}
