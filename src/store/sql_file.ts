// SQL lives in sql/**.sql; this is the only way it reaches a database.
import { readFileSync } from 'node:fs';
import { sha256 } from '#src/lib/hash.ts';

export interface SqlStatement {
  /** Path below sql/ without the ending: 'reports/job_cost'. */
  readonly name: string;
  readonly text: string;
  /** SHA-256 of the text. */
  readonly hash: string;
}

const SQL_ROOT = new URL('../../sql/', import.meta.url);
const loaded = new Map<string, SqlStatement>();

/** Reads sql/<name>.sql once per process. */
export function loadSql(name: string): SqlStatement {
  const known = loaded.get(name);
  if (known) return known;
  const text = readFileSync(new URL(`${name}.sql`, SQL_ROOT), 'utf8').trim();
  const statement = { name, text, hash: sha256(text) };
  loaded.set(name, statement);
  return statement;
}
