// An account nobody has prices for: not known is not zero.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainText } from '#src/reports/line.ts';
import { resolveParams } from '#src/reports/params.ts';
import { REPORTS } from '#src/reports/registry.ts';
import { DEFAULT_SETTINGS } from '#src/reports/report.ts';
import { runReport } from '#src/reports/run_report.ts';
import { openDatabase } from '#src/store/sqlite/open_database.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';

let folder: string;
let source: UsageSource;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'unpriced_'));
  const file = path.join(folder, 'usage.db');
  copyFileSync(sampleDatabaseFile(), file);
  const db = openDatabase(file, {});
  db.exec('UPDATE compute_usage SET total_cost = NULL');
  db.close();
  source = openSqliteSource(file);
});
afterAll(async () => {
  await source.close();
  rmSync(folder, { recursive: true });
});

describe('an account without prices', () => {
  it.each(REPORTS.map((report) => [report.id, report] as const))(
    'is never said to cost nothing: %s',
    async (_id, report) => {
      const result = await runReport(report, await resolveParams({}, source), source, DEFAULT_SETTINGS);
      const said = [result.finding, ...result.figures, ...result.notes].map(plainText).join('\n');
      expect(said).not.toContain('$');
      expect(plainText(result.finding)).toMatch(
        /^Nothing has a price from 2 Oct to 31 Oct|^There is no cost/,
      );
      if (result.rows.length > 0) expect(said).toMatch(/[\d,]+ usage rows .*no price/);
      expect(result.chart.dataset).toEqual([]);
    },
  );
});
