// Where the settings expect the sample database, and how it is built there.
import path from 'node:path';
import { projectPath } from '#src/config/paths.ts';
import { buildSampleDatabase } from '#src/store/build_sample_database.ts';
import type { Io } from './command.ts';

export const SAMPLE_DB = 'data/build/usage.db';

/** However the path is written. */
export function isSample(usageDb: string): boolean {
  return path.resolve(usageDb) === path.resolve(projectPath(SAMPLE_DB));
}

export function buildSample(
  { scale, file = projectPath(SAMPLE_DB) }: { scale: number; file?: string },
  io: Io,
): void {
  io.err('Building the sample database ...');
  buildSampleDatabase(file, { scale, truthFile: file.replace(/[^/\\]*$/, 'truth.json') });
  io.err('The sample database is ready.');
}
