// Makes any database with the star schema's columns readable: optional parts it lacks become empty, sums it lacks are built.
import { UserError } from '#src/lib/errors.ts';
import { loadSql } from '../sql_file.ts';
import { type ContractTable, columnsOf, contractTables, tableNames } from './contract.ts';
import type { SqliteDatabase } from './open_database.ts';
import { buildMissingRollups, ROLLUP_TABLES } from './rollup.ts';

export interface Prepared {
  /** Optional tables and columns the database lacks. */
  readonly absent: readonly string[];
  /** Required tables ('events') and columns ('compute_usage.total_cost') it lacks. */
  readonly missing: readonly string[];
  /** Tables of ours that could not be filled because of what is missing. */
  readonly unusable: readonly string[];
}

/**
 * Works on temporary objects only, which shadow those of the file; the file itself is never written.
 * Throws UserError 'empty_database' when there is nothing to read at all.
 */
export function prepareConnection(db: SqliteDatabase): Prepared {
  const absent: string[] = [];
  const missing: string[] = [];
  const unusable: string[] = [];
  const present = new Set(tableNames(db));
  if (present.size === 0) throw emptyDatabase();
  for (const table of contractTables()) completeTable(db, table, present, absent, missing);
  db.exec(loadSql('rollup/derived_tables').text);
  /** With a required part missing, filling may fail; the query that needs the table will then name the part. */
  const attempt = (tables: readonly string[], fill: () => void) => {
    try {
      fill();
    } catch (error) {
      if (missing.length === 0) throw error;
      unusable.push(...tables);
    }
  };
  attempt(['job_tags'], () => db.exec(loadSql('rollup/job_tags').text));
  attempt(['job_ownership'], () => db.exec(loadSql('rollup/job_ownership').text));
  attempt(ROLLUP_TABLES, () => buildMissingRollups(db));
  return { absent, missing, unusable };
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

function emptyDatabase(): UserError {
  return new UserError({
    code: 'empty_database',
    message: 'The usage database is empty: it holds no tables.',
    kept: 'It was not changed.',
    next: 'Load the telemetry into it, or run "npm run db" to build the sample database.',
  });
}
