// What a person is told when installing fails: npm's own words, then what helps against this and nothing else.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectPath } from '#src/config/paths.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'install_'));
  for (const folder of ['src/cli', 'bin', 'node_modules'])
    mkdirSync(path.join(root, folder), { recursive: true });
  copyFileSync(projectPath('src/cli/ensure_installed.mjs'), path.join(root, 'src/cli/ensure_installed.mjs'));
  writeFileSync(path.join(root, 'package-lock.json'), '{}');
});
afterEach(() => rmSync(root, { recursive: true }));

/** An npm that says this and ends so; none at all when it has nothing to say. */
function withNpm(says: string | null, status: number) {
  const npm = path.join(root, 'bin', 'npm');
  if (says !== null) {
    writeFileSync(npm, `#!/bin/sh\ncat <<'END' >&2\n${says}\nEND\nexit ${status}\n`);
    chmodSync(npm, 0o755);
  }
  const PATH = says === null ? path.join(root, 'bin') : `${path.join(root, 'bin')}:/usr/bin:/bin`;
  const run = spawnSync(process.execPath, [path.join(root, 'src/cli/ensure_installed.mjs')], {
    env: { PATH },
    encoding: 'utf8',
  });
  return { code: run.status, said: run.stderr, out: run.stdout };
}

const COMPILERS = /Python 3, make and a C\+\+ compiler/;

describe('a failed installation', () => {
  it.each<[string, string, RegExp]>([
    ['no compiler', 'npm error gyp ERR! find Python\nnpm error gyp ERR! not ok', COMPILERS],
    [
      'no make, told after a download that failed',
      'warn ENOTFOUND\ngyp ERR! stack Error: not found: make',
      COMPILERS,
    ],
    ['a compiler too old', 'npm warn EBADENGINE Unsupported engine\ngyp ERR! build error', COMPILERS],
    ['a Node no package knows', 'npm error code EBADENGINE', /does not work with Node/],
    [
      'a package the registry lacks',
      'npm error code E404\nnpm error 404 Not Found - GET x',
      /does not have one/,
    ],
    [
      'a version the registry lacks',
      'npm error code ETARGET\nnpm error notarget No match',
      /does not have one/,
    ],
    ['no network', 'npm error code EAI_AGAIN\nnpm error network request to x failed', /could not be reached/],
    [
      'no network while compiling',
      'gyp ERR! stack FetchError: getaddrinfo ENOTFOUND x',
      /could not be reached/,
    ],
    ['a full disk', 'npm error code ENOSPC\nnpm error gyp ERR! write', /disk is full/],
    ['no permission', 'npm error code EACCES\nnpm error path /x', /may not be written/],
    ['something else', 'npm error code EWHATEVER', /what npm said/],
  ])('%s', (_what, says, remedy) => {
    const { code, said, out } = withNpm(says, 1);
    expect([code, out]).toEqual([1, '']);
    expect(said).toContain(says);
    expect(said.slice(said.indexOf('Installing failed.'))).toMatch(remedy);
    if (remedy !== COMPILERS) expect(said).not.toMatch(COMPILERS);
    expect(existsSync(path.join(root, 'node_modules/.installed'))).toBe(false);
  });

  it('no npm', () => {
    expect(withNpm(null, 1)).toMatchObject({ code: 1, said: expect.stringContaining('npm was not found') });
  });
});

it('installs once, and again when the lock file has changed', () => {
  expect(withNpm('added 1 package', 0)).toMatchObject({
    code: 0,
    said: expect.stringContaining('added 1 package'),
  });
  expect(withNpm('added 1 package', 0)).toEqual({ code: 0, said: '', out: '' });
  writeFileSync(path.join(root, 'package-lock.json'), '{ }');
  expect(withNpm('added 1 package', 0).said).toContain('added 1 package');
});
