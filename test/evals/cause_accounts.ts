// Sample accounts for the evaluation of causes: the demo account, and others of seeds nothing was tuned on.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate } from '#src/store/migrate.ts';
import { generateSampleData } from '#src/store/sample_data/generate_sample_data.ts';
import type { Truth } from '#src/store/sample_data/truth.ts';
import { openDatabase } from '#src/store/sqlite/open_database.ts';
import { buildStoredRollups } from '#src/store/sqlite/rollup.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import type { UsageSource } from '#src/store/usage_source.ts';

const SEEDS: Readonly<Record<string, string>> = {
  'the demo account': 'sample account',
  'a second account': 'held out one',
  'a third account': 'held out two',
};

export interface CauseAccount {
  readonly name: string;
  readonly truth: Truth;
  readonly source: UsageSource;
}

/** One after the other; each file is removed when the next is asked for. */
export function* causeAccounts(): Generator<CauseAccount> {
  for (const [name, seed] of Object.entries(SEEDS)) {
    const folder = mkdtempSync(path.join(tmpdir(), 'causes_'));
    try {
      const file = path.join(folder, 'usage.db');
      const truth = write(file, seed);
      yield { name, truth, source: openSqliteSource(file) };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

function write(file: string, seed: string): Truth {
  const db = openDatabase(file);
  try {
    migrate(db, 'usage');
    const truth = generateSampleData(db, { seed });
    buildStoredRollups(db);
    return truth;
  } finally {
    db.close();
  }
}
