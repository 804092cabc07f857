// What people thought of an answer: one vote each, the newest counts.
import type { AuditRow } from '#src/store/state/audit_rows.ts';

export type VoteValue = 'up' | 'down';

export interface VoteCount {
  readonly up: number;
  readonly down: number;
}

/** `rows` of one answer, oldest first. */
export function countVotes(rows: readonly AuditRow[]): VoteCount {
  const votes = [...newest(rows).values()];
  const count = (value: VoteValue) => votes.filter((vote) => vote === value).length;
  return { up: count('up'), down: count('down') };
}

export function voteOf(rows: readonly AuditRow[], actor: string): VoteValue | null {
  return newest(rows).get(actor) ?? null;
}

function newest(rows: readonly AuditRow[]): Map<string, VoteValue> {
  const votes = new Map<string, VoteValue>();
  for (const { kind, actor, body } of rows) {
    if (kind === 'vote' && actor !== null && body !== null)
      votes.set(actor, (JSON.parse(body) as { value: VoteValue }).value);
  }
  return votes;
}
