// The audit log as plain rows for people who check it: who asked what, when, and what was answered.
import type { AuditRow } from '#src/store/state/audit_rows.ts';

export interface AuditFilter {
  /** Inclusive days, UTC, 'YYYY-MM-DD'. */
  readonly from?: string;
  readonly to?: string;
  readonly user?: string;
  readonly entity?: string;
}

export interface ExportedRow {
  readonly seq: number;
  readonly kind: string;
  readonly at: string;
  readonly answer_id: string;
  readonly actor: string | null;
  readonly entity: string | null;
  /** null once forgotten. */
  readonly body: unknown;
  readonly row_hash: string;
}

/** Rows of the log that fit, oldest first. `user` also fits the last part of an actor: 'U1' finds 'slack:T1/U1'. */
export function* exportAudit(rows: Iterable<AuditRow>, filter: AuditFilter): Iterable<ExportedRow> {
  for (const row of rows) {
    const at = new Date(row.at).toISOString();
    if (!fits(row, at.slice(0, 10), filter)) continue;
    const { seq, kind, answer_id, actor, entity, row_hash } = row;
    const body: unknown = row.body === null ? null : JSON.parse(row.body);
    yield { seq, kind, at, answer_id, actor, entity, body, row_hash };
  }
}

function fits({ actor, entity }: AuditRow, day: string, filter: AuditFilter): boolean {
  if (filter.from !== undefined && day < filter.from) return false;
  if (filter.to !== undefined && day > filter.to) return false;
  if (filter.entity !== undefined && entity !== filter.entity) return false;
  return filter.user === undefined || actor === filter.user || actor?.split(/[:/]/).at(-1) === filter.user;
}
