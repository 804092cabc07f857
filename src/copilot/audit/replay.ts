// An answer that was given, made again: from what was kept, byte for byte, or from the data of today, with the differences.
import { UserError } from '#src/lib/errors.ts';
import { compareText } from '#src/lib/text.ts';
import type { Fact } from '#src/reports/facts.ts';
import { answer } from '../answer.ts';
import type { Trace } from '../answer_types.ts';
import type { Parts } from '../parts.ts';
import type { AnswerBody, AuditStore } from './audit_log.ts';
import { rebuildPrompt } from './rebuild_prompt.ts';
import type { MessageBody } from './record_message.ts';

export interface Replay {
  readonly answerId: string;
  /** Milliseconds since 1970, UTC. */
  readonly answeredAt: number;
  readonly body: AnswerBody;
  readonly promptHash: string;
  readonly contextHash: string;
  /** Both hashes are those of the log. */
  readonly same: boolean;
}

export interface FactDifference {
  readonly key: string;
  readonly label: string;
  /** As it was written; null where there was none. */
  readonly was: string | null;
  readonly is: string | null;
}

export interface ReplayToday {
  readonly textThen: string;
  readonly textToday: string;
  readonly asOfThen: string;
  readonly asOfToday: string;
  readonly facts: readonly FactDifference[];
  readonly samePrompt: boolean;
}

/** Throws UserError 'answer_unknown', 'answer_not_kept' or, for a digest, 'answer_without_prompt'. */
export function replay(store: AuditStore, answerId: string): Replay {
  const { at, body, trace } = kept(store, answerId);
  const { prompt, contextHash } = rebuildPrompt(trace);
  return {
    answerId,
    answeredAt: at,
    body,
    promptHash: prompt.hash,
    contextHash,
    same: prompt.hash === body.promptHash && contextHash === body.contextHash,
  };
}

/** The same chip on the same selection, now. Throws also what an answer throws, such as 'entity_gone'. */
export async function replayToday(store: AuditStore, answerId: string, parts: Parts): Promise<ReplayToday> {
  const { body, trace } = kept(store, answerId);
  const today = await answer({ chip: body.chip, selection: body.selection }, parts);
  return {
    textThen: body.text,
    textToday: today.text,
    asOfThen: body.asOf,
    asOfToday: today.asOf,
    facts: differences(trace.facts, today.trace.facts),
    samePrompt: today.trace.prompt.hash === body.promptHash,
  };
}

/** By key: values that changed, facts that are gone, facts that are new. */
export function differences(before: readonly Fact[], now: readonly Fact[]): FactDifference[] {
  const then = new Map(before.map((fact) => [fact.key, fact]));
  const today = new Map(now.map((fact) => [fact.key, fact]));
  return [...new Set([...then.keys(), ...today.keys()])]
    .sort(compareText)
    .filter((key) => then.get(key)?.value !== today.get(key)?.value)
    .map((key) => ({
      key,
      label: (today.get(key) ?? then.get(key))!.label,
      was: then.get(key)?.forms[0] ?? null,
      is: today.get(key)?.forms[0] ?? null,
    }));
}

function kept({ audit, answers }: AuditStore, answerId: string) {
  const row = audit.ofAnswer(answerId).find((item) => item.kind === 'answer');
  if (!row) throw unknownAnswer(answerId);
  const trace = answers.get(answerId) as Trace | undefined;
  const body = row.body === null ? null : (JSON.parse(row.body) as AnswerBody | MessageBody);
  if (body !== null && 'message' in body) throw noPrompt(answerId, body.message);
  if (body === null || trace === undefined) throw notKept(answerId, body === null);
  return { at: row.at, body, trace };
}

function noPrompt(id: string, message: string): UserError {
  return new UserError({
    code: 'answer_without_prompt',
    message: `${id} is a ${message}: no prompt stood behind it, so there is none to build again.`,
    next: 'Its text and hashes are in what "copilot audit export" prints.',
  });
}

function unknownAnswer(id: string): UserError {
  return new UserError({
    code: 'answer_unknown',
    message: `No answer ${id.slice(0, 40)} is in the audit log.`,
    next: 'Its id stands in Debug details, and in what "copilot audit export" prints.',
  });
}

function notKept(id: string, forgotten: boolean): UserError {
  return new UserError({
    code: 'answer_not_kept',
    message: forgotten
      ? `Answer ${id} was forgotten: its row is left, what it said is not.`
      : `What stood behind answer ${id} is no longer kept.`,
    kept: 'Its hashes are still in the audit log.',
    next: 'Press the chip again; the same data give the same answer.',
  });
}
