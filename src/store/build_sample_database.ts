// Builds the sample database next to its final place and moves it there when it is whole.
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { migrate } from './migrate.ts';
import { generateSampleData } from './sample_data/generate_sample_data.ts';
import type { Truth } from './sample_data/truth.ts';
import { openDatabase } from './sqlite/open_database.ts';
import { buildStoredRollups } from './sqlite/rollup.ts';

export interface SampleDatabaseOptions {
  /** Multiplies jobs and runs; 1 is about 30,000 runs. */
  readonly scale?: number;
  /** Where to write what was planted, for tests and evaluations; nowhere when absent. */
  readonly truthFile?: string;
}

/** Replaces `file` only when the new database is complete; an interrupted build leaves the old one. */
export function buildSampleDatabase(file: string, options: SampleDatabaseOptions = {}): Truth {
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.building`;
  rmSync(draft, { force: true });
  const db = openDatabase(draft);
  try {
    db.pragma('journal_mode = OFF');
    db.pragma('synchronous = OFF');
    migrate(db, 'usage');
    const truth = generateSampleData(db, { scale: options.scale ?? 1 });
    buildStoredRollups(db);
    db.close();
    renameSync(draft, file);
    if (options.truthFile) writeFileSync(options.truthFile, `${JSON.stringify(truth, null, 1)}\n`);
    return truth;
  } finally {
    if (db.open) db.close();
    rmSync(draft, { force: true });
  }
}
