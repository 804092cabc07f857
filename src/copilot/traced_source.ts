// A usage source that remembers every statement it ran, for the trace of one answer.
import type { Clock } from '#src/lib/dates.ts';
import type { SqlStatement } from '#src/store/sql_file.ts';
import type { SqlParams, UsageSource } from '#src/store/usage_source.ts';
import type { SqlRun } from './answer_types.ts';

/** Rows of each statement that Debug details show. */
const SHOWN_ROWS = 3;

export interface TracedSource extends UsageSource {
  runs(): readonly SqlRun[];
}

export function tracedSource(source: UsageSource, clock: Clock): TracedSource {
  const runs: SqlRun[] = [];
  return {
    runs: () => runs,
    profile: () => source.profile(),
    close: () => source.close(),
    async query<Row>(statement: SqlStatement, params: SqlParams) {
      const start = clock().getTime();
      const rows = await source.query<Row>(statement, params);
      runs.push({
        name: statement.name,
        text: statement.text,
        params,
        rowCount: rows.length,
        ms: clock().getTime() - start,
        firstRows: rows.slice(0, SHOWN_ROWS),
      });
      return rows;
    },
  };
}
