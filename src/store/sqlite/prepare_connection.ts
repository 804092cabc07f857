// Makes any database with the star schema's columns readable: optional parts it lacks become empty, sums it lacks are built.
import { loadSql } from '../sql_file.ts';
import { type ContractTable, columnsOf, contractTables, tableNames } from './contract.ts';
import type { SqliteDatabase } from './open_database.ts';
import { buildMissingRollups } from './rollup.ts';

export interface Prepared {
  /** Optional tables and columns the database lacks. */
  readonly absent: readonly string[];
  /** Required tables ('events') and columns ('compute_usage.total_cost') it lacks. */
  readonly missing: readonly string[];
}

/** Works on temporary objects only, which shadow those of the file; the file itself is never written. */
export function prepareConnection(db: SqliteDatabase): Prepared {
  const absent: string[] = [];
  const missing: string[] = [];
  const present = new Set(tableNames(db));
  for (const table of contractTables()) completeTable(db, table, present, absent, missing);
  attempt(missing, () => buildDerivedTables(db));
  attempt(missing, () => buildMissingRollups(db));
  return { absent, missing };
}

function completeTable(
  db: SqliteDatabase,
  table: ContractTable,
  present: ReadonlySet<string>,
  absent: string[],
  missing: string[],
): void {
  if (!present.has(table.name)) {
    if (!table.isOptional) missing.push(table.name);
    else {
      absent.push(table.name);
      db.exec(`CREATE TEMP TABLE ${table.name} (${table.columns.join(', ')})`);
    }
    return;
  }
  const columns = new Set(columnsOf(db, table.name));
  const lacking = table.columns.filter((column) => !columns.has(column));
  missing.push(...lacking.filter((c) => !table.optional.has(c)).map((c) => `${table.name}.${c}`));
  const fillable = lacking.filter((column) => table.optional.has(column));
  absent.push(...fillable.map((column) => `${table.name}.${column}`));
  if (fillable.length === 0) return;
  const nulls = fillable.map((column) => `NULL AS ${column}`).join(', ');
  db.exec(`CREATE TEMP VIEW ${table.name} AS SELECT t.*, ${nulls} FROM main.${table.name} t`);
}

function buildDerivedTables(db: SqliteDatabase): void {
  db.exec(loadSql('rollup/derived_tables').text);
  db.exec(loadSql('rollup/job_tags').text);
  db.exec(loadSql('rollup/job_ownership').text);
}

/** With a required part missing, building may fail; the query that needs it will then name the part. */
function attempt(missing: readonly string[], build: () => void): void {
  try {
    build();
  } catch (error) {
    if (missing.length === 0) throw error;
  }
}
