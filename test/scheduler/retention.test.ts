// Old answers are forgotten once a day, a few at a time, and the chain of the log still holds.
import { describe, expect, it } from 'vitest';
import { verifyChain } from '#src/copilot/audit/verify_chain.ts';
import { silentLog } from '#src/lib/log.ts';
import { createRetention } from '#src/scheduler/retention.ts';
import { openState } from '#src/store/state/state_store.ts';

const DAY_MS = 86_400_000;

function rig() {
  const now = { ms: Date.parse('2026-01-01T12:00:00Z') };
  const clock = () => new Date(now.ms);
  const state = openState(':memory:', { clock });
  const give = (id: string) => {
    const entity = 'job:1';
    state.answers.put(id, { prompt: id });
    state.audit.append({ kind: 'answer', answerId: id, actor: 'slack:T1/U1', entity, body: { text: id } });
    state.audit.append({ kind: 'vote', answerId: id, actor: 'slack:T1/U2', entity, body: { value: 'up' } });
  };
  return { now, state, clock, give, tick: createRetention({ ...state, days: 400, log: silentLog, clock }) };
}

describe('retention', () => {
  it('forgets what is older than its days, with its votes and what stood behind it, and nothing else', () => {
    const { now, state, give, tick } = rig();
    give('old');
    now.ms += 200 * DAY_MS;
    give('young');
    now.ms += 200 * DAY_MS;
    tick();
    expect(state.audit.ofAnswer('old').every((row) => row.body !== null)).toBe(true);
    now.ms += DAY_MS;
    tick();
    const [answer, vote, tombstone] = state.audit.ofAnswer('old');
    expect([answer, vote].map((row) => [row!.actor, row!.entity, row!.body])).toEqual([
      [null, null, null],
      [null, null, null],
    ]);
    expect(tombstone).toMatchObject({ kind: 'forgotten', actor: 'retention' });
    expect(state.answers.get('old')).toBeUndefined();
    expect(state.audit.ofAnswer('young').every((row) => row.body !== null)).toBe(true);
    expect(verifyChain(state.audit.all())).toMatchObject({ forgotten: 1, problems: [] });
  });

  it('looks once a day', () => {
    const { now, state, give, tick } = rig();
    tick();
    give('a');
    now.ms += 402 * DAY_MS;
    tick();
    expect(state.audit.ofAnswer('a').at(-1)?.kind).toBe('forgotten');
    const rows = [...state.audit.all()].length;
    tick();
    now.ms += DAY_MS;
    tick();
    expect([...state.audit.all()]).toHaveLength(rows);
  });

  it('takes many a hundred at a time', () => {
    const { now, state, give, tick } = rig();
    for (let i = 0; i < 150; i++) give(`answer-${i}`);
    now.ms += 500 * DAY_MS;
    const left = () => state.audit.expired(now.ms).length;
    tick();
    expect(left()).toBe(50);
    tick();
    expect(left()).toBe(0);
    expect(verifyChain(state.audit.all())).toMatchObject({ forgotten: 150, problems: [] });
  });

  it('is not the end of the scheduler when the log cannot be written', () => {
    const errors: string[] = [];
    const log = { ...silentLog, error: (message: string) => void errors.push(message) };
    const fails = () => {
      throw new Error('disk full');
    };
    const { clock } = rig();
    createRetention({ audit: { expired: fails, forget: fails }, days: 1, log, clock })();
    expect(errors).toEqual(['Old answers could not be forgotten; again tomorrow']);
  });
});
