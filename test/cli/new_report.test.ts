import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newReport } from '#src/cli/new_report.ts';
import { projectPath } from '#src/config/paths.ts';
import { migrate } from '#src/store/migrate.ts';
import { openDatabase } from '#src/store/sqlite/open_database.ts';
import { buildStoredRollups } from '#src/store/sqlite/rollup.ts';

const COPIED = [
  'src',
  'sql',
  'blocks',
  'corpus',
  'test/fixtures',
  'package.json',
  'tsconfig.json',
  'biome.json',
  '.gitignore',
];
let root: string;

/** A copy of the repository to write into, with the tools of the real one. */
beforeAll(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'new_report_'));
  for (const part of COPIED) cpSync(projectPath(part), path.join(root, part), { recursive: true });
  symlinkSync(projectPath('node_modules'), path.join(root, 'node_modules'));
});
afterAll(() => rmSync(root, { recursive: true }));

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** What `command` prints when run in the copy; throws with its output when it fails. */
function run(command: string, ...args: readonly string[]): string {
  const stdio = ['ignore', 'pipe', 'pipe'] as const;
  return execFileSync(command, args, { cwd: root, encoding: 'utf8', stdio: [...stdio] });
}

function writeDatabase(file: string): void {
  const db = openDatabase(file);
  migrate(db, 'usage');
  db.exec(`INSERT INTO jobs (job_id, workspace_id, job_name, tags) VALUES ('1', 'w', 'Ledger', '[]'), ('2', 'w', 'Reco', '[]');
    INSERT INTO job_runs (job_run_id, job_id, start_time, run_status) VALUES
      ('r1', '1', '2026-10-30 01:00:00', 'SUCCESS'), ('r2', '2', '2026-10-31 01:00:00', 'SUCCESS');
    INSERT INTO compute_usage (compute_usage_id, parent_id, parent_type, total_cost, usage_date) VALUES
      ('u1', 'r1', 'JOB_RUN', 6, '2026-10-30'), ('u2', 'r2', 'JOB_RUN', 2, '2026-10-31')`);
  buildStoredRollups(db);
  db.close();
}

describe('new:report', () => {
  it('refuses ids that are none, and writes nothing', () => {
    const before = read('src/reports/registry.ts');
    for (const id of ['', 'Bad', 'two words', '../up', 'x-y', '1st', '_x', 'x__y', 'x'.repeat(36)])
      expect(() => newReport(id, root)).toThrow('cannot be the id of a report');
    expect(() => newReport('job_cost', root)).toThrow('There is a report "job_cost" already');
    expect(read('src/reports/registry.ts')).toBe(before);
  });

  it('writes files that are formatted, typecheck and run', () => {
    const files = newReport('failed_run_cost', root);
    expect(files.every((file) => existsSync(path.join(root, file)))).toBe(true);
    expect(() => newReport('failed_run_cost', root)).toThrow('already');
    run(
      'node_modules/.bin/biome',
      'check',
      '--error-on-warnings',
      ...files.filter((file) => /\.(ts|json)$/.test(file)),
    );

    const checked = ['src/reports/registry.ts', 'test/reports/catalog/failed_run_cost.test.ts'];
    writeFileSync(
      path.join(root, 'tsconfig.new.json'),
      JSON.stringify({ extends: './tsconfig.json', files: checked, include: [] }),
    );
    run('node_modules/.bin/tsc', '-p', 'tsconfig.new.json');

    writeDatabase(path.join(root, 'usage.db'));
    const copilot = ['--import', 'tsx', 'src/cli/copilot.ts'];
    const out = run('node', ...copilot, 'report', 'failed_run_cost', '--db', 'usage.db');
    const result = JSON.parse(out) as { finding: string; rows: { cost_total_usd: number }[] };
    expect(result.rows.map((row) => row.cost_total_usd)).toEqual([6, 2]);
    expect(result.finding).toBe('Ledger makes 75% of $8.00.');
  }, 60_000);

  it('marks in every file what is still to be said', () => {
    newReport('second_report', root);
    const marked = newReport('third_report', root).filter((file) => file !== 'src/reports/registry.ts');
    expect(marked).toHaveLength(5);
    for (const file of marked) expect(read(file)).toContain('TODO');
    expect(read('src/reports/registry.ts')).toMatch(/^ {2}secondReport,\n {2}thirdReport,\n\];$/m);
  });
});
