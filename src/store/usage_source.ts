// The port to the telemetry: named SQL in, plain rows out. SQLite answers it today, a SQL warehouse can tomorrow.
import type { IsoDay } from '#src/lib/dates.ts';
import type { SqlStatement } from './sql_file.ts';

export type SqlValue = string | number | null;
export type SqlParams = Readonly<Record<string, SqlValue>>;

/** What is known of a source before any question is asked. */
export interface SourceProfile {
  /** The last complete day; null when there is no usage at all. */
  readonly asOf: IsoDay | null;
  /** The oldest usage day. */
  readonly firstDay: IsoDay | null;
  /** How money was priced, as people read it: 'DBU list price, EC2 not included'. */
  readonly costBasis: string;
  /** Optional tables and columns this database lacks, 'job_dependencies' or 'jobs.schedule_cron'. */
  readonly absent: readonly string[];
}

export interface UsageSource {
  /**
   * Runs one read-only statement. Rows come in the statement's own order.
   * Throws UserError: 'missing_table', 'missing_column' (named), 'query_timeout', 'too_many_rows', 'corrupt_database'.
   */
  query<Row>(statement: SqlStatement, params: SqlParams): Promise<readonly Row[]>;
  profile(): Promise<SourceProfile>;
  close(): Promise<void>;
}
