// The main story against the real Bolt app, by Socket Mode and by signed HTTP.
import type { App } from '@slack/bolt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imageBlocks, openStage, type Stage, uploadPixel, type Way } from './demo_app.ts';

const NASTY = '<!channel> & *bold* <script>alert(1)</script>';

function addListeners(app: App): void {
  app.command('/usage-report', async ({ ack, command, client, respond }) => {
    await ack();
    const id = await uploadPixel(app);
    await client.chat.postMessage({
      channel: command.channel_id,
      text: `Report for ${command.text}`,
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: NASTY } },
        ...imageBlocks(id),
        {
          type: 'actions',
          block_id: 'chips',
          elements: [
            {
              type: 'button',
              action_id: 'chip:explain',
              text: { type: 'plain_text', text: 'Explain' },
              value: 'v1',
            },
            {
              type: 'static_select',
              action_id: 'pick',
              options: [
                { text: { type: 'plain_text', text: 'Ledger' }, value: 'job:1' },
                { text: { type: 'plain_text', text: 'Reco' }, value: 'job:2' },
              ],
            },
          ],
        },
      ],
    });
    await respond('Posted for you.');
  });
  app.action(/^chip:/, async ({ ack, action, body, client }) => {
    await ack();
    if (body.type !== 'block_actions' || action.type !== 'button') return;
    const thread_ts = body.container.message_ts;
    const channel = body.channel?.id ?? '';
    const { ts = '' } = await client.chat.postMessage({ channel, thread_ts, text: 'Reading ...' });
    await client.chat.update({ channel, ts, text: `Answer to ${action.value}` });
    await client.views.open({
      trigger_id: body.trigger_id,
      view: {
        type: 'modal',
        callback_id: 'form',
        private_metadata: channel,
        title: { type: 'plain_text', text: 'More' },
        submit: { type: 'plain_text', text: 'Send' },
        blocks: [
          {
            type: 'input',
            block_id: 'days',
            label: { type: 'plain_text', text: 'Days' },
            element: { type: 'plain_text_input', action_id: 'n' },
          },
        ],
      },
    });
  });
  app.action('pick', async ({ ack, action, respond }) => {
    await ack();
    if (action.type !== 'static_select') return;
    await respond({ text: `Picked ${action.selected_option.text.text}`, response_type: 'in_channel' });
  });
  app.view('form', async ({ ack, view, client }) => {
    const value = view.state.values.days?.n?.value ?? '';
    if (!/^\d+$/.test(value)) {
      await ack({ response_action: 'errors', errors: { days: 'A number, please' } });
      return;
    }
    await ack();
    await client.chat.postMessage({ channel: view.private_metadata, text: `Last ${value} days` });
  });
  app.event('app_mention', async ({ event, say }) => {
    await say({ text: `You said: ${event.text}`, thread_ts: event.ts });
  });
  app.message(async ({ message, say }) => {
    if (message.subtype === undefined) await say(`Direct: ${message.text}`);
  });
}

describe.each<Way>(['socket', 'http'])('by %s', (way) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(way);
    addListeners(stage.app);
  });
  afterAll(() => stage.close());

  it('goes from a command to a picture, a click, a reply and a submitted form', async () => {
    const { human, user, channel } = stage.playground;
    const maya = user('maya');
    const place = channel('finops').id;

    const ack = await human.slash({
      user: maya,
      channel: place,
      text: '/usage-report job_cost last 14 days',
    });
    expect(ack.ok).toBe(true);
    const report = await human.waitForMessage((m) => m.text === 'Report for job_cost last 14 days');
    expect(report.user).toBe(stage.playground.state().app.user);
    expect(report.blocks[1]).toMatchObject({
      type: 'image',
      slack_file: { id: expect.stringMatching(/^F/) },
    });
    const note = await human.waitForMessage((m) => m.text === 'Posted for you.');
    expect(note.ephemeralFor).toBe(maya);

    const click = await human.click({ user: maya, message: report, action_id: 'chip:explain' });
    expect(click.ok).toBe(true);
    const reply = await human.waitForMessage((m) => m.text === 'Answer to v1');
    expect(reply.thread_ts).toBe(report.ts);
    expect(reply.edited).toBeDefined();
    const root = await human.waitForMessage((m) => m.ts === report.ts);
    expect(root).toMatchObject({ reply_count: 1, latest_reply: reply.ts });

    const modal = await human.waitForModal((m) => m.callback_id === 'form');
    const state = (value: string) => ({ days: { n: { type: 'plain_text_input', value } } });
    const errors = human.waitForEvent((e) => e.type === 'view_errors');
    await human.submitView({ user: maya, view_id: modal.id, state: state('many') });
    expect(await errors).toMatchObject({ view_id: modal.id, errors: { days: 'A number, please' } });
    expect(stage.playground.state().modals[maya]).toHaveLength(1);
    await human.submitView({ user: maya, view_id: modal.id, state: state('7') });
    await human.waitForMessage((m) => m.text === 'Last 7 days');
    expect(stage.playground.state().modals[maya]).toEqual([]);
  });

  it('tells the app which option was chosen, with its text', async () => {
    const { human, user } = stage.playground;
    const report = await human.waitForMessage((m) => m.text.startsWith('Report for'));
    await human.select({ user: user('tomas'), message: report, action_id: 'pick', value: 'job:2' });
    const message = await human.waitForMessage((m) => m.text === 'Picked Reco');
    expect(message.ephemeralFor).toBeUndefined();
    const gone = human.select({ user: user('tomas'), message: report, action_id: 'pick', value: 'job:9' });
    await expect(gone).rejects.toThrow('no_such_option');
  });

  it('brings mentions and direct messages to the app', async () => {
    const { human, user, channel } = stage.playground;
    await human.mention({ user: user('priya'), channel: channel('data-platform').id, text: 'hello' });
    const answer = await human.waitForMessage((m) => m.text.startsWith('You said: '));
    expect(answer.text).toContain('hello');
    await human.dm({ user: user('priya'), text: 'are you there' });
    const direct = await human.waitForMessage((m) => m.text === 'Direct: are you there');
    expect(direct.channel).toBe(channel('priya').id);
  });

  it('keeps text exactly as the app sent it', async () => {
    const { human } = stage.playground;
    const report = await human.waitForMessage((m) => m.text.startsWith('Report for'));
    expect(report.blocks[0]).toMatchObject({ text: { text: NASTY } });
  });

  it('writes calls, envelopes and acks into the journal', async () => {
    const entries = stage.playground.state().journal;
    const slash = entries.find((e) => e.kind === 'envelope' && e.name === 'slash_commands');
    const ack = entries.find((e) => e.kind === 'ack' && e.envelope_id === slash?.envelope_id);
    expect(ack).toMatchObject({ ok: true, ms: expect.any(Number) });
    const post = entries.find((e) => e.kind === 'api' && e.name === 'chat.postMessage');
    expect(post?.request).toMatchObject({
      blocks: [{ type: 'header' }, { type: 'image' }, { type: 'actions' }],
    });
    expect(JSON.stringify(entries)).not.toContain(stage.playground.botToken);
  });
});
