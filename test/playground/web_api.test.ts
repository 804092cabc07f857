// Slack's methods as an app meets them: tokens, scopes, errors, limits, what is kept.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SCOPES } from './demo_app.ts';
import { type Client, openClient } from './slack_client.ts';

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

describe('the Web API', () => {
  let client: Client;
  let finops: string;
  beforeEach(async () => {
    client = await openClient({
      manifestScopes: [...SCOPES, 'channels:history'],
      validateBlocks: (blocks, surface) =>
        surface === 'message' && blocks.length > 50
          ? [{ pointer: '/blocks', message: 'no more than 50 items allowed' }]
          : [],
    });
    finops = client.playground.channel('finops').id;
  });
  afterEach(() => client.playground.close());

  it('answers an unknown method with HTTP 200 and ok false', async () => {
    const answer = await client.call('chat.shout');
    expect(answer).toMatchObject({ status: 200, ok: false, error: 'unknown_method' });
    expect(await client.call('toString')).toMatchObject({ error: 'unknown_method' });
  });

  it('knows its two tokens and refuses those of real workspaces', async () => {
    const toast = client.playground.human.waitForEvent((e) => e.type === 'toast');
    expect(await client.call('auth.test', {}, 'xoxb-123456789012-abcdef')).toMatchObject({
      error: 'invalid_auth',
    });
    expect(JSON.stringify(await toast)).not.toContain('123456789012');
    expect(JSON.stringify(client.playground.state())).not.toContain('123456789012');
    expect(await client.call('auth.test', {}, 'xoxb-other')).toMatchObject({ error: 'invalid_auth' });
    expect(await client.call('apps.connections.open')).toMatchObject({ error: 'not_allowed_token_type' });
    expect(await client.call('auth.test', {}, '')).toMatchObject({ error: 'not_authed' });
    expect(await client.call('auth.test')).toMatchObject({
      ok: true,
      user_id: client.playground.state().app.user,
    });
  });

  it('checks the scopes of the manifest', async () => {
    const answer = await client.call('users.info', { user: client.playground.user('maya') });
    expect(answer).toMatchObject({ ok: false, error: 'missing_scope', needed: 'users:read' });
    expect(answer.provided.split(',')).toContain('chat:write');
  });

  it('posts only where the app was invited, and only with content', async () => {
    const random = client.playground.channel('random').id;
    expect(await client.call('chat.postMessage', { channel: random, text: 'x' })).toMatchObject({
      error: 'not_in_channel',
    });
    expect(await client.call('chat.postMessage', { channel: 'C0NOWHERE00', text: 'x' })).toMatchObject({
      error: 'channel_not_found',
    });
    expect(await client.call('chat.postMessage', { channel: finops })).toMatchObject({ error: 'no_text' });
    expect(
      await client.call('chat.postMessage', { channel: finops, text: 'x', thread_ts: '1.000000' }),
    ).toMatchObject({ error: 'thread_not_found' });
    expect(await client.call('chat.postMessage', { channel: '#finops', text: 'x' })).toMatchObject({
      ok: true,
    });
  });

  it('names the place of a block it refuses', async () => {
    const blocks = Array.from({ length: 51 }, () => ({ type: 'divider' }));
    const answer = await client.call('chat.postMessage', { channel: finops, text: 'x', blocks });
    expect(answer).toMatchObject({
      error: 'invalid_blocks',
      response_metadata: { messages: ['[ERROR] no more than 50 items allowed [json-pointer:/blocks]'] },
    });
    const checked = await client.call('blocks.validate', { blocks });
    expect(checked).toMatchObject({ error: 'invalid_blocks', errors: [{ pointer: '/blocks' }] });
    expect(await client.call('blocks.validate', { blocks: [{ type: 'divider' }] })).toMatchObject({
      ok: true,
    });
    const views = await client.call('blocks.validate', { view: { type: 'modal', blocks } });
    expect(views).toMatchObject({ ok: true });
    const long = Array.from({ length: 6 }, () => section('x'.repeat(2900)));
    expect(await client.call('chat.postMessage', { channel: finops, text: 'x', blocks: long })).toMatchObject(
      {
        error: 'msg_blocks_too_long',
      },
    );
    expect(client.playground.state().messages.filter((m) => m.bot_id)).toEqual([]);
  });

  it('gives realistic ids, increasing timestamps and missing block ids', async () => {
    const button = { type: 'button', text: { type: 'plain_text', text: 'Go' } };
    const blocks = [{ type: 'actions', elements: [button] }];
    const first = await client.call('chat.postMessage', { channel: finops, text: 'a', blocks });
    const second = await client.call('chat.postMessage', { channel: finops, text: 'b' });
    expect(first.ts < second.ts).toBe(true);
    expect(first.ts).toMatch(/^\d{10}\.\d{6}$/);
    expect(first.channel).toMatch(/^C[A-Z0-9]{10}$/);
    expect(first.message.blocks[0]).toMatchObject({
      block_id: expect.stringMatching(/^.{5}$/),
      elements: [{ action_id: expect.stringMatching(/^.{5}$/) }],
    });
  });

  it('changes and deletes its own messages only', async () => {
    const { ts } = await client.call('chat.postMessage', {
      channel: finops,
      text: 'old',
      blocks: [section('old')],
    });
    await client.call('chat.update', { channel: finops, ts, blocks: [section('new')] });
    const message = () => client.playground.state().messages.find((m) => m.ts === ts);
    expect(message()).toMatchObject({ text: 'old', blocks: [section('new')] });
    expect(message()?.edited).toBeUndefined();
    await client.call('chat.update', { channel: finops, ts, text: 'newer' });
    expect(message()).toMatchObject({ text: 'newer', blocks: [], edited: { ts: expect.any(String) } });
    const foreign = client.playground.state().messages.find((m) => m.channel === finops && !m.bot_id)!;
    expect(await client.call('chat.update', { channel: finops, ts: foreign.ts, text: 'x' })).toMatchObject({
      error: 'cant_update_message',
    });
    await client.call('chat.delete', { channel: finops, ts });
    expect(message()).toBeUndefined();
    expect(await client.call('chat.delete', { channel: finops, ts })).toMatchObject({
      error: 'message_not_found',
    });
  });

  it('returns metadata in the history only when asked, and threads by their root', async () => {
    const metadata = { event_type: 'digest', event_payload: { slot: '2026-11-02' } };
    const root = await client.call('chat.postMessage', { channel: finops, text: 'digest', metadata });
    await client.call('chat.postMessage', { channel: finops, text: 'reply', thread_ts: root.ts });
    const history = (extra = {}) =>
      client.call('conversations.history', { channel: finops, limit: 1, ...extra });
    expect((await history()).messages).toEqual([expect.not.objectContaining({ metadata })]);
    expect((await history({ include_all_metadata: true })).messages[0]).toMatchObject({
      text: 'digest',
      metadata,
      reply_count: 1,
      thread_ts: root.ts,
    });
    const replies = await client.call('conversations.replies', { channel: finops, ts: root.ts });
    expect(replies.messages.map((m: { text: string }) => m.text)).toEqual(['digest', 'reply']);
  });

  it('shows a private message to one person, and keeps it from methods', async () => {
    const { playground } = client;
    const maya = playground.user('maya');
    const { message_ts } = await client.call('chat.postEphemeral', {
      channel: finops,
      user: maya,
      text: 'psst',
    });
    const seenBy = async (name: string) => {
      const response = await fetch(`${playground.url}/ui/state?user=${playground.user(name)}`);
      const view = (await response.json()) as { messages: { text: string }[] };
      return view.messages.some((m) => m.text === 'psst');
    };
    expect(await seenBy('maya')).toBe(true);
    expect(await seenBy('tomas')).toBe(false);
    expect(await client.call('chat.update', { channel: finops, ts: message_ts, text: 'x' })).toMatchObject({
      error: 'message_not_found',
    });
  });

  it('fails on purpose when told to', async () => {
    const { faults } = client.playground;
    faults.next('chat.postMessage', { error: 'invalid_blocks', when: (args) => 'blocks' in args, times: 2 });
    const post = (extra = {}) => client.call('chat.postMessage', { channel: finops, text: 'x', ...extra });
    expect(await post()).toMatchObject({ ok: true });
    expect(await post({ blocks: [section('x')] })).toMatchObject({ error: 'invalid_blocks' });
    expect(await post({ blocks: [section('x')] })).toMatchObject({ error: 'invalid_blocks' });
    expect(await post({ blocks: [section('x')] })).toMatchObject({ ok: true });
    faults.next('auth.test', { error: 'ratelimited', retryAfterS: 7 });
    expect(await client.call('auth.test')).toMatchObject({ status: 429, error: 'ratelimited' });
    faults.next('upload', { error: 'broken' });
    await expect(client.upload(new Uint8Array(10))).rejects.toThrow('file_not_found');
  });
});
