// Events of the server change what the page shows, in any order and however often they come.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageView, UiEvent, WorkspaceView } from '#src/playground/protocol.ts';
import {
  channelMessages,
  emptyState,
  threadMessages,
  type UiState,
  withEvent,
  withSnapshot,
} from '#src/playground/ui/workspace.ts';

const now = Date.parse('2026-11-02T08:00:00Z');

function message(ts: string, more: Partial<MessageView> = {}): MessageView {
  const empty = { text: '', blocks: [], files: [], reply_count: 0, reactions: [] };
  return { channel: 'C1', ts, user: 'U1', ...empty, ...more };
}

function workspace(messages: readonly MessageView[]): WorkspaceView {
  const channel = { kind: 'channel', topic: '', app_is_member: true } as const;
  return {
    team: { id: 'T1', name: 'Team', domain: 'team' },
    user: 'U1',
    app: { id: 'A1', name: 'App', user: 'U9' },
    appConnected: false,
    delivery: 'socket',
    users: [],
    channels: [
      { id: 'C1', name: 'one', ...channel },
      { id: 'C2', name: 'two', ...channel },
    ],
    commands: [],
    messages,
    modals: [],
    now: '2026-11-02T09:00:00.000Z',
  };
}

function started(...messages: readonly MessageView[]): UiState {
  return withSnapshot(emptyState, workspace(messages), now);
}

const apply = (state: UiState, ...events: readonly UiEvent[]) =>
  events.reduce((next, event) => withEvent(next, event, now), state);
const posted = (ts: string, more?: Partial<MessageView>): UiEvent => ({
  type: 'message_posted',
  message: message(ts, more),
});
const shownTs = (state: UiState) => state.workspace?.messages.map((one) => one.ts);

describe('messages', () => {
  it('stand in the order of their ts, whatever order they came in', () => {
    const all = ['1.000001', '1.000002', '1.000003', '2.000001'];
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 4 }), (order) => {
        const state = apply(started(), ...order.map((ts) => posted(ts)), ...order.map((ts) => posted(ts)));
        expect(shownTs(state)).toEqual(all);
      }),
    );
  });

  it('are replaced by their newer selves and taken away', () => {
    const state = apply(
      started(message('1.1'), message('2.1')),
      { type: 'message_changed', message: message('1.1', { text: 'new' }) },
      { type: 'message_deleted', channel: 'C1', ts: '2.1' },
    );
    expect(state.workspace?.messages.map((one) => one.text)).toEqual(['new']);
  });

  it('of a thread stand in the thread and not in the channel', () => {
    const { workspace: view } = started(message('1.1'), message('2.1', { thread_ts: '1.1' }));
    expect(channelMessages(view!, 'C1').map((one) => one.ts)).toEqual(['1.1']);
    expect(threadMessages(view!, 'C1', '1.1').map((one) => one.ts)).toEqual(['2.1']);
  });

  it('close their thread when its root goes', () => {
    const state = { ...started(message('1.1')), thread: '1.1' };
    expect(apply(state, { type: 'message_deleted', channel: 'C1', ts: '1.1' }).thread).toBeNull();
  });
});

describe('what was seen', () => {
  it('counts the open channel as read and another as not', () => {
    const state = apply(started(), posted('5.1'), posted('6.1', { channel: 'C2' }));
    expect(state.seen).toEqual({ C1: '5.1' });
  });
});

describe('a snapshot', () => {
  it('keeps messages that did not change, so that what is open on them stays', () => {
    const before = started(message('1.1'), message('2.1'));
    const after = withSnapshot(before, workspace([message('1.1'), message('2.1', { text: 'x' })]), now);
    expect(after.workspace?.messages[0]).toBe(before.workspace?.messages[0]);
    expect(after.workspace?.messages[1]?.text).toBe('x');
  });

  it('leaves a channel that is gone', () => {
    expect(withSnapshot({ ...emptyState, channel: 'C9' }, workspace([]), now).channel).toBe('C1');
  });

  it('tells how far the clock is from the real one', () => {
    expect(started().clockAhead).toBe(3_600_000);
  });
});

describe('modals', () => {
  const modal = { id: 'V1', user: 'U1', callback_id: 'c', title: 't', blocks: [], hash: '1' };

  it('open on top, change in place and close', () => {
    const open = apply(
      started(),
      { type: 'modal_opened', modal },
      { type: 'modal_opened', modal: { ...modal, id: 'V2' } },
      { type: 'modal_updated', modal: { ...modal, hash: '2' } },
    );
    expect(open.workspace?.modals.map((one) => one.id + one.hash)).toEqual(['V12', 'V21']);
    expect(apply(open, { type: 'modal_closed', view_id: 'V2' }).workspace?.modals).toHaveLength(1);
  });

  it('keep what is wrong with their inputs', () => {
    const state = apply(started(), { type: 'view_errors', view_id: 'V1', errors: { b: 'no' } });
    expect(state.modalErrors).toEqual({ V1: { b: 'no' } });
  });
});

describe('the journal', () => {
  it('keeps one entry per id, oldest first, and not more than it can show', () => {
    const entry = (id: number) => ({ id, kind: 'api', name: 'x', at: '', ok: true }) as const;
    const events = [...Array(450).keys()].map((id) => ({ type: 'journal', entry: entry(449 - id) }) as const);
    const { journal } = apply(started(), ...events, ...events.slice(0, 10));
    expect(journal).toHaveLength(400);
    expect([journal[0]?.id, journal.at(-1)?.id]).toEqual([50, 449]);
  });
});
