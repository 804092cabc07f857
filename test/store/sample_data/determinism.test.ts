import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createRandom } from '#src/lib/random.ts';
import { openDatabase } from '#src/store/sqlite/open_database.ts';
import { sampleDatabaseFile, sampleTruthFile } from '#test/fixtures/sample_file.ts';
import { canonicalDumpHash, generateInMemory } from './canonical_dump.ts';

function count(db: ReturnType<typeof openDatabase>, table: string): number {
  return db.prepare<[], number>(`SELECT COUNT(*) FROM ${table}`).pluck().get()!;
}

/** Generating twice takes seconds, and longer where other tests share the cores. */
const SLOW_MS = 120_000;

describe('determinism of the sample data', () => {
  it(
    'is the golden one on every machine, whatever was drawn before in the process',
    async () => {
      const file = openDatabase(sampleDatabaseFile(), { readonly: true });
      const first = canonicalDumpHash(file);
      file.close();
      createRandom('something else').normal();
      const { db, truth } = generateInMemory({});
      expect(canonicalDumpHash(db)).toBe(first);
      expect(truth).toEqual(JSON.parse(readFileSync(sampleTruthFile(), 'utf8')));
      db.close();
      await expect(`${first}\n`).toMatchFileSnapshot('../../golden/sample_data.sha256');
    },
    SLOW_MS,
  );

  it(
    'doubles jobs and runs at scale 2 and keeps the stories once',
    () => {
      const one = openDatabase(sampleDatabaseFile(), { readonly: true });
      const { db: two, truth } = generateInMemory({ scale: 2 });
      expect(count(two, 'jobs')).toBe(240);
      for (const table of ['job_runs', 'compute_usage', 'events', 'sql_query_history']) {
        const growth = count(two, table) / count(one, table);
        expect(growth, table).toBeGreaterThan(1.75);
        expect(growth, table).toBeLessThan(2.25);
      }
      const ids = truth.scenarios.map((s) => s.id);
      expect(new Set(ids).size).toBe(ids.length);
      one.close();
      two.close();
    },
    SLOW_MS,
  );
});
