// Acks that come late or never, repeated deliveries, wrong signatures, reconnects, late answers.
import { afterEach, describe, expect, it } from 'vitest';
import { openStage, SCOPES, type Stage, type Way } from './demo_app.ts';
import { openClient } from './slack_client.ts';

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe.each<Way>(['socket', 'http'])('delivery by %s', (way) => {
  it('tells the person when the app does not answer in time', async () => {
    stage = await openStage(way, { ackDeadlineMs: 200 });
    const { app, playground } = stage;
    app.command('/slow', async ({ ack }) => {
      await pause(300);
      await ack().catch(() => {});
    });
    const user = playground.user('maya');
    const toast = playground.human.waitForEvent((e) => e.type === 'toast');
    const ack = await playground.human.slash({
      user,
      channel: playground.channel('finops').id,
      text: '/slow',
    });
    expect(ack).toMatchObject({ ok: false, error: 'operation_timeout' });
    expect(ack.ms).toBeGreaterThanOrEqual(190);
    expect(await toast).toMatchObject({
      toast: { user, text: '/slow failed: the app did not respond within 0.2 seconds.' },
    });
    await pause(150);
    const late = playground.state().journal.filter((e) => e.error === 'too_late');
    expect(late).toHaveLength(way === 'socket' ? 1 : 0);
  });

  it('delivers twice when an ack got lost', async () => {
    stage = await openStage(way);
    const { app, playground } = stage;
    const seen: (string | undefined)[] = [];
    app.event('app_mention', async ({ body }) => {
      seen.push(body.event_id);
    });
    playground.faults.deliverTwice(1);
    const channel = playground.channel('finops').id;
    await playground.human.mention({ user: playground.user('maya'), channel, text: 'hi' });
    await expect.poll(() => seen.length).toBe(2);
    expect(seen[0]).toBe(seen[1]);
  });

  it('shows an answer sent with the ack to the person alone', async () => {
    stage = await openStage(way);
    const { app, playground } = stage;
    app.command('/hello', async ({ ack }) => ack({ text: 'Hello yourself' }));
    const user = playground.user('tomas');
    await playground.human.slash({ user, channel: playground.channel('random').id, text: '/hello' });
    const message = await playground.human.waitForMessage((m) => m.text === 'Hello yourself');
    expect(message).toMatchObject({ ephemeralFor: user, channel: playground.channel('random').id });
  });

  it('replaces and deletes a message through the response_url of a click on it', async () => {
    stage = await openStage(way);
    const { app, playground } = stage;
    app.command('/ask', async ({ ack, respond }) => {
      await ack();
      const button = { type: 'button' as const, text: { type: 'plain_text' as const, text: 'Go' } };
      const elements = ['swap', 'drop'].map((action_id) => ({ ...button, action_id }));
      await respond({ text: 'Sure?', blocks: [{ type: 'actions', elements }] });
    });
    app.action('swap', async ({ ack, respond, body }) => {
      await ack();
      if (body.type !== 'block_actions') return;
      const block = { type: 'actions' as const, block_id: 'again', elements: [dropButton] };
      await respond({ text: 'Swapped', blocks: [block], replace_original: true });
    });
    app.action('drop', async ({ ack, respond }) => {
      await ack();
      await respond({ delete_original: true });
    });
    const user = playground.user('tomas');
    await playground.human.slash({ user, channel: playground.channel('finops').id, text: '/ask' });
    const asked = await playground.human.waitForMessage((m) => m.text === 'Sure?');
    await playground.human.click({ user, message: asked, action_id: 'swap' });
    const swapped = await playground.human.waitForMessage((m) => m.text === 'Swapped');
    expect(swapped).toMatchObject({ ts: asked.ts, ephemeralFor: user });
    await playground.human.click({ user, message: swapped, action_id: 'drop' });
    await expect.poll(() => playground.state().messages.some((m) => m.ts === asked.ts)).toBe(false);
  });
});

const dropButton = {
  type: 'button' as const,
  action_id: 'drop',
  text: { type: 'plain_text' as const, text: 'Drop' },
};

describe('delivery', () => {
  it('is refused by the app when the signature is wrong', async () => {
    stage = await openStage('http', {}, 'a wrong secret');
    const { app, playground } = stage;
    let isCalled = false;
    app.command('/usage-report', async ({ ack }) => {
      isCalled = true;
      await ack();
    });
    const post = {
      user: playground.user('maya'),
      channel: playground.channel('finops').id,
      text: '/usage-report',
    };
    expect(await playground.human.slash(post)).toMatchObject({ ok: false, error: 'http_error_401' });
    expect(isCalled).toBe(false);
  });

  it('says so when nobody is connected', async () => {
    const { playground } = await openClient();
    const toast = playground.human.waitForEvent((e) => e.type === 'toast');
    const post = {
      user: playground.user('maya'),
      channel: playground.channel('finops').id,
      text: '/usage-report',
    };
    expect(await playground.human.slash(post)).toMatchObject({ ok: false, error: 'dispatch_failed' });
    expect(await toast).toMatchObject({ toast: { text: '/usage-report failed: the app is not connected.' } });
    await playground.close();
  });

  it('survives a refresh of the socket', async () => {
    stage = await openStage('socket');
    const { app, playground } = stage;
    app.command('/ping', async ({ ack }) => ack());
    const gone = playground.human.waitForEvent((e) => e.type === 'connection' && !e.appConnected);
    playground.refreshSockets();
    await gone;
    await playground.whenConnected();
    const post = { user: playground.user('maya'), channel: playground.channel('finops').id, text: '/ping' };
    expect((await playground.human.slash(post)).ok).toBe(true);
  });

  it('allows five late answers within half an hour', async () => {
    let now = new Date('2026-11-02T08:00:00Z');
    stage = await openStage('socket', { clock: () => now });
    const { app, playground } = stage;
    const urls: string[] = [];
    app.command('/url', async ({ ack, command }) => {
      urls.push(command.response_url);
      await ack();
    });
    const post = { user: playground.user('maya'), channel: playground.channel('finops').id, text: '/url' };
    const answer = async (url: string) =>
      (await fetch(url, { method: 'POST', body: JSON.stringify({ text: 'late' }) })).status;
    await playground.human.slash(post);
    const statuses = [];
    for (let use = 0; use < 6; use += 1) statuses.push(await answer(urls[0]!));
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
    await playground.human.slash(post);
    now = new Date('2026-11-02T08:31:00Z');
    expect(await answer(urls[1]!)).toBe(404);
  });

  it('keeps an event from an app that lacks its scope or was not invited', async () => {
    const { playground } = await openClient({ manifestScopes: SCOPES.filter((s) => s !== 'im:history') });
    const user = playground.user('maya');
    expect(await playground.human.dm({ user, text: 'hi' })).toMatchObject({ ok: true, ms: 0 });
    const channel = playground.channel('random').id;
    await playground.human.mention({ user, channel, text: 'hi' });
    const note = playground.state().messages.at(-1);
    expect(note).toMatchObject({ channel, ephemeralFor: user });
    expect(note?.text).toContain('`/invite @usage-copilot`');
    expect(playground.state().journal).toEqual([]);
    await playground.close();
  });

  it('reaches an app once it is invited, and says who can be', async () => {
    const { playground } = await openClient();
    const user = playground.user('maya');
    const channel = playground.channel('random').id;
    const invite = async (whom: string) => {
      await playground.human.slash({ user, channel, text: `/invite ${whom}` });
      return playground.state().messages.at(-1);
    };
    expect((await invite('@nobody'))?.text).toContain('`/invite @usage-copilot`');
    expect(playground.channel('random').app_is_member).toBe(false);
    expect(await invite('@usage-copilot')).toMatchObject({ subtype: 'channel_join', channel });
    expect(playground.channel('random').app_is_member).toBe(true);
    expect(await invite('@usage-copilot')).toMatchObject({ ephemeralFor: user });
    await playground.close();
  });
});
