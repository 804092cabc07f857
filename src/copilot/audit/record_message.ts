// What is kept of a message with figures that no prompt stood behind: a digest, or a report sent by plan.
import { hashOf } from '#src/lib/hash.ts';
import type { AuditRows } from '#src/store/state/audit_rows.ts';

export interface MessageBody {
  readonly message: 'digest' | 'report';
  /** 'digest', 'job_cost@1' */
  readonly template: string;
  /** What it says first. */
  readonly text: string;
  readonly asOf: string;
  /** Covers the facts and what is said of them. */
  readonly answerHash: string;
}

export interface Sender {
  /** 'schedule:S1', or the person who asked: 'slack:T1/U1'. */
  readonly actor: string;
  /** Which sending this is: one that is tried again is recorded once. */
  readonly occurrence: string;
}

/** Returns its id: 16 hex digits. `entity`: 'report:job_cost'. */
export function recordMessage(
  { audit }: { readonly audit: AuditRows },
  { actor, occurrence }: Sender,
  entity: string,
  body: MessageBody,
): string {
  const id = hashOf({ body, actor, occurrence }).slice(0, 16);
  if (audit.ofAnswer(id).length === 0) audit.append({ kind: 'answer', answerId: id, actor, entity, body });
  return id;
}
