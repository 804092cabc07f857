// The command line as a process of its own: what reaches scripts through pipes, exit codes and the environment.
import { exec } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectPath } from '#src/config/paths.ts';
import { NASTY } from '#test/fixtures/nasty_account.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';
import { writeUsageFile } from '#test/fixtures/usage_fixture.ts';
import { copilot } from './copilot_process.ts';

const SAMPLE = sampleDatabaseFile();
let folder: string;
let nasty: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'cli-'));
  nasty = path.join(folder, 'nasty.db');
  writeUsageFile(nasty, NASTY);
});
afterAll(() => rmSync(folder, { recursive: true }));

const report = (id: string, ...more: string[]) => copilot(['report', id, '--db', SAMPLE, ...more]);

describe('the process', () => {
  it('ends with 0, 1 or 2, and writes to one stream only', async () => {
    const [done, refused, misused] = await Promise.all([
      report('job_cost'),
      report('jobb_cost'),
      report('job_cost', '--nope'),
    ]);
    expect([done.code, refused.code, misused.code]).toEqual([0, 1, 2]);
    expect(done.err).toBe('');
    expect(JSON.parse(done.out.toString())).toMatchObject({ report: 'job_cost' });
    expect([refused.out.length, misused.out.length]).toEqual([0, 0]);
    expect(refused.err).toMatch(/^There is no report "jobb_cost"\. Did you mean "job_cost"\?/);
    expect(misused.err).toMatch(/Usage: copilot report/);
  });

  it('is the same bytes from another path, folder, zone and language', async () => {
    const elsewhere = path.join(folder, 'a copy.db');
    copyFileSync(SAMPLE, elsewhere);
    const env = { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'ar_EG.UTF-8' };
    const [here, there] = await Promise.all([
      report('job_cost'),
      copilot(['report', 'job_cost', '--db', elsewhere], { env }),
    ]);
    expect(there.out.equals(here.out)).toBe(true);
    rmSync(elsewhere);
  });

  it('png: a picture, to a file as well', async () => {
    const file = path.join(folder, 'chart.png');
    const [direct, toFile] = await Promise.all([
      report('compute_type_cost', '--format', 'png'),
      report('compute_type_cost', '--format', 'png', '--out', file),
    ]);
    expect([direct.code, toFile.code, toFile.out.length]).toEqual([0, 0, 0]);
    expect(direct.out.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    expect(readFileSync(file).equals(direct.out)).toBe(true);
  });

  it('a wrong setting, named without its value', async () => {
    const run = await copilot(['report', 'job_cost', '--db', SAMPLE], {
      env: { SPOT_DISCOUNT: 'secret-7', LOG_LEVEL: 'loud' },
    });
    expect(run.code).toBe(1);
    expect(run.err).toMatch(/A setting is wrong: SPOT_DISCOUNT .*; LOG_LEVEL/);
    expect(run.err).not.toContain('secret-7');
  });

  it('read-only in a read-only folder, by a path relative to the folder one is in', async () => {
    const locked = mkdtempSync(path.join(os.tmpdir(), 'locked-'));
    copyFileSync(nasty, path.join(locked, 'u.db'));
    chmodSync(path.join(locked, 'u.db'), 0o444);
    chmodSync(locked, 0o555);
    const run = await copilot(['report', 'job_cost', '--db', 'u.db', '--last', '7'], {
      cwd: locked,
      env: { NODE_PATH: projectPath('node_modules') },
    });
    expect([run.code, run.err]).toEqual([0, '']);
    expect(readdirSync(locked)).toEqual(['u.db']);
    chmodSync(locked, 0o755);
    rmSync(locked, { recursive: true });
  });
  it.runIf(existsSync('/dev/full'))('says that its output found no room', async () => {
    const command = `"${process.execPath}" --import tsx src/cli/copilot.ts reports > /dev/full; echo "$?"`;
    const { stdout, stderr } = await promisify(exec)(command, { cwd: projectPath('') });
    expect(stdout).toBe('1\n');
    expect(stderr).toMatch(/^The output could not be written: .*ENOSPC/);
  });

  it('leaves no half of a result behind', async () => {
    const file = path.join(folder, 'half.json');
    const command = `ulimit -f 8; trap '' XFSZ; "${process.execPath}" --import tsx src/cli/copilot.ts report job_cost --db "${SAMPLE}" --out "${file}"; echo "$?"`;
    const { stdout, stderr } = await promisify(exec)(command, {
      cwd: projectPath(''),
      shell: '/bin/bash',
    });
    expect(stdout).toBe('1\n');
    expect(stderr).toMatch(/half\.json could not be written/);
    expect(existsSync(file)).toBe(false);
  });

  it('does not mind a reader that leaves early', async () => {
    const command = `"${process.execPath}" --import tsx src/cli/copilot.ts report job_cost --db "${SAMPLE}" | head -n 1; echo "$\{PIPESTATUS[0]}"`;
    const { stdout, stderr } = await promisify(exec)(command, { cwd: projectPath(''), shell: '/bin/bash' });
    expect(stdout).toBe('{\n0\n');
    expect(stderr).toBe('');
  });
});
