// Runs the statements of sql/state on state.db, each prepared once.
import { loadSql } from '../sql_file.ts';
import type { SqliteDatabase } from '../sqlite/open_database.ts';
import type { SqlParams } from '../usage_source.ts';

export interface Statements {
  /** Number of rows changed. */
  run(name: string, params: SqlParams): number;
  get<Row>(name: string, params: SqlParams): Row | undefined;
  all<Row>(name: string, params: SqlParams): Row[];
}

export function prepareStatements(db: SqliteDatabase): Statements {
  const prepared = new Map<string, ReturnType<SqliteDatabase['prepare']>>();
  const statement = (name: string) => {
    const known = prepared.get(name);
    if (known) return known;
    const made = db.prepare(loadSql(`state/${name}`).text);
    prepared.set(name, made);
    return made;
  };
  return {
    run: (name, params) => statement(name).run(params).changes,
    get: <Row>(name: string, params: SqlParams) => statement(name).get(params) as Row | undefined,
    all: <Row>(name: string, params: SqlParams) => statement(name).all(params) as Row[],
  };
}
