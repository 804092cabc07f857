// Every name a person may search for, as the usage source knows it.
import { loadSql } from './sql_file.ts';
import type { UsageSource } from './usage_source.ts';

export interface EntityNameRow {
  readonly type: string;
  readonly id: string;
  readonly name: string;
  /** Department, workspace or tags: words that help to find it. */
  readonly extra: string;
}

export async function readEntityNames(source: UsageSource): Promise<readonly EntityNameRow[]> {
  return source.query<EntityNameRow>(loadSql('source/entity_names'), {});
}
