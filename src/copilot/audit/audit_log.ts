// What is kept of every answer: who asked what, what it was made of, what was said, and whether people found it right.
import { hashOf } from '#src/lib/hash.ts';
import type { Answers } from '#src/store/state/answers.ts';
import type { AuditRows } from '#src/store/state/audit_rows.ts';
import type { Answer, Trace } from '../answer_types.ts';
import type { Selection } from '../selection/selection.ts';
import type { VoteValue } from './votes.ts';

/** The part of state.db the log lives in. */
export interface AuditStore {
  readonly audit: AuditRows;
  readonly answers: Answers;
}

/** What the row of an answer says: hashes of all it was made of, and the words that went out. */
export interface AnswerBody {
  readonly chip: string;
  readonly template: string;
  readonly selection: Selection;
  readonly asOf: string;
  readonly reportHash: string;
  readonly factsHash: string;
  readonly contextHash: string;
  readonly promptHash: string;
  readonly model: string;
  readonly modelOutput: string | null;
  /** Parameters, tokens and cost of each request. Rows of before have none. */
  readonly modelCalls?: Trace['modelCalls'];
  readonly verdict: Trace['verdict'];
  readonly withheld: string | null;
  readonly text: string;
  readonly answerHash: string;
}

export interface PostedBody {
  /** As the surface names places: 'slack:T1/C1'. */
  readonly where: string;
  /** The message in it. */
  readonly ts: string;
}

export interface VoteBody {
  readonly value: VoteValue;
  /** In the person's own words. */
  readonly reason: string | null;
  /** Ticked in the form. */
  readonly reasons?: readonly string[];
}

/** Keeps the answer and what stood behind it. Returns its id: 16 hex digits, another one for every time an answer is given. */
export function recordAnswer({ audit, answers }: AuditStore, answer: Answer, actor: string): string {
  const id = freeId(audit, { hash: answer.hash, trace: answer.trace, actor });
  answers.put(id, answer.trace);
  audit.append({ kind: 'answer', answerId: id, actor, entity: answer.subject.ref, body: bodyOf(answer) });
  return id;
}

/** Timings tell two answers apart nearly always; where they do not, counting on does. */
function freeId(audit: AuditRows, given: object): string {
  for (let nth = 0; ; nth++) {
    const id = hashOf(nth === 0 ? given : { ...given, nth }).slice(0, 16);
    if (audit.ofAnswer(id).length === 0) return id;
  }
}

/** Where and when the words were seen. */
export function recordPosted({ audit }: AuditStore, id: string, actor: string, posted: PostedBody): void {
  audit.append({ kind: 'posted', answerId: id, actor, entity: entityOf(audit, id), body: posted });
}

/** The newest vote of a person is the one that counts. */
export function recordVote({ audit }: AuditStore, id: string, actor: string, vote: VoteBody): void {
  audit.append({ kind: 'vote', answerId: id, actor, entity: entityOf(audit, id), body: vote });
}

function entityOf(audit: AuditRows, id: string): string {
  return audit.ofAnswer(id)[0]?.entity ?? '';
}

function bodyOf(answer: Answer): AnswerBody {
  const { trace } = answer;
  return {
    chip: trace.chip,
    template: trace.template,
    selection: trace.selection,
    asOf: answer.asOf,
    reportHash: trace.reportHash,
    factsHash: hashOf(trace.facts),
    contextHash: trace.context.hash,
    promptHash: trace.prompt.hash,
    model: trace.model,
    modelOutput: trace.modelOutput,
    modelCalls: trace.modelCalls,
    verdict: trace.verdict,
    withheld: answer.withheld,
    text: answer.text,
    answerHash: answer.hash,
  };
}
