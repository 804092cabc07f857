// Every command line the README shows is run as it stands there.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectPath } from '#src/config/paths.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';

const SCRIPT = 'npm run -s copilot -- ';
const TSX = pathToFileURL(projectPath('node_modules/tsx/dist/loader.mjs')).href;
const NODE = `"${process.execPath}" --import "${TSX}" "${projectPath('src/cli/copilot.ts')}" `;

const examples = readFileSync(projectPath('README.md'), 'utf8')
  .split('\n')
  .filter((text) => text.startsWith(SCRIPT));

describe('the examples of the README', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'readme_'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Throws when the command fails; a file it writes lies in the folder. */
  function run(example: string): string {
    const env = { ...process.env, USAGE_DB: sampleDatabaseFile() };
    const command = example.replace(SCRIPT, () => NODE);
    return execFileSync('sh', ['-c', command], { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' });
  }

  it('are there', () => {
    expect(examples.length).toBeGreaterThanOrEqual(8);
  });

  it.each(examples)('%s', (example) => {
    const file = /(?:> |--out )(\S+)$/.exec(example)?.[1];
    const out = run(example);
    if (file === undefined) expect(out.length).toBeGreaterThan(100);
    else expect(statSync(path.join(folder, file)).size).toBeGreaterThan(1000);
    expect(readdirSync(folder)).not.toContain('data');
  });
});
