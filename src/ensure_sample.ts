// Builds the sample database before the app first reads it; a database of one's own is left to its owner.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isSample } from './cli/sample.ts';
import { projectPath } from './config/paths.ts';
import { UserError } from './lib/errors.ts';

/** Throws UserError 'sample_failed'. */
export async function ensureSample(usageDb: string, say: (line: string) => void): Promise<void> {
  if (!isSample(usageDb) || existsSync(usageDb)) return;
  say(
    'Building the sample account, because USAGE_DB names no database of your own and there is no sample yet.',
  );
  await buildElsewhere();
}

/** In a process of its own: the page of the demo opens meanwhile, and the memory it takes is given back. */
function buildElsewhere(): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', projectPath('src/cli/copilot.ts'), 'db'], {
      cwd: projectPath(''),
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(failed())));
  });
}

function failed(): UserError {
  return new UserError({
    code: 'sample_failed',
    message: 'The sample database could not be built.',
    next: 'Run "npm run db" to see why, or set USAGE_DB to a database of your own.',
  });
}
