// Builds the sample database where the settings expect it.
import { projectPath } from '#src/config/paths.ts';
import { buildSampleDatabase } from '#src/store/build_sample_database.ts';
import type { Io } from './command.ts';

export const SAMPLE_DB = 'data/build/usage.db';

export function buildSample(
  { scale, file = projectPath(SAMPLE_DB) }: { scale: number; file?: string },
  io: Io,
): void {
  io.err('Building the sample database ...');
  buildSampleDatabase(file, { scale, truthFile: file.replace(/[^/\\]*$/, 'truth.json') });
  io.err('The sample database is ready.');
}
