// Installs the dependencies when they are missing or the lock file has changed, so that every script works on a fresh clone.
// Plain JavaScript on purpose: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const stampFile = `${root}node_modules/.installed`;
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Node ${process.versions.node} is too old: version 20.19 or newer is needed.`);
}

const wanted =
  createHash('sha256')
    .update(readFileSync(`${root}package-lock.json`))
    .digest('hex') + process.version;
const installed = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';

if (installed !== wanted) {
  console.error('Installing dependencies (two of them are compiled; this takes a minute or two) ...');
  // Not "npm ci": it refuses a lock file whose optional packages for other platforms its registry does not offer.
  // With --no-save the locked versions are installed and the lock file stays as it is.
  const run = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (run.status !== 0) {
    fail(
      'Installing failed. Two packages (better-sqlite3, hnswlib-node) are compiled on this machine: they need Python 3, make and a C++ compiler.\n' +
        'Debian and Ubuntu: apt-get install python3 make g++ · macOS: xcode-select --install. Then run the command again.',
    );
  }
  writeFileSync(stampFile, wanted);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
