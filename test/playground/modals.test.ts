// Modals: who may open them and when, how deep they stack, what an app's answer does to them.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Modal } from '#src/playground/state.ts';
import { openStage, type Stage } from './demo_app.ts';
import { type Client, openClient } from './slack_client.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const form = (more = {}) => ({
  type: 'modal' as const,
  callback_id: 'form',
  title: plain('A form'),
  submit: plain('Send'),
  blocks: [
    {
      type: 'input' as const,
      block_id: 'days',
      label: plain('Days'),
      element: { type: 'plain_text_input' as const, action_id: 'n' },
    },
  ],
  ...more,
});
const typed = (value: string) => ({ days: { n: { type: 'plain_text_input', value } } });

describe('modals by method', () => {
  let client: Client;
  beforeEach(async () => {
    client = await openClient();
  });
  afterEach(async () => {
    vi.useRealTimers();
    await client.playground.close();
  });

  /** A command nobody answers still gives its trigger. */
  async function trigger(): Promise<string> {
    const { human, user, channel, state } = client.playground;
    await human.slash({ user: user('maya'), channel: channel('finops').id, text: '/usage-report' });
    return Object.keys(state().triggers).at(-1)!;
  }
  const stack = () => client.playground.state().modals[client.playground.user('maya')] ?? [];

  it('opens once per trigger, and within three seconds', async () => {
    const trigger_id = await trigger();
    expect(await client.call('views.open', { trigger_id, view: form() })).toMatchObject({
      ok: true,
      view: {
        id: expect.stringMatching(/^V/),
        type: 'modal',
        callback_id: 'form',
        title: { text: 'A form' },
      },
    });
    expect(await client.call('views.open', { trigger_id, view: form() })).toMatchObject({
      error: 'exchanged_trigger_id',
    });
    expect(await client.call('views.open', { trigger_id: 'G0', view: form() })).toMatchObject({
      error: 'invalid_trigger_id',
    });
    const late = await trigger();
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 3001);
    expect(await client.call('views.open', { trigger_id: late, view: form() })).toMatchObject({
      error: 'expired_trigger_id',
    });
    vi.restoreAllMocks();
    expect(stack()).toHaveLength(1);
  });

  it('stacks three at most', async () => {
    await client.call('views.open', { trigger_id: await trigger(), view: form() });
    const push = async () => client.call('views.push', { trigger_id: await trigger(), view: form() });
    const second = await push();
    expect(second.view.previous_view_id).toBe(stack()[0]!.id);
    expect(await push()).toMatchObject({ ok: true });
    expect(await push()).toMatchObject({ error: 'push_limit_reached' });
    expect(stack().map((m) => m.root_id)).toEqual(Array(3).fill(stack()[0]!.id));
  });

  it('refuses a title that Slack would refuse, and a form without a submit button', async () => {
    const trigger_id = await trigger();
    const long = await client.call('views.open', {
      trigger_id,
      view: form({ title: plain('x'.repeat(25)) }),
    });
    expect(long).toMatchObject({ error: 'invalid_arguments' });
    expect(long.response_metadata.messages[0]).toContain('/view/title/text');
    const { submit: _, ...mute } = form();
    expect(await client.call('views.open', { trigger_id, view: mute })).toMatchObject({
      error: 'invalid_arguments',
    });
    expect(stack()).toEqual([]);
  });

  it('updates by id, unless the hash is an old one', async () => {
    const { view } = await client.call('views.open', { trigger_id: await trigger(), view: form() });
    const update = (hash: string, title: string) =>
      client.call('views.update', { view_id: view.id, hash, view: form({ title: plain(title) }) });
    expect(await update(view.hash, 'Second')).toMatchObject({ ok: true });
    expect(await update(view.hash, 'Third')).toMatchObject({ error: 'hash_conflict' });
    expect(stack()).toMatchObject([{ id: view.id, title: 'Second' }]);
    expect(await client.call('views.update', { view_id: 'V0', view: form() })).toMatchObject({
      error: 'not_found',
    });
  });
});

describe('modals by hand', () => {
  let stage: Stage;
  let modal: Modal;
  const closed: unknown[] = [];
  beforeEach(async () => {
    stage = await openStage('socket');
    const { app, playground } = stage;
    app.command('/form', async ({ ack, client, command }) => {
      await ack();
      await client.views.open({ trigger_id: command.trigger_id, view: form({ notify_on_close: true }) });
    });
    app.view('form', async ({ ack, view }) => {
      const value = view.state.values.days?.n?.value ?? '';
      if (value === 'push') await ack({ response_action: 'push', view: form({ callback_id: 'second' }) });
      else if (value === 'update')
        await ack({ response_action: 'update', view: form({ title: plain('Other') }) });
      else if (value === 'bad')
        await ack({ response_action: 'update', view: form({ title: plain('x'.repeat(30)) }) });
      else await ack({ response_action: 'clear' });
    });
    app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack, body }) => {
      closed.push((body as { is_cleared?: boolean }).is_cleared);
      await ack();
    });
    const post = { user: playground.user('maya'), channel: playground.channel('finops').id, text: '/form' };
    await playground.human.slash(post);
    modal = await playground.human.waitForModal((m) => m.callback_id === 'form');
  });
  afterEach(() => stage.close());

  const submit = (value: string) =>
    stage.playground.human.submitView({ user: modal.user, view_id: modal.id, state: typed(value) });
  const titles = () => stage.playground.state().modals[modal.user]?.map((m) => m.title);

  it('asks for a required input before it asks the app', async () => {
    const errors = stage.playground.human.waitForEvent((e) => e.type === 'view_errors');
    const before = stage.playground.state().journal.length;
    await submit('');
    expect(await errors).toMatchObject({ errors: { days: 'Please fill in this field.' } });
    expect(stage.playground.state().journal).toHaveLength(before);
  });

  it('pushes, updates and clears as the app answers', async () => {
    await submit('update');
    expect(titles()).toEqual(['Other']);
    await submit('push');
    expect(titles()).toEqual(['Other', 'A form']);
    await submit('clear');
    expect(titles()).toEqual([]);
  });

  it('says when the answer cannot be shown, and keeps what is there', async () => {
    const toast = stage.playground.human.waitForEvent((e) => e.type === 'toast');
    await submit('bad');
    expect(await toast).toMatchObject({ toast: { level: 'error', user: modal.user } });
    expect(titles()).toEqual(['A form']);
  });

  it('tells an app that asked for it that the form was closed', async () => {
    const { human, user } = stage.playground;
    const foreign = human.closeView({ user: user('tomas'), view_id: modal.id });
    await expect(foreign).rejects.toThrow('view_not_found');
    await human.closeView({ user: modal.user, view_id: modal.id, clear: true });
    expect(titles()).toEqual([]);
    expect(closed.at(-1)).toBe(true);
  });
});
