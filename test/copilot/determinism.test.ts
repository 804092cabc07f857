// Same data, same click, same bytes: the order of rows, of inserts and of hash tables changes nothing.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '#src/copilot/answer.ts';
import { chipsFor } from '#src/copilot/selection/chips.ts';
import { entityType } from '#src/copilot/selection/selection.ts';
import { canonicalJson } from '#src/lib/hash.ts';
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

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'shuffled-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** One hash per report and per chip of three jobs. */
async function hashesOf(file: string): Promise<Readonly<Record<string, string>>> {
  const source = openSqliteSource(file);
  const hashes = { ...(await reportHashes(source)), ...(await chipHashes(source)) };
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

async function chipHashes(source: UsageSource): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const name of JOBS) {
    const found = await source.query<{ id: string }>(
      sql('SELECT job_id AS id FROM jobs WHERE job_name = :name'),
      { name },
    );
    const entity = `job:${found[0]!.id}`;
    for (const chip of chipsFor(entityType(entity))) {
      const { hash, trace } = await answer(
        { chip: chip.id, selection: { report: 'job_cost', entity } },
        testParts(source),
      );
      const { timings: _, sql: statements, ...fixed } = trace;
      const counts = statements.map(({ ms: __, ...rest }) => rest);
      hashes[`${chip.id} ${name}`] = canonicalJson({ hash, ...fixed, counts });
    }
  }
  return hashes;
}

describe('a shuffled database', () => {
  it(`gives the same bytes for every report and every chip of three jobs, ${SHUFFLES} times`, async () => {
    const expected = await hashesOf(sampleDatabaseFile());
    expect(Object.keys(expected)).toHaveLength(REPORTS.length + JOBS.length * chipsFor('job').length);
    for (let i = 0; i < SHUFFLES; i++) {
      const file = path.join(folder, `${i}.db`);
      shuffledCopy(sampleDatabaseFile(), file, `shuffle ${i}`);
      expect(await hashesOf(file)).toEqual(expected);
      rmSync(file);
    }
  }, 120_000);

  it('gives the same answer twice from one source', async () => {
    const source = openSqliteSource(sampleDatabaseFile());
    expect(await chipHashes(source)).toEqual(await chipHashes(source));
    await source.close();
  });
});
