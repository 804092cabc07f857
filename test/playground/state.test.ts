// The reducer and the ids, for any order of events.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeIds, makeTimestamps } from '#src/playground/ids.ts';
import { noticesOf } from '#src/playground/page/ui_events.ts';
import { seedState } from '#src/playground/seed.ts';
import { type Message, reduce, type State } from '#src/playground/state.ts';

const seed = seedState({ appName: 'Usage Copilot', commands: [], now: new Date('2026-11-02T08:00:00Z') });
const [finops] = seed.channels.filter((c) => c.name === 'finops');

function message(ts: string, more: Partial<Message> = {}): Message {
  const base = { user: seed.app.user, text: 'x', blocks: [], files: [], reply_count: 0, reactions: [] };
  return { channel: finops!.id, ts, ...base, ...more };
}

describe('the seed', () => {
  it('is the same on every start, with realistic ids', () => {
    const again = seedState({
      appName: 'Usage Copilot',
      commands: [],
      now: new Date('2026-11-02T08:00:00Z'),
    });
    expect(again).toEqual(seed);
    const ids = [
      seed.team.id,
      seed.app.id,
      ...seed.users.map((u) => u.id),
      ...seed.channels.map((c) => c.id),
    ];
    expect(ids.filter((id) => !/^[TAUCD][A-Z0-9]{10}$/.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has the app in two channels of three and in a direct message with each person', () => {
    expect(seed.channels.filter((c) => c.kind === 'channel' && c.app_is_member)).toHaveLength(2);
    expect(seed.channels.find((c) => c.name === 'random')?.app_is_member).toBe(false);
    const people = seed.users.filter((u) => !u.is_app).map((u) => u.id);
    expect(seed.channels.filter((c) => c.kind === 'dm').map((c) => c.dm_user)).toEqual(people);
  });
});

describe('timestamps', () => {
  it('grow strictly, as text, whatever the clock does', () => {
    const day = fc.date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.array(day, { minLength: 2, maxLength: 30 }), (instants) => {
        let index = 0;
        const next = makeTimestamps(() => instants[index]!);
        const made = instants.map((_, i) => {
          index = i;
          return next();
        });
        return made.every((ts, i) => i === 0 || made[i - 1]! < ts);
      }),
    );
  });

  it('do not repeat ids', () => {
    const newId = makeIds('x');
    const ids = Array.from({ length: 5000 }, () => newId('F'));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('threads', () => {
  it('count the replies that are there, for any order of posts, private posts and deletions', () => {
    const step = fc.record({ kind: fc.constantFrom('post', 'private', 'delete'), pick: fc.nat(20) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const root = message('1.000000');
        const start = reduce(seed, { kind: 'message_posted', message: root });
        const end = steps.reduce((state, { kind, pick }, index) => apply(state, kind, pick, index), start);
        const replies = end.messages.filter((m) => m.thread_ts === root.ts && !m.ephemeralFor);
        return end.messages.find((m) => m.ts === root.ts)?.reply_count === replies.length;
      }),
    );
  });

  function apply(state: State, kind: string, pick: number, index: number): State {
    if (kind === 'delete') {
      const replies = state.messages.filter((m) => m.thread_ts === '1.000000');
      const gone = replies[pick % Math.max(1, replies.length)];
      return gone ? reduce(state, { kind: 'message_deleted', channel: gone.channel, ts: gone.ts }) : state;
    }
    const more = kind === 'private' ? { ephemeralFor: seed.users[0]!.id } : {};
    const ts = `2.${String(index).padStart(6, '0')}`;
    return reduce(state, {
      kind: 'message_posted',
      message: message(ts, { thread_ts: '1.000000', ...more }),
    });
  }
});

describe('who hears of a message', () => {
  const heard = (channel: string, more: Partial<Message> = {}) => {
    const change = { kind: 'message_posted', message: { ...message('3.000000', more), channel } } as const;
    return noticesOf(change, seed, reduce(seed, change));
  };

  it('is everyone in a channel, and two in a direct message', () => {
    expect(heard(finops!.id)).toMatchObject([{ event: { type: 'message_posted' } }]);
    expect(heard(finops!.id)[0]).not.toHaveProperty('to');
    const dm = seed.channels.find((c) => c.kind === 'dm')!;
    expect(heard(dm.id)[0]).toMatchObject({ to: dm.dm_user });
  });

  it('is one person when it is private', () => {
    const [maya] = seed.users;
    expect(heard(finops!.id, { ephemeralFor: maya!.id })).toMatchObject([
      { event: { type: 'ephemeral' }, to: maya!.id },
    ]);
  });
});
