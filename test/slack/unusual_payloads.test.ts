// What a workspace may send that the playground does not: every one is acknowledged, and what a person says is answered.
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, SECRET, startHarness } from './harness.ts';
import { people } from './people.ts';

let h: Harness;
beforeAll(async () => {
  h = await startHarness('http');
});
afterAll(() => h.close());

async function send(body: string, type: string): Promise<Response> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const hash = createHmac('sha256', SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  return fetch(`http://127.0.0.1:${h.app.port()}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${hash}`,
    },
    body,
  });
}

let sent = 0;
function sendEvent(event: object): Promise<Response> {
  sent += 1;
  const team_id = h.app.identity().teamId;
  const payload = { type: 'event_callback', team_id, event_id: `Ev${sent}`, event };
  return send(JSON.stringify(payload), 'application/json');
}

const interact = (payload: object) =>
  send(`payload=${encodeURIComponent(JSON.stringify(payload))}`, 'application/x-www-form-urlencoded');

describe('a message with something special about it', () => {
  it.each(['file_share', 'thread_broadcast', 'me_message'])('is answered: %s', async (subtype) => {
    const p = people(h);
    const dm = h.playground.state().channels.find((channel) => channel.kind === 'dm')!;
    const message = { type: 'message', subtype, channel: dm.id, channel_type: 'im', user: p.user };
    await p.after(
      () => sendEvent({ ...message, text: 'what can you do', ts: `17000000${sent}.1` }),
      'usage-report',
    );
  });

  it.each(['message_changed', 'channel_join', 'bot_message'])('is left alone: %s', async (subtype) => {
    const before = h.playground.state().messages.length;
    const { id: channel } = h.playground.state().channels.find((item) => item.kind === 'dm')!;
    const event = {
      type: 'message',
      subtype,
      channel,
      channel_type: 'im',
      user: people(h).user,
      text: 'help',
    };
    expect((await sendEvent({ ...event, ts: `18000000${sent}.1` })).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(h.playground.state().messages).toHaveLength(before);
  });
});

describe('a payload nothing of ours asks for', () => {
  const user = { id: 'U1' };
  const team = { id: 'T1' };
  it.each([
    { type: 'shortcut', callback_id: 'x', trigger_id: '1', user, team },
    {
      type: 'message_action',
      callback_id: 'x',
      trigger_id: '1',
      user,
      team,
      channel: { id: 'C1' },
      message: { ts: '1.1' },
    },
    { type: 'block_suggestion', action_id: 'x', block_id: 'y', value: '', user, team },
    { type: 'view_closed', user, team, view: { id: 'V1', callback_id: 'x', state: { values: {} } } },
  ])('is acknowledged: $type', async (payload) => {
    expect((await interact(payload)).status).toBe(200);
  });
});
