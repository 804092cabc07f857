// Finds what the log holds of the answer under a button, for those who may look; says in words why there is nothing.
import type { Trace } from '#src/copilot/answer_types.ts';
import { UserError } from '#src/lib/errors.ts';
import type { AuditRow } from '#src/store/state/audit_rows.ts';
import type { SlackParts } from './parts.ts';

/** Throws UserError 'not_allowed'. `what` begins the sentence: 'Debug details show'. */
export function allowDebug({ access }: SlackParts, user: string, what: string): void {
  if (access.mayDebug(user)) return;
  throw new UserError({
    code: 'not_allowed',
    message: `${what} SQL and prompts, so only the administrators of this app see them.`,
    next: 'Ask one of them to press the button, or to add you to COPILOT_ADMINS.',
  });
}

/** Throws UserError 'answer_not_kept', saying whether it was forgotten or only dropped. */
export function keptTrace({ state }: SlackParts, answerId: string): Trace {
  const trace = state.answers.get(answerId) as Trace | undefined;
  if (trace !== undefined) return trace;
  refuseForgotten(state.audit.ofAnswer(answerId));
  throw new UserError({
    code: 'answer_not_kept',
    message: `What stood behind this answer is no longer kept: only the last ${state.answers.keep} answers are.`,
    next: 'Press the chip again; the same data give the same answer.',
  });
}

/** All that happened to an answer that can still be spoken of. Throws UserError 'answer_unknown' or 'answer_not_kept'. */
export function rowsOfAnswer({ state }: SlackParts, answerId: string): readonly AuditRow[] {
  const rows = state.audit.ofAnswer(answerId);
  refuseForgotten(rows);
  if (rows.length > 0) return rows;
  throw new UserError({
    code: 'answer_unknown',
    message: 'This answer is not in the audit log.',
    kept: 'Nothing was changed.',
    next: 'Press the chip again and use the new message.',
  });
}

function refuseForgotten(rows: readonly AuditRow[]): void {
  if (!rows.some((row) => row.kind === 'forgotten')) return;
  throw new UserError({
    code: 'answer_not_kept',
    message: 'This answer was forgotten: the log holds that it was given, not what it said.',
    next: 'Press the chip again; the same data give the same answer.',
  });
}
