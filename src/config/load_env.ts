// Reads .env when it is there; what the environment says already wins.
import { existsSync } from 'node:fs';
import { readSettings, type Settings } from './env.ts';
import { projectPath } from './paths.ts';

export function loadSettings(): Readonly<Settings> {
  const file = projectPath('.env');
  if (existsSync(file)) process.loadEnvFile(file);
  return readSettings(process.env);
}
