// Same data, same click, same bytes: the order of rows, of inserts and of hash tables changes nothing.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '#src/copilot/answer.ts';
import { chipsFor } from '#src/copilot/selection/chips.ts';
import { entityType } from '#src/copilot/selection/selection.ts';
import { canonicalJson, sha256 } from '#src/lib/hash.ts';
import { resolveParams } from '#src/reports/params.ts';
import { REPORTS } from '#src/reports/registry.ts';
import { DEFAULT_SETTINGS } from '#src/reports/report.ts';
import { runReport } from '#src/reports/run_report.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import { sql } from '#test/contracts/usage_source.ts';
import { testParts } from '#test/fixtures/parts.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';
import { shuffledCopy } from '#test/fixtures/shuffled_copy.ts';

const JOBS = ['Nightly ledger', 'Clickstream sessionize', 'Reco training'];
const SHUFFLES = 5;
/** The other kinds of entity are tried on the first: their facts take longer. */
const SHUFFLES_OF_ALL = 1;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'shuffled-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** One hash per report, and per chip of nine entities. */
async function hashesOf(file: string, others: boolean): Promise<Readonly<Record<string, string>>> {
  const source = openSqliteSource(file);
  const hashes = { ...(await reportHashes(source)), ...(await chipHashes(source, others)) };
  await source.close();
  return hashes;
}

async function reportHashes(source: UsageSource): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const report of REPORTS) {
    const params = await resolveParams({}, source);
    const result = await runReport(report, params, source, DEFAULT_SETTINGS);
    const { chart, menu, notes, figures, finding } = result;
    hashes[report.id] = canonicalJson({ hash: result.hash, chart, menu, notes, figures, finding });
  }
  return hashes;
}

/** Three jobs by name and, when asked for, one entity of every other kind. */
async function entities(source: UsageSource, others: boolean): Promise<readonly string[]> {
  const jobs = JOBS.map((name) => `SELECT 'job:' || job_id AS ref FROM jobs WHERE job_name = '${name}'`);
  const rest = [
    "SELECT MIN('job_run:' || job_run_id) FROM job_runs WHERE run_status = 'FAILED' AND start_time LIKE '2026-10-%'",
    "SELECT MIN('warehouse:' || compute_id) FROM non_job_compute WHERE compute_type = 'SQL_WAREHOUSE'",
    "SELECT MIN('cluster:' || compute_id) FROM non_job_compute WHERE compute_type <> 'SQL_WAREHOUSE'",
    "SELECT MIN('user:' || user_id) FROM users_lookup",
    "SELECT 'compute_type:APC_CLUSTER'",
    "SELECT 'report:job_cost'",
  ];
  const rows = await Promise.all(
    (others ? [...jobs, ...rest] : jobs).map((text) => source.query<Record<string, string>>(sql(text), {})),
  );
  return rows.map((list) => Object.values(list[0]!)[0]!);
}

async function chipHashes(source: UsageSource, others: boolean): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const entity of await entities(source, others)) {
    const selection = { report: 'job_cost', ...(entity.startsWith('report:') ? {} : { entity }) };
    for (const chip of chipsFor(entityType(entity))) {
      const { hash, trace } = await answer({ chip: chip.id, selection }, testParts(source));
      const { timings: _, sql: statements, ...fixed } = trace;
      const counts = statements.map(({ ms: __, ...rest }) => rest);
      hashes[`${chip.id} ${entity}`] = sha256(canonicalJson({ hash, ...fixed, counts }));
    }
  }
  return hashes;
}

describe('a shuffled database', () => {
  it(`gives the same bytes for every report and every chip, ${SHUFFLES} times`, async () => {
    const expected = await hashesOf(sampleDatabaseFile(), true);
    expect(Object.keys(expected).length).toBeGreaterThan(70);
    for (let i = 0; i < SHUFFLES; i++) {
      const file = path.join(folder, `${i}.db`);
      shuffledCopy(sampleDatabaseFile(), file, `shuffle ${i}`);
      const found = await hashesOf(file, i < SHUFFLES_OF_ALL);
      expect({ ...expected, ...found }).toEqual(expected);
      expect(Object.keys(found).length).toBeGreaterThan(i < SHUFFLES_OF_ALL ? 70 : 35);
      rmSync(file);
    }
  }, 240_000);
});
