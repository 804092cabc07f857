// The usage source over one SQLite file, in this process: for the command line, tests, and inside the query process.
import { statSync } from 'node:fs';
import { UserError } from '#src/lib/errors.ts';
import { loadSql, type SqlStatement } from '../sql_file.ts';
import type { SourceProfile, SqlParams, UsageSource } from '../usage_source.ts';
import { explainQueryError, lackingParts } from './explain_error.ts';
import { openUsageGraph } from './graph_file.ts';
import { openDatabase, type SqliteDatabase } from './open_database.ts';
import { type Prepared, prepareConnection } from './prepare_connection.ts';
import { GRAPH_PREFIX } from './usage_graph.ts';

export interface SqliteSourceOptions {
  /** More rows than this are an error, never a silent cut. Default 200,000. */
  readonly maxRows?: number;
}

interface Connection {
  readonly db: SqliteDatabase;
  readonly prepared: Prepared;
  readonly dataVersion: number;
  /** Which file the path named when it was opened; a new build takes the place of the old file. */
  readonly identity: string | null;
  /** The tables of the usage graph are made, or attached, with the first statement that reads them. */
  hasGraph: boolean;
  /** Compiled once: for small questions that takes longer than the answer. */
  readonly statements: Map<string, Statement>;
}

type Statement = ReturnType<SqliteDatabase['prepare']>;

/** All statements of ours are fewer; those that people write come and go. */
const MAX_STATEMENTS = 300;

/** Opens `file` read-only. Throws UserError when it is missing or damaged. */
export function openSqliteSource(file: string, options: SqliteSourceOptions = {}): UsageSource {
  const maxRows = options.maxRows ?? 200_000;
  let connection = connect(file);

  /** A file changed or replaced by someone else (a re-sync, a re-seed) gets a new connection, once that opens. */
  const current = (): Connection => {
    const { db, dataVersion: known, identity } = connection;
    const now = identityOf(file);
    if (dataVersion(db) !== known || (now !== null && now !== identity)) {
      connection = connect(file);
      db.close();
    }
    return connection;
  };

  const run = <Row>(statement: SqlStatement, params: SqlParams): Row[] => {
    const { prepared } = current();
    requireUsable(statement, prepared);
    try {
      if (statement.text.includes(GRAPH_PREFIX)) requireGraph(connection, file);
      return collect<Row>(compiled(connection, statement), statement, params, maxRows);
    } catch (error) {
      throw explainQueryError(error, statement, prepared.missing);
    }
  };

  return {
    query: async <Row>(statement: SqlStatement, params: SqlParams) => run<Row>(statement, params),
    profile: async () => readProfile(run, current().prepared),
    close: async () => void connection.db.close(),
  };
}

function connect(file: string): Connection {
  const identity = identityOf(file);
  const db = openDatabase(file, { readonly: true });
  try {
    const prepared = prepareConnection(db);
    db.pragma('query_only = 1');
    return { db, prepared, dataVersion: dataVersion(db), identity, hasGraph: false, statements: new Map() };
  } catch (error) {
    db.close();
    throw explainQueryError(error, { name: 'open', text: '', hash: '' }, []);
  }
}

/** null while there is no such file; the open one is read on. */
function identityOf(file: string): string | null {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat ? `${stat.dev}:${stat.ino}` : null;
}

function requireGraph(connection: Connection, file: string): void {
  if (connection.hasGraph) return;
  openUsageGraph(connection.db, file);
  connection.hasGraph = true;
}

/** A sum that could not be built must not be read as if it were nothing, or from an old copy in the file. */
function requireUsable(statement: SqlStatement, { unusable, missing }: Prepared): void {
  if (unusable.some((table) => statement.text.includes(table))) throw lackingParts(missing, statement);
}

function dataVersion(db: SqliteDatabase): number {
  return db.pragma('data_version', { simple: true }) as number;
}

function compiled({ db, statements }: Connection, { text }: SqlStatement): Statement {
  const known = statements.get(text);
  if (known) return known;
  if (statements.size === MAX_STATEMENTS) statements.clear();
  const made = db.prepare(text);
  statements.set(text, made);
  return made;
}

function collect<Row>(
  compiledStatement: Statement,
  statement: SqlStatement,
  params: SqlParams,
  maxRows: number,
): Row[] {
  const rows: Row[] = [];
  for (const row of compiledStatement.iterate(params)) {
    if (rows.length === maxRows) {
      throw new UserError({
        code: 'too_many_rows',
        message: `${statement.name} returned more than ${maxRows} rows.`,
        next: 'Choose a shorter period or a filter.',
      });
    }
    rows.push(row as Row);
  }
  return rows;
}

function readProfile(run: <Row>(s: SqlStatement, p: SqlParams) => Row[], prepared: Prepared): SourceProfile {
  const row = run<{ as_of: string | null; first_day: string | null; cost_basis: string | null }>(
    loadSql('source/profile'),
    {},
  )[0];
  return {
    asOf: row?.as_of ?? null,
    firstDay: row?.first_day ?? null,
    costBasis: row?.cost_basis ?? 'DBU list price, EC2 not included',
    absent: prepared.absent,
  };
}
