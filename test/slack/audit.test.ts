// The log of answers as people meet it in Slack: kept, replayed, looked behind, voted on, forgotten, and never in the way of an answer.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnswerBody } from '#src/copilot/audit/audit_log.ts';
import { replay } from '#src/copilot/audit/replay.ts';
import { verifyChain } from '#src/copilot/audit/verify_chain.ts';
import { type Log, silentLog } from '#src/lib/log.ts';
import { openState } from '#src/store/state/state_store.ts';
import { digest } from '../blocks/samples.ts';
import { answering, CHIP, idOf, textOf } from './answering.ts';
import { type Harness, startHarness, TRANSPORTS } from './harness.ts';
import { people, settle } from './people.ts';

describe.each(TRANSPORTS)('the log of answers over %s', (transport) => {
  let h: Harness;
  let p: ReturnType<typeof people>;
  beforeAll(async () => {
    h = await startHarness(transport, { core: { answer: answering() } });
    p = people(h);
  });
  afterAll(() => h.close());

  const ask = async () => p.press(await p.card(), CHIP, 'figures verified');
  const kinds = (id: string) => h.state.audit.ofAnswer(id).map((row) => row.kind);

  it('keeps an answer with who asked, what was said and where it stands', async () => {
    const answer = await ask();
    const team = h.playground.state().team.id;
    await expect.poll(() => kinds(idOf(answer))).toEqual(['answer', 'posted']);
    const [given, posted] = h.state.audit.ofAnswer(idOf(answer));
    expect(given).toMatchObject({ kind: 'answer', actor: `slack:${team}/${p.user}`, entity: 'job:1042' });
    expect(JSON.parse(given!.body!) as AnswerBody).toMatchObject({
      chip: 'diagnose.what_changed',
      text: 'as text',
    });
    expect(JSON.parse(posted!.body!)).toEqual({ where: `slack:${team}/${p.channel}`, ts: answer.ts });
    expect(textOf(answer)).toContain(
      '17/17 figures verified · diagnose.what_changed@1 · 7be1d0 · no model · data to',
    );
    expect(verifyChain(h.state.audit.all()).problems).toEqual([]);
  });

  it('replays an answer once for a double click, then on the data of today', async () => {
    const answer = await ask();
    const click = () => p.human.click({ user: p.user, message: answer, action_id: 'replay' });
    const same = await p.after(() => Promise.all([click(), click()]), 'Replay: the same');
    expect(same.thread_ts).toBe(answer.thread_ts);
    expect(textOf(same)).toContain(idOf(answer));
    await settle();
    expect(p.all(`answer ${idOf(answer)}`)).toHaveLength(1);
    const today = await p.press(same, 'replay_today', 'one fact differs');
    expect(today.thread_ts).toBe(answer.thread_ts);
    const table = today.blocks.find((block) => block.type === 'table');
    expect(JSON.stringify(table)).toMatch(/total cost.*\$11,790.*\$12,004/);
  });

  it('keeps the words when Slack refuses the table of differences, and sends them as a file', async () => {
    const same = await p.press(await ask(), 'replay', 'Replay: the same');
    const when = (args: object) => JSON.stringify(args).includes('raw_text');
    h.playground.faults.next('chat.update', { error: 'invalid_blocks', when, times: 2 });
    h.playground.faults.next('chat.postMessage', { error: 'invalid_blocks', when, times: 2 });
    const said = await p.press(same, 'replay_today', 'one fact differs');
    expect(said.blocks.map((block) => block.type)).toEqual(['section', 'context']);
    const upload = await p.human.waitForMessage((m) =>
      m.files.some((f) => f.name === 'facts_that_differ.txt'),
    );
    expect(upload.thread_ts).toBe(said.thread_ts);
  });

  it('says of a forgotten answer that it was forgotten, whatever is pressed', async () => {
    const answer = await ask();
    const id = idOf(answer);
    await p.human.click({ user: p.user, message: answer, action_id: 'vote:down' });
    const form = await p.human.waitForModal((modal) => modal.callback_id === 'vote_reason');
    expect(h.state.audit.forget(id, { actor: 'cli', reason: 'asked' })).toBe(true);
    const rows = kinds(id);
    for (const action_id of ['replay', 'debug_details', 'vote:up']) {
      const click = () => p.human.click({ user: p.user, message: answer, action_id });
      expect((await p.after(click, 'was forgotten')).ephemeralFor).toBe(p.user);
    }
    const state = { words: { value: { type: 'plain_text_input', value: 'too late' } } };
    const submit = () => p.human.submitView({ user: p.user, view_id: form.id, state });
    expect((await p.after(submit, 'was forgotten')).ephemeralFor).toBe(p.user);
    expect(kinds(id)).toEqual(rows);
  });

  it('answers buttons of an answer it does not know', async () => {
    const button = (action_id: string) => ({
      type: 'button',
      action_id,
      text: { type: 'plain_text', text: action_id },
      value: '0000000000000000',
    });
    const blocks = [
      { type: 'actions', elements: ['replay', 'replay_today', 'vote:up'].map(button) },
    ] as never;
    const old = await h.app.client.chat.postMessage({ channel: p.channel, text: 'old answer', blocks });
    const message = { channel: p.channel, ts: old.ts! };
    for (const [action_id, said] of [
      ['replay', 'No answer 0000000000000000'],
      ['vote:up', 'is not in the audit log'],
    ] as const) {
      const click = () => p.human.click({ user: p.user, message, action_id });
      expect((await p.after(click, said)).ephemeralFor).toBe(p.user);
    }
  });

  it('keeps digests and planned reports once each, by schedule, and a digest asked for by person', async () => {
    const before = [...h.state.audit.all()].length;
    const rows = () => [...h.state.audit.all()].slice(before);
    await h.app.postDigest(p.channel, digest(), 'digest:settings|2026-11-02 08:00:00|C1');
    await h.app.postReport(p.channel, 'job_cost', { last: '30' }, 'S1|2026-11-02 09:00:00|C1');
    const of = ({ kind, actor, entity }: ReturnType<typeof rows>[number]) => [kind, actor, entity];
    expect(rows().map(of)).toEqual([
      ['answer', 'schedule:digest:settings', 'report:digest'],
      ['posted', 'schedule:digest:settings', 'report:digest'],
      ['answer', 'schedule:S1', 'report:job_cost'],
      ['posted', 'schedule:S1', 'report:job_cost'],
    ]);
    await h.app.postReport(p.channel, 'job_cost', { last: '30' }, 'S1|2026-11-02 09:00:00|C1');
    expect(rows().filter((row) => row.kind === 'answer')).toHaveLength(2);
    await p.after(() => p.slash('digest'), 'above a usual Saturday');
    await settle();
    expect(rows().at(-1)!.actor).toMatch(new RegExp(`^slack:.+/${p.user}$`));
    expect(rows().at(-1)).toMatchObject({ kind: 'posted', entity: 'report:digest' });
    expect(() => replay(h.state, rows()[0]!.answer_id)).toThrow('is a digest: no prompt stood behind it');
    expect(verifyChain(h.state.audit.all()).problems).toEqual([]);
  });
});

describe('an answer whose evidence is not what the log says', () => {
  it('is replayed as not the same', async () => {
    const h = await startHarness('socket', { core: { answer: answering(false) } });
    const p = people(h);
    const answer = await p.press(await p.card(), CHIP, 'figures verified');
    expect(textOf(await p.press(answer, 'replay', 'Replay: not the same'))).toContain('(different)');
    await h.close();
  });
});

describe('administrators', () => {
  it('alone may look behind an answer or replay it; everyone may vote', async () => {
    const h = await startHarness('socket', { core: { answer: answering() }, config: { admins: ['UADMIN'] } });
    const p = people(h);
    const answer = await p.press(await p.card(), CHIP, 'figures verified');
    for (const action_id of ['replay', 'debug_details'])
      expect((await p.press(answer, action_id, 'only the administrators')).ephemeralFor).toBe(p.user);
    await p.press(answer, 'vote:up', 'Your vote is counted');
    await h.close();
  });
});

describe('a log that cannot be written', () => {
  it('costs the record, not the answer, and both the reader and the operator are told', async () => {
    const errors: string[] = [];
    const log: Log = { ...silentLog, error: (message) => void errors.push(message) };
    const state = openState(':memory:');
    const full = {
      ...state,
      audit: {
        ...state.audit,
        append: () => {
          throw new Error('database or disk is full');
        },
      },
    };
    const h = await startHarness('socket', { core: { answer: answering() }, state: full, log });
    const p = people(h);
    const answer = await p.press(await p.card(), CHIP, 'figures verified');
    expect(textOf(answer)).toContain('could not be written into the audit log');
    expect(textOf(answer)).not.toMatch(/"(replay|debug_details|vote:up)"/);
    expect(errors).toEqual(['An answer is not in the audit log']);
    expect(await h.app.postDigest(p.channel, digest(), 'S1|slot|C1')).toMatch(/^\d+\.\d+$/);
    await h.close();
  });
});
