// state.db: everything the app remembers between restarts and shares between replicas.
import { type Clock, systemClock } from '#src/lib/dates.ts';
import { migrate } from '../migrate.ts';
import { openDatabase } from '../sqlite/open_database.ts';
import { type Answers, createAnswers } from './answers.ts';
import { type AuditRows, createAuditRows } from './audit_rows.ts';
import { type ChartFiles, createChartFiles } from './chart_files.ts';
import { type Claims, createClaims } from './claims.ts';
import { createDigestSnapshots, type DigestSnapshots } from './digest_snapshots.ts';
import { createModelOutputs, type ModelOutputs } from './model_outputs.ts';
import { createModelSpend, type ModelSpend } from './model_spend.ts';
import { createOccurrences, type Occurrences } from './occurrences.ts';
import { createSchedules, type Schedules } from './schedules.ts';
import { prepareStatements } from './statements.ts';

export interface StateStore {
  readonly claims: Claims;
  readonly answers: Answers;
  readonly audit: AuditRows;
  readonly modelOutputs: ModelOutputs;
  readonly modelSpend: ModelSpend;
  readonly chartFiles: ChartFiles;
  readonly schedules: Schedules;
  readonly occurrences: Occurrences;
  readonly digestSnapshots: DigestSnapshots;
  close(): void;
}

export interface StateOptions {
  readonly clock?: Clock;
  /** How many answers can still be looked behind and replayed. About 22 kB each. */
  readonly keepAnswers?: number;
}

/** Sixty a day over the 400 days the log of answers reaches back; half a gigabyte at most. */
const KEEP_ANSWERS = 25_000;

const REMEDY = 'or set STATE_DB to another file: a new one is made, without the schedules of this one.';

/** Opens `file`, made on first use. Throws UserError when it is damaged or from a newer version. */
export function openState(file: string, options: StateOptions = {}): StateStore {
  const clock = options.clock ?? systemClock;
  const db = openDatabase(file, { wal: true, remedy: REMEDY });
  try {
    // A claim or schedule may be lost with the power, never with the process; each write stays under a millisecond.
    db.pragma('synchronous = NORMAL');
    migrate(db, 'state');
  } catch (error) {
    db.close();
    throw error;
  }
  const statements = prepareStatements(db);
  return {
    claims: createClaims(statements, clock),
    answers: createAnswers(statements, clock, options.keepAnswers ?? KEEP_ANSWERS),
    audit: createAuditRows(db, statements, clock),
    modelOutputs: createModelOutputs(statements, clock),
    modelSpend: createModelSpend(statements),
    chartFiles: createChartFiles(statements, clock),
    schedules: createSchedules(statements, clock),
    occurrences: createOccurrences(statements, clock),
    digestSnapshots: createDigestSnapshots(statements),
    close: () => void db.close(),
  };
}
