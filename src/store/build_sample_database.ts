// Builds the sample database next to its final place and moves it there when it is whole.
import { accessSync, constants, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '#src/lib/errors.ts';
import { makeFolder } from '#src/lib/make_folder.ts';
import { draftOf, removeOldDrafts } from './drafts.ts';
import { migrate } from './migrate.ts';
import { generateSampleData } from './sample_data/generate_sample_data.ts';
import type { Truth } from './sample_data/truth.ts';
import { openDatabase } from './sqlite/open_database.ts';
import { buildStoredRollups } from './sqlite/rollup.ts';

export interface SampleDatabaseOptions {
  /** Multiplies jobs and runs; 1 is about 30,000 runs. */
  readonly scale?: number;
  /** Where to write what was planted, for tests and evaluations; nowhere when absent. */
  readonly truthFile?: string;
}

/**
 * Replaces `file` only when the new database is complete; an interrupted build leaves the old one. Throws UserError
 * 'sample_not_written' when there is no place for it.
 */
export function buildSampleDatabase(file: string, options: SampleDatabaseOptions = {}): Truth {
  try {
    requirePlace(file);
    return replace(file, options);
  } catch (error) {
    throw explained(error, file);
  }
}

function replace(file: string, { scale = 1, truthFile }: SampleDatabaseOptions): Truth {
  const draft = draftOf(file);
  try {
    const truth = writeDraft(draft, scale);
    removeOldDrafts(file, statSync(draft).mtimeMs);
    renameSync(draft, file);
    if (truthFile) writeFileSync(truthFile, `${JSON.stringify(truth, null, 1)}\n`);
    return truth;
  } finally {
    for (const ending of ['', '-journal']) rmSync(draft + ending, { force: true });
  }
}

/** Before the work and not after it. */
function requirePlace(file: string): void {
  const folder = path.dirname(path.resolve(file));
  makeFolder(folder);
  accessSync(folder, constants.W_OK);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
    throw Object.assign(new Error(file), { code: 'EISDIR' });
}

function writeDraft(draft: string, scale: number): Truth {
  const db = openDatabase(draft);
  try {
    db.pragma('journal_mode = OFF');
    db.pragma('synchronous = OFF');
    migrate(db, 'usage');
    const truth = generateSampleData(db, { scale });
    buildStoredRollups(db);
    return truth;
  } finally {
    db.close();
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  SQLITE_FULL: 'the disk is full',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be written',
  EPERM: 'it may not be written',
  EROFS: 'the disk is read-only',
  ENOTDIR: 'a part of its path is no folder',
  ENOENT: 'its folder cannot be made',
};

function explained(error: unknown, file: string): unknown {
  const code = (error as { code?: string }).code ?? '';
  const reason = Object.hasOwn(REASONS, code) ? REASONS[code] : undefined;
  if (reason === undefined) return error;
  return new UserError(
    {
      code: 'sample_not_written',
      message: `The sample database cannot be written to ${file}: ${reason}.`,
      kept: 'What was there before is unchanged.',
      next: 'About 70 MB are needed for each step of --scale; --out names another place.',
    },
    { cause: error },
  );
}
