// Every name of the account that may not leave it, with the kind of thing it names.
import { readEntityNames } from '#src/store/entity_names.ts';
import { loadSql } from '#src/store/sql_file.ts';
import type { UsageSource } from '#src/store/usage_source.ts';

export interface AccountWord {
  /** 'job', 'user', 'department', 'workspace', 'tag' ... */
  readonly kind: string;
  readonly text: string;
}

/** Names, the ids of people, and the parts of people's names. */
export async function accountWords(source: UsageSource): Promise<AccountWord[]> {
  const entities = await readEntityNames(source);
  const others = await Promise.all(
    (['department', 'workspace', 'tag'] as const).map((kind) => namesOf(source, kind)),
  );
  const named = entities.flatMap(({ type, id, name }) => [
    { kind: type, text: name },
    { kind: type, text: id },
    ...(type === 'user' ? partsOf(name) : []),
  ]);
  return [...named, ...others.flat()];
}

async function namesOf(
  source: UsageSource,
  kind: 'department' | 'workspace' | 'tag',
): Promise<AccountWord[]> {
  const rows = await source.query<{ name: string | null }>(loadSql(`source/${kind}s`), {});
  return rows.flatMap(({ name }) => (name === null ? [] : [{ kind, text: name }, ...afterColon(kind, name)]));
}

/** 'team:finance' gives 'finance' away as well. */
function afterColon(kind: string, name: string): AccountWord[] {
  const value = kind === 'tag' && name.includes(':') ? name.slice(name.indexOf(':') + 1) : '';
  return value.length > 2 ? [{ kind, text: value }] : [];
}

function partsOf(name: string): AccountWord[] {
  const parts = name.split(/[\s,]+/).filter((part) => part.length > 2);
  return parts.length > 1 ? parts.map((text) => ({ kind: 'user', text })) : [];
}
