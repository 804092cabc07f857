// What is kept of answers given twice in the same instant, of digests, and of votes.
import { describe, expect, it } from 'vitest';
import { recordAnswer, recordVote } from '#src/copilot/audit/audit_log.ts';
import { recordMessage } from '#src/copilot/audit/record_message.ts';
import { replay } from '#src/copilot/audit/replay.ts';
import { countVotes, voteOf } from '#src/copilot/audit/votes.ts';
import { openState } from '#src/store/state/state_store.ts';
import { jobAnswer } from '#test/blocks/samples.ts';

const DIGEST = {
  message: 'digest' as const,
  template: 'digest',
  text: 'Nothing material.',
  asOf: '2026-10-31',
  answerHash: '0b5e55',
};

describe('recording', () => {
  it('gives every answer an id of its own, also when two are equal to the millisecond', () => {
    const store = openState(':memory:');
    const ids = [1, 2, 3].map(() => recordAnswer(store, jobAnswer(), 'cli'));
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) {
      expect(id).toMatch(/^[0-9a-f]{16}$/);
      expect(store.audit.ofAnswer(id)).toHaveLength(1);
      expect(store.answers.get(id)).toBeDefined();
    }
    store.close();
  });

  it('keeps a planned message once, however often it is tried, and says that no prompt stood behind it', () => {
    const store = openState(':memory:');
    const sender = { actor: 'schedule:S1', occurrence: 'S1|2026-11-02 08:00:00|C1' };
    const keep = (occurrence = sender.occurrence) =>
      recordMessage(store, { ...sender, occurrence }, 'report:digest', DIGEST);
    expect([keep(), keep()]).toEqual([keep(), keep()]);
    expect(keep('S1|2026-11-03 08:00:00|C1')).not.toBe(keep());
    expect([...store.audit.all()]).toHaveLength(2);
    expect(() => replay(store, keep())).toThrow('is a digest: no prompt stood behind it');
    store.close();
  });

  it('counts the newest vote of each person, and none of a forgotten answer', () => {
    const store = openState(':memory:');
    const id = recordAnswer(store, jobAnswer(), 'cli');
    const vote = (actor: string, value: 'up' | 'down') =>
      recordVote(store, id, actor, { value, reason: null });
    const rows = () => store.audit.ofAnswer(id);
    expect(countVotes(rows())).toEqual({ up: 0, down: 0 });
    vote('slack:T1/U1', 'up');
    vote('slack:T1/U2', 'down');
    vote('slack:T1/U1', 'down');
    vote('slack:T1/U2', 'up');
    vote('slack:T1/U3', 'up');
    expect(countVotes(rows())).toEqual({ up: 2, down: 1 });
    expect([voteOf(rows(), 'slack:T1/U1'), voteOf(rows(), 'slack:T1/U9')]).toEqual(['down', null]);
    store.audit.forget(id, { actor: 'cli', reason: 'asked' });
    expect(countVotes(rows())).toEqual({ up: 0, down: 0 });
    store.close();
  });
});
