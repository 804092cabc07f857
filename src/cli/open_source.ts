// The database a command reads: the one named with --db, else the configured one, built first when it is the sample and missing.
import { existsSync } from 'node:fs';
import { loadSettings } from '#src/config/load_env.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import type { Io } from './command.ts';
import { buildSample, isSample } from './sample.ts';

export function openSource(db: string | undefined, io: Io): UsageSource {
  if (db !== undefined) return openSqliteSource(db);
  const file = loadSettings().USAGE_DB;
  if (!existsSync(file) && isSample(file)) buildSample({ scale: 1 }, io);
  return openSqliteSource(file);
}
