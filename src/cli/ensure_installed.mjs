// Installs the dependencies when they are missing or the lock file has changed, so that every script works on a fresh clone.
// Plain JavaScript on purpose: it runs before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const COMPILERS =
  'Two packages (better-sqlite3, hnswlib-node) are compiled on this machine: they need Python 3, make and a C++ compiler.\n' +
  'Debian and Ubuntu: apt-get install python3 make g++ · macOS: xcode-select --install · Windows: the "Desktop development with C++" workload of Visual Studio.\n' +
  'Then run the command again.';

// What npm says, and what helps; the first that fits. A missing tool is named as such; a compilation that fails for another
// reason, such as a download, comes only after those reasons.
const REMEDIES = [
  [
    /ENOSPC|no space left/i,
    'The disk is full: about 600 MB are needed. Make room, then run the command again.',
  ],
  [/gyp ERR! find (Python|VS)|not found: make|(g\+\+|c\+\+|cc|gcc): (command )?not found/i, COMPILERS],
  [
    /\bE404\b|\bETARGET\b/,
    'The package registry does not have one of the packages. "npm config get registry" shows which registry is asked: it must offer the versions of package-lock.json.',
  ],
  [
    /\bE40[13]\b|ENEEDAUTH/,
    'The package registry refused the request. "npm config get registry" shows which one is asked, "npm login" signs in to it.',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT/,
    'The network or the package registry could not be reached. Check the connection and "npm config get registry"; behind a proxy set HTTPS_PROXY.',
  ],
  [
    /EACCES|EPERM|EROFS/,
    'A file or folder may not be written: check who owns this folder and npm\'s cache ("npm config get cache").',
  ],
  [/gyp ERR|prebuild-install/, COMPILERS],
  [
    /EBADENGINE/,
    `A package does not work with Node ${process.versions.node}: the newest release of Node 20 is what all of them know.`,
  ],
];
const UNKNOWN = 'The lines above are what npm said; its whole log is in the file they name.';
/** Enough for the summary of npm and the first error of a compiler. */
const KEPT_CHARACTERS = 200_000;

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
if (installed !== wanted) await install();

async function install() {
  console.error('Installing dependencies (two of them are compiled; this takes a minute or two) ...');
  // Not "npm ci": it refuses a lock file whose optional packages for other platforms its registry does not offer.
  // With --no-save the locked versions are installed and the lock file stays as it is.
  const { status, said } = await runNpm(['install', '--no-save', '--no-audit', '--no-fund']);
  if (status === 0) writeFileSync(stampFile, wanted);
  else fail(`\nInstalling failed. ${remedyFor(said)}`);
}

/** Its output is shown as it comes, and kept to be understood. */
function runNpm(args) {
  return new Promise((resolve) => {
    let said = '';
    const npm = spawn('npm', args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    for (const stream of [npm.stdout, npm.stderr]) {
      stream.on('data', (chunk) => {
        process.stderr.write(chunk);
        said = (said + chunk).slice(-KEPT_CHARACTERS);
      });
    }
    npm.on('error', (error) => resolve({ status: 1, said: `${said}\n${error.message}` }));
    npm.on('close', (status) => resolve({ status, said }));
  });
}

function remedyFor(said) {
  if (/spawn npm ENOENT/.test(said)) return 'npm was not found; it comes with Node 20.19 or newer.';
  return REMEDIES.find(([pattern]) => pattern.test(said))?.[1] ?? UNKNOWN;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
