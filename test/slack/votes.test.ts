// Thumbs under an answer: one vote a person, changed at will, with a reason if they like, seen by nobody else.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyChain } from '#src/copilot/audit/verify_chain.ts';
import { countVotes } from '#src/copilot/audit/votes.ts';
import type { Message } from '#src/playground/state.ts';
import { answering, CHIP, idOf, textOf } from './answering.ts';
import { type Harness, startHarness, TRANSPORTS } from './harness.ts';
import { people, settle } from './people.ts';

describe.each(TRANSPORTS)('votes over %s', (transport) => {
  let h: Harness;
  let p: ReturnType<typeof people>;
  beforeAll(async () => {
    h = await startHarness(transport, { core: { answer: answering() } });
    p = people(h);
  });
  afterAll(() => h.close());

  const ask = async () => p.press(await p.card(), CHIP, 'figures verified');
  const kinds = (id: string) => h.state.audit.ofAnswer(id).map((row) => row.kind);
  const votes = (id: string) => countVotes(h.state.audit.ofAnswer(id));
  const thumb = (message: Message, which: 'up' | 'down', user = p.user) =>
    p.human.click({ user, message, action_id: `vote:${which}` });

  it('counts one vote a person, the newest, and tells nobody else', async () => {
    const answer = await ask();
    const id = idOf(answer);
    const tomas = h.playground.user('tomas');
    const said = await p.after(
      () => Promise.all([thumb(answer, 'up'), thumb(answer, 'up')]),
      'Your vote is counted',
    );
    expect(said.ephemeralFor).toBe(p.user);
    await settle();
    expect(p.all('Your vote is counted')).toHaveLength(1);
    await p.after(() => thumb(answer, 'up', tomas), 'Your vote is counted');
    expect([votes(id), kinds(id)]).toEqual([{ up: 2, down: 0 }, ['answer', 'posted', 'vote', 'vote']]);
    await thumb(answer, 'down');
    const form = await p.human.waitForModal((modal) => modal.callback_id === 'vote_reason');
    expect(form.user).toBe(p.user);
    await p.human.closeView({ user: p.user, view_id: form.id });
    expect(votes(id)).toEqual({ up: 1, down: 1 });
    await settle(600);
    const back = await p.after(() => thumb(answer, 'up'), 'takes the place of the one before');
    expect(back.ephemeralFor).toBe(p.user);
    expect(votes(id)).toEqual({ up: 2, down: 0 });
    expect(textOf(await p.press(answer, 'debug_details', 'Debug details'))).toContain('votes: 2 up, 0 down');
    expect(verifyChain(h.state.audit.all()).problems).toEqual([]);
  });

  it('says to a vote that is given again that it stands', async () => {
    const answer = await ask();
    await p.after(() => thumb(answer, 'up'), 'Your vote is counted');
    await settle(600);
    await p.after(() => thumb(answer, 'up'), 'Your vote stands');
    expect(kinds(idOf(answer))).toEqual(['answer', 'posted', 'vote']);
  });

  it('keeps the reason for a thumb down with the vote', async () => {
    const answer = await ask();
    await thumb(answer, 'down');
    const form = await p.human.waitForModal((modal) => modal.callback_id === 'vote_reason');
    const state = {
      reasons: {
        value: { type: 'checkboxes', selected_options: [{ value: 'figure' }, { value: 'no such' }] },
      },
      words: { value: { type: 'plain_text_input', value: '  October had 31 runs <!channel> ' } },
    };
    const submit = () => p.human.submitView({ user: p.user, view_id: form.id, state });
    const said = await p.after(submit, 'Your vote and its reason are kept');
    expect([said.ephemeralFor, said.thread_ts]).toEqual([p.user, answer.thread_ts]);
    const rows = h.state.audit.ofAnswer(idOf(answer)).filter((row) => row.kind === 'vote');
    expect(JSON.parse(rows.at(-1)!.body!)).toEqual({
      value: 'down',
      reason: 'October had 31 runs <!channel>',
      reasons: ['figure'],
    });
    expect(votes(idOf(answer))).toEqual({ up: 0, down: 1 });
  });

  it('counts a thumb down whose form comes too late', async () => {
    const answer = await ask();
    h.playground.faults.next('views.open', { error: 'expired_trigger_id' });
    await p.after(() => thumb(answer, 'down'), 'this answer did not help');
    expect(votes(idOf(answer))).toEqual({ up: 0, down: 1 });
  });
});
