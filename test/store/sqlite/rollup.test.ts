// Edited data never show old sums: whatever is changed in a database with a rollup, the days it touches are summed again.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '#src/store/migrate.ts';
import { openDatabase, type SqliteDatabase } from '#src/store/sqlite/open_database.ts';
import { buildStoredRollups, ROLLUP_TABLES } from '#src/store/sqlite/rollup.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import { sql } from '#test/contracts/usage_source.ts';
import { NASTY } from '#test/fixtures/nasty_account.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';
import { writeUsageFile } from '#test/fixtures/usage_fixture.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'rollup-'));
  file = path.join(folder, 'usage.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

function edit(change: (db: SqliteDatabase) => void, at = file): void {
  const db = openDatabase(at);
  change(db);
  db.close();
}

/** Every row of the three sums as a reader sees them. */
async function sums(at: string): Promise<unknown[]> {
  const source = openSqliteSource(at);
  const tables = ROLLUP_TABLES.map((table) => source.query(sql(`SELECT * FROM ${table}`), {}));
  const rows = await Promise.all(tables);
  await source.close();
  return rows.map((list) => list.map((row) => JSON.stringify(row)).sort());
}

/** The same from a copy that has no stored sums, so that all of them are taken anew. */
async function sumsAnew(): Promise<unknown[]> {
  const copy = path.join(folder, 'copy.db');
  copyFileSync(file, copy);
  edit((db) => {
    for (const trigger of triggersOf(db)) db.exec(`DROP TRIGGER ${trigger}`);
    for (const table of [...ROLLUP_TABLES, 'rollup_dirty_days']) db.exec(`DROP TABLE ${table}`);
  }, copy);
  return sums(copy);
}

function triggersOf(db: SqliteDatabase): string[] {
  return db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all();
}

const dirtyDays = () => {
  const db = openDatabase(file, { readonly: true });
  const days = db.prepare<[], string>('SELECT day FROM rollup_dirty_days ORDER BY day').pluck().all();
  db.close();
  return days;
};

const EDITS: readonly [string, string, string[]][] = [
  [
    'a new usage row',
    "INSERT INTO compute_usage (compute_usage_id, parent_id, parent_type, total_cost, usage_date) VALUES ('n', 'r1', 'JOB_RUN', 5, '2026-10-30')",
    ['2026-10-30'],
  ],
  [
    'a corrected cost',
    "UPDATE compute_usage SET total_cost = 99 WHERE compute_usage_id = 'u1'",
    ['2026-10-28'],
  ],
  [
    'usage moved to another day',
    "UPDATE compute_usage SET usage_date = '2026-10-20' WHERE compute_usage_id = 'u1'",
    ['2026-10-20', '2026-10-28'],
  ],
  [
    'usage moved to another run',
    "UPDATE compute_usage SET parent_id = 'r30' WHERE compute_usage_id = 'u20'",
    ['2026-10-31', '2026-11-01'],
  ],
  [
    'a deleted usage row',
    "DELETE FROM compute_usage WHERE compute_usage_id = 'u20'",
    ['2026-10-31', '2026-11-01'],
  ],
  [
    'usage replaced by one of another day',
    "REPLACE INTO compute_usage (compute_usage_id, parent_id, parent_type, total_cost, usage_date) VALUES ('u1', 'r1', 'JOB_RUN', 5, '2026-10-24')",
    ['2026-10-24', '2026-10-28'],
  ],
  [
    'usage replaced by one without a day',
    "INSERT OR REPLACE INTO compute_usage (compute_usage_id, total_cost) VALUES ('u1', 5)",
    ['2026-10-28'],
  ],
  [
    'usage upserted',
    "INSERT INTO compute_usage (compute_usage_id, usage_date) VALUES ('u1', '2026-10-29') ON CONFLICT DO UPDATE SET usage_date = excluded.usage_date",
    ['2026-10-28', '2026-10-29'],
  ],
  [
    'two rows of one day by a strict writer',
    "INSERT OR ABORT INTO compute_usage (compute_usage_id, total_cost, usage_date) VALUES ('n1', 5, '2026-10-31'), ('n2', 6, '2026-10-31')",
    ['2026-10-31'],
  ],
  [
    'all usage deleted',
    'DELETE FROM compute_usage',
    [
      '2026-10-23',
      '2026-10-24',
      '2026-10-27',
      '2026-10-28',
      '2026-10-29',
      '2026-10-30',
      '2026-10-31',
      '2026-11-01',
    ],
  ],
  [
    'a new run',
    "INSERT INTO job_runs (job_run_id, job_id, start_time, run_status) VALUES ('n', '1', '2026-10-29 01:00:00', 'FAILED')",
    ['2026-10-29'],
  ],
  [
    'a late run of usage that was there',
    "INSERT INTO job_runs (job_run_id, job_id, start_time, spot_ratio) VALUES ('unknown-run', '1', '2026-10-30 23:00:00', 0.5)",
    ['2026-10-30', '2026-10-31'],
  ],
  [
    'a changed status',
    "UPDATE job_runs SET run_status = 'FAILED' WHERE job_run_id = 'r30'",
    ['2026-10-27', '2026-10-28'],
  ],
  [
    'a changed spot ratio',
    "UPDATE job_runs SET spot_ratio = 0.75 WHERE job_run_id = 'r3'",
    ['2026-10-29', '2026-10-30'],
  ],
  [
    'a run given to another job, its eviction on a third day',
    "UPDATE job_runs SET job_id = '2' WHERE job_run_id = 'r20'",
    ['2026-10-31', '2026-11-01'],
  ],
  [
    'a run with another id',
    "UPDATE job_runs SET job_run_id = 'unknown-run' WHERE job_run_id = 'r30'",
    ['2026-10-27', '2026-10-28', '2026-10-31'],
  ],
  ['a deleted run', "DELETE FROM job_runs WHERE job_run_id = 'r20'", ['2026-10-31', '2026-11-01']],
  [
    'a run replaced by one of another day and job',
    "REPLACE INTO job_runs (job_run_id, job_id, start_time) VALUES ('r20', '5', '2026-10-25 01:00:00')",
    ['2026-10-25', '2026-10-31', '2026-11-01'],
  ],
  [
    'a new eviction',
    "INSERT INTO events (event_id, compute_usage_id, event_time, event_type) VALUES ('n', 'u30', '2026-10-29 01:00:00', 'SPOT_EVICTION')",
    ['2026-10-29'],
  ],
  [
    'an eviction that was none',
    "UPDATE events SET event_type = 'AUTOSCALING' WHERE event_id = 'e1'",
    ['2026-10-28'],
  ],
  [
    'an eviction moved',
    "UPDATE events SET event_time = '2026-10-27 00:00:00' WHERE event_id = 'e1'",
    ['2026-10-27', '2026-10-28'],
  ],
  ['a deleted eviction', "DELETE FROM events WHERE event_id = 'e6'", ['2026-10-28']],
  [
    'an eviction replaced',
    "REPLACE INTO events (event_id, compute_usage_id, event_time, event_type) VALUES ('e1', 'u1', '2026-10-25 00:00:00', 'SPOT_EVICTION')",
    ['2026-10-25', '2026-10-28'],
  ],
  [
    'an event of another kind',
    "INSERT INTO events (event_id, event_time, event_type) VALUES ('n', '2026-10-29 01:00:00', 'CLUSTER_START')",
    [],
  ],
];

describe('a rollup', () => {
  it.each(EDITS)('follows %s, and only its days are summed again', async (_what, statement, days) => {
    writeUsageFile(file, NASTY);
    edit((db) => db.exec(statement));
    expect(dirtyDays()).toEqual(days);
    expect(await sums(file)).toEqual(await sumsAnew());
  });

  it('follows any sequence of changes', async () => {
    writeUsageFile(file, NASTY);
    const start = path.join(folder, 'start.db');
    copyFileSync(file, start);
    const picks = fc.array(fc.nat(EDITS.length - 1), { minLength: 2, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(picks, async (chosen) => {
        copyFileSync(start, file);
        edit((db) => {
          for (const i of chosen) {
            try {
              db.exec(EDITS[i]![1]);
            } catch (error) {
              // The same row twice, or a run's new id that is taken: refused whole, so nothing changed.
              expect((error as { code: string }).code).toMatch(/^SQLITE_CONSTRAINT/);
            }
          }
        });
        expect(await sums(file)).toEqual(await sumsAnew());
      }),
      { numRuns: 25, seed: 1 },
    );
  });

  it('is not trusted when a table was dropped and loaded again without its triggers', async () => {
    writeUsageFile(file, NASTY);
    edit((db) => {
      db.exec(
        'CREATE TABLE kept AS SELECT * FROM job_runs; DROP TABLE job_runs; ALTER TABLE kept RENAME TO job_runs',
      );
      db.exec("UPDATE job_runs SET run_status = 'FAILED'");
    });
    expect(await sums(file)).toEqual(await sumsAnew());
  });

  it('is read as it is stored while it is clean', async () => {
    writeUsageFile(file, NASTY);
    edit((db) => db.exec('UPDATE daily_cost_rollup SET cost_micros = 12345'));
    const source = openSqliteSource(file);
    const read = await source.query(sql('SELECT DISTINCT cost_micros AS c FROM daily_cost_rollup'), {});
    await source.close();
    expect(read).toEqual([{ c: 12345 }]);
  });

  it('is clean and equal to a fresh sum when it has just been built', async () => {
    writeUsageFile(file, NASTY);
    expect(dirtyDays()).toEqual([]);
    expect(await sums(file)).toEqual(await sumsAnew());
    edit((db) => {
      db.exec("UPDATE compute_usage SET total_cost = 1 WHERE compute_usage_id = 'u1'");
      buildStoredRollups(db);
    });
    expect(dirtyDays()).toEqual([]);
    expect(await sums(file)).toEqual(await sumsAnew());
  });

  it('of the sample is the sum of its rows, also after an edit', async () => {
    copyFileSync(sampleDatabaseFile(), file);
    expect(await sums(file)).toEqual(await sumsAnew());
    edit((db) => {
      db.exec("UPDATE compute_usage SET total_cost = total_cost * 2 WHERE usage_date = '2026-10-15'");
      db.exec("DELETE FROM job_runs WHERE start_time LIKE '2026-10-16%'");
      db.exec(
        "INSERT INTO events (event_id, compute_usage_id, event_time, event_type) SELECT 'x' || compute_usage_id, compute_usage_id, '2026-10-17 00:00:00', 'SPOT_EVICTION' FROM compute_usage WHERE usage_date = '2026-10-17' LIMIT 50",
      );
    });
    expect(dirtyDays().length).toBeLessThan(8);
    expect(await sums(file)).toEqual(await sumsAnew());
  });
});

describe('migrations', () => {
  it('apply once, in order, and refuse a database of a newer app', () => {
    const db = openDatabase(':memory:');
    expect(migrate(db, 'usage')).toBe(migrate(db, 'usage'));
    db.pragma('user_version = 99');
    expect(() => migrate(db, 'usage')).toThrow(/newer version/);
    db.close();
  });
});
