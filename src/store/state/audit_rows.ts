// The audit log in state.db: rows are only ever added, and each is chained to the one before it.
import type { Clock } from '#src/lib/dates.ts';
import { canonicalJson, hashOf, sha256 } from '#src/lib/hash.ts';
import type { SqliteDatabase } from '../sqlite/open_database.ts';
import type { Statements } from './statements.ts';

export type AuditKind = 'answer' | 'posted' | 'vote' | 'forgotten';

export interface AuditEntry {
  readonly kind: AuditKind;
  readonly answerId: string;
  /** Who did it, as the surface names people: 'slack:T1/U1', 'cli', 'schedule:S1'. */
  readonly actor: string;
  /** 'type:id' */
  readonly entity: string;
  /** JSON. */
  readonly body: unknown;
}

/** As stored; actor, entity and body are null once the answer was forgotten. */
export interface AuditRow {
  readonly seq: number;
  readonly kind: AuditKind;
  readonly answer_id: string;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly actor: string | null;
  readonly entity: string | null;
  readonly body: string | null;
  readonly body_hash: string;
  readonly prev_hash: string;
  readonly row_hash: string;
}

export interface AuditRows {
  append(entry: AuditEntry): AuditRow;
  /** Every row, oldest first, read a page at a time. */
  all(): Iterable<AuditRow>;
  ofAnswer(answerId: string): readonly AuditRow[];
  /** Empties what the rows of an answer say and adds a row that says so. False when there was nothing left to forget. */
  forget(answerId: string, entry: { readonly actor: string; readonly reason: string }): boolean;
  /** Ids of answers recorded before the instant that still say something. */
  expired(before: number): readonly string[];
}

/** What the first row is chained to. */
export const CHAIN_START = '0'.repeat(64);
const PAGE = 500;

export function createAuditRows(db: SqliteDatabase, statements: Statements, clock: Clock): AuditRows {
  const append = (entry: AuditEntry): AuditRow => {
    const last = statements.get<{ seq: number; row_hash: string }>('audit_last', {});
    const row = chained(entry, clock().getTime(), last);
    statements.run('audit_append', { ...row });
    return row;
  };
  const ofAnswer = (answerId: string) => statements.all<AuditRow>('audit_of_answer', { answer_id: answerId });
  // The lock is taken before the last row is read: two replicas never continue the same row.
  const locked = <Result>(work: () => Result): Result => db.transaction(work).immediate();
  return {
    append: (entry) => locked(() => append(entry)),
    all: () => pages((after) => statements.all<AuditRow>('audit_page', { after, count: PAGE })),
    ofAnswer,
    forget: (answerId, { actor, reason }) =>
      locked(() => {
        if (statements.run('audit_forget', { answer_id: answerId }) === 0) return false;
        statements.run('answer_forget', { answer_id: answerId });
        append({ kind: 'forgotten', answerId, actor, entity: '', body: { reason } });
        return true;
      }),
    expired: (before) =>
      statements.all<{ answer_id: string }>('audit_expired', { before }).map((row) => row.answer_id),
  };
}

function chained(
  entry: AuditEntry,
  at: number,
  last: { readonly seq: number; readonly row_hash: string } | undefined,
): AuditRow {
  const { kind, answerId, actor, entity } = entry;
  const body = canonicalJson(entry.body);
  const row = {
    seq: (last?.seq ?? 0) + 1,
    kind,
    answer_id: answerId,
    at,
    body_hash: bodyHash({ actor, entity, body }),
    prev_hash: last?.row_hash ?? CHAIN_START,
  };
  return { ...row, actor, entity, body, row_hash: hashOf(row) };
}

/** What `body_hash` of a row must be as long as the row says something. */
export function bodyHash({ actor, entity, body }: Pick<AuditRow, 'actor' | 'entity' | 'body'>): string {
  return sha256(canonicalJson({ actor, entity, body }));
}

/** What `row_hash` of a row must be. */
export function rowHash({ seq, kind, answer_id, at, body_hash, prev_hash }: AuditRow): string {
  return hashOf({ seq, kind, answer_id, at, body_hash, prev_hash });
}

function* pages(read: (after: number) => readonly AuditRow[]): Iterable<AuditRow> {
  let after = 0;
  for (;;) {
    const rows = read(after);
    yield* rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.seq;
  }
}
