// Runs the statements of sql/state on state.db, each prepared once.
import { UserError } from '#src/lib/errors.ts';
import { loadSql } from '../sql_file.ts';
import type { SqliteDatabase } from '../sqlite/open_database.ts';
import type { SqlParams } from '../usage_source.ts';

/** Each throws UserError 'state_not_writable' when the disk takes nothing more. */
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
    run: (name, params) => explained(() => statement(name).run(params).changes),
    get: <Row>(name: string, params: SqlParams) =>
      explained(() => statement(name).get(params) as Row | undefined),
    all: <Row>(name: string, params: SqlParams) => explained(() => statement(name).all(params) as Row[]),
  };
}

const NOT_WRITABLE = /^SQLITE_(FULL|READONLY|IOERR)/;

function explained<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!NOT_WRITABLE.test((cause as { code?: string }).code ?? '')) throw cause;
    throw new UserError(
      {
        code: 'state_not_writable',
        message: `The app cannot keep anything in its state database: ${(cause as Error).message}.`,
        kept: 'What was kept before is unaffected.',
        next: 'Whoever runs the app makes room on its disk, or sets STATE_DB to a place that can be written to.',
      },
      { cause },
    );
  }
}

/** For what is kept if it can be: true when it was, false when the disk takes nothing more. */
export function keptIfPossible(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (error instanceof UserError && error.code === 'state_not_writable') return false;
    throw error;
  }
}
