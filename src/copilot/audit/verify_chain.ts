// Whether the audit log is as it was written: every row against its own hash, the row before it, and what it says.
import { type AuditRow, bodyHash, CHAIN_START, rowHash } from '#src/store/state/audit_rows.ts';

export interface ChainProblem {
  readonly seq: number;
  readonly answerId: string;
  /** 'was changed', 'does not follow row 11': to be read after 'Row 12 (answer ab12) '. */
  readonly problem: string;
}

export interface ChainReport {
  readonly rows: number;
  readonly answers: number;
  readonly forgotten: number;
  /** Hash of the last row: note it elsewhere, and a log cut short at its end is found too. */
  readonly head: string;
  readonly problems: readonly ChainProblem[];
}

/** `rows` oldest first, each read once. */
export function verifyChain(rows: Iterable<AuditRow>): ChainReport {
  const problems: ChainProblem[] = [];
  const emptied = new Map<string, AuditRow>();
  const tombstones = new Set<string>();
  let count = 0;
  let answers = 0;
  let before = { seq: 0, row_hash: CHAIN_START };
  for (const row of rows) {
    count += 1;
    if (row.kind === 'answer') answers += 1;
    if (row.kind === 'forgotten') tombstones.add(row.answer_id);
    if (row.body === null) emptied.set(row.answer_id, emptied.get(row.answer_id) ?? row);
    problems.push(...problemsOf(row, before).map((problem) => named(row, problem)));
    before = row;
  }
  for (const [answer, row] of emptied) {
    if (!tombstones.has(answer)) problems.push(named(row, 'was emptied, and no row says who forgot it'));
  }
  const forgotten = [...tombstones].length;
  return { rows: count, answers, forgotten, head: before.row_hash, problems };
}

function problemsOf(row: AuditRow, before: { readonly seq: number; readonly row_hash: string }): string[] {
  const problems: string[] = [];
  if (row.seq !== before.seq + 1) problems.push(`does not follow row ${before.seq}: rows between are gone`);
  else if (row.prev_hash !== before.row_hash) problems.push(`is not chained to row ${before.seq}`);
  const changed = row.row_hash !== rowHash(row) || (row.body !== null && row.body_hash !== bodyHash(row));
  if (changed) problems.push('was changed after it was written');
  return problems;
}

function named(row: AuditRow, problem: string): ChainProblem {
  return { seq: row.seq, answerId: row.answer_id, problem };
}
