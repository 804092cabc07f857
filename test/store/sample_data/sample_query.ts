// Asks the shared sample database, and knows what was planted in it.
import { readFileSync } from 'node:fs';
import type { ScenarioTruth, Truth } from '#src/store/sample_data/truth.ts';
import { openDatabase, type SqliteDatabase } from '#src/store/sqlite/open_database.ts';
import { sampleDatabaseFile, sampleTruthFile } from '#test/fixtures/sample_file.ts';

let opened: SqliteDatabase | undefined;

function database(): SqliteDatabase {
  opened ??= openDatabase(sampleDatabaseFile(), { readonly: true });
  return opened;
}

export function rows<T>(sql: string, params: Record<string, unknown> = {}): T[] {
  return database().prepare<[object], T>(sql).all(params);
}

export function value(sql: string, params: Record<string, unknown> = {}): number {
  return database().prepare<[object], number>(sql).pluck().get(params) ?? Number.NaN;
}

let truth: Truth | undefined;

export function plantedTruth(): Truth {
  truth ??= JSON.parse(readFileSync(sampleTruthFile(), 'utf8')) as Truth;
  return truth;
}

export function story(id: string): ScenarioTruth {
  const found = plantedTruth().scenarios.find((s) => s.id === id);
  if (!found) throw new Error(`no story ${id}`);
  return found;
}
