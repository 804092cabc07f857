import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '#src/playground/state.ts';
import { type Harness, startHarness, TRANSPORTS } from './harness.ts';

describe.each(TRANSPORTS)('the story over %s', (transport) => {
  let h: Harness;
  let user: string;
  let channel: string;
  beforeAll(async () => {
    h = await startHarness(transport);
    user = h.playground.user('maya');
    channel = h.playground.state().channels.find((c) => c.kind === 'channel' && c.app_is_member)!.id;
  });
  afterAll(() => h.close());

  const human = () => h.playground.human;
  const has = (text: string) => (message: Message) => JSON.stringify(message.blocks).includes(text);

  it('goes from the command to a report, a card, an answer and what stood behind it', async () => {
    const ack = await human().slash({ user, channel, text: '/usage-report job_cost last 30 days' });
    expect(ack.ok).toBe(true);
    const report = await human().waitForMessage(has('jobs make'));
    expect(report.blocks.find((block) => block.type === 'image')).toMatchObject({
      alt_text: 'Bars: cost per job',
    });

    await human().select({ user, message: report, action_id: 'pick_entity', value: 'job:1042' });
    const card = await human().waitForMessage(has('Understand'));
    expect(card.thread_ts).toBe(report.ts);

    await human().click({ user, message: card, action_id: 'chip:diagnose.what_changed' });
    const answer = await human().waitForMessage(has('17/17 figures verified'));
    expect(answer.thread_ts).toBe(report.ts);

    await human().click({ user, message: answer, action_id: 'debug_details' });
    const debug = await human().waitForMessage(has('SQL with parameters'));
    expect(JSON.stringify(debug.blocks)).toContain('SELECT job_id');
  });
});
