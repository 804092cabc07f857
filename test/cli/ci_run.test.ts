// .ci/run in an empty folder, with an npm that only leaves results behind: what it says last, and how it ends.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectPath } from '#src/config/paths.ts';

const NPM = `#!/bin/sh
mkdir -p test/output
if [ -n "$RESULTS" ]; then printf '%s' "$RESULTS" > test/output/results.json; fi
exit "$STATUS"
`;

interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly object[];
}

const passed: Results = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 0, testResults: [] };
const unloadable = { status: 'failed', assertionResults: [] };
const failing = { status: 'failed', assertionResults: [{ status: 'failed' }] };

describe('.ci/run', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'ci_run_'));
    mkdirSync(path.join(root, 'bin'));
    cpSync(projectPath('.ci'), path.join(root, '.ci'), { recursive: true });
    writeFileSync(path.join(root, 'bin/npm'), NPM);
    chmodSync(path.join(root, 'bin/npm'), 0o755);
  });
  afterAll(() => rmSync(root, { recursive: true }));

  function run(status: number, results: Results | null) {
    const env = {
      ...process.env,
      PATH: `${root}/bin:${process.env['PATH']}`,
      // Anything that can be run counts as a browser: none is installed here.
      CHROMIUM_PATH: '/bin/sh',
      STATUS: String(status),
      RESULTS: results ? JSON.stringify(results) : '',
    };
    const done = spawnSync(path.join(root, '.ci/run'), { env, cwd: os.tmpdir(), encoding: 'utf8' });
    return { last: done.stdout.trimEnd().split('\n').at(-1), status: done.status };
  }

  it('counts what passed, failed and was skipped', () => {
    expect(run(0, passed)).toEqual({ last: '5 passed, 0 failed', status: 0 });
    const mixed = { ...passed, numFailedTests: 1, numPendingTests: 2, testResults: [failing] };
    expect(run(1, mixed)).toEqual({ last: '5 passed, 1 failed, 2 skipped', status: 1 });
  });

  it('counts a file of tests that could not be loaded as a failure', () => {
    expect(run(1, { ...passed, testResults: [unloadable] })).toEqual({
      last: '5 passed, 1 failed',
      status: 1,
    });
  });

  it('fails when nothing was tested, whatever the status, and forgets earlier results', () => {
    expect(run(0, passed).status).toBe(0);
    expect(run(2, null)).toEqual({ last: '0 passed, 1 failed', status: 2 });
    expect(run(0, null)).toEqual({ last: '0 passed, 1 failed', status: 1 });
  });

  it('never hides a failed command behind passed tests', () => {
    expect(run(7, passed)).toEqual({ last: '5 passed, 1 failed', status: 7 });
  });
});
