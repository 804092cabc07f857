// Clicks: once each, in the right thread, never silent, and only for those who may.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '#src/lib/errors.ts';
import type { Message } from '#src/playground/state.ts';
import type { Core } from '#src/slack/core.ts';
import { openState } from '#src/store/state/state_store.ts';
import { jobAnswer, traceOf } from '../blocks/samples.ts';
import { type Harness, startHarness, startReplica, TRANSPORTS } from './harness.ts';
import { people, says, settle } from './people.ts';

const WHAT_CHANGED = 'chip:diagnose.what_changed';

function twice(p: ReturnType<typeof people>, message: Message): Promise<unknown> {
  const click = () => p.human.click({ user: p.user, message, action_id: WHAT_CHANGED });
  return Promise.all([click(), click()]);
}

describe.each(TRANSPORTS)('clicking over %s', (transport) => {
  let h: Harness;
  let p: ReturnType<typeof people>;
  beforeAll(async () => {
    h = await startHarness(transport);
    p = people(h);
  });
  afterAll(() => h.close());

  it('gives one answer to a double click and to a repeated delivery', async () => {
    const card = await p.card();
    h.playground.faults.deliverTwice(1);
    await p.after(() => twice(p, card), 'figures verified');
    await settle();
    expect(p.all('figures verified')).toHaveLength(1);
    expect(p.all('Reading').length).toBe(0);
  });

  it('answers a chip from "More" like any other', async () => {
    const card = await p.card();
    const answer = await p.pick(card, 'more:diagnose', 'diagnose.utilization', 'figures verified');
    expect(answer.thread_ts).toBe(card.thread_ts);
  });

  it('goes one step on from a card', async () => {
    const card = await p.card();
    const next = await p.pick(card, 'drill:0', 'job_run:881', 'Understand');
    expect(next.thread_ts).toBe(card.thread_ts);
  });

  it('shows how a report is measured, in the thread', async () => {
    const card = await p.card();
    const answer = await p.press(card, WHAT_CHANGED, 'figures verified');
    const page = await p.press(answer, 'how_measured', 'How it is measured');
    expect(page.thread_ts).toBe(card.thread_ts);
  });

  it('stores a weekly schedule once and says so', async () => {
    const report = await p.report();
    const said = await p.press(report, 'chip:monitor.send_weekly', 'every Monday at 09:00 (Europe/Berlin)');
    expect(said.thread_ts).toBe(report.ts);
    const request = { report: 'job_cost', raw: { last: '30' } };
    expect(h.state.schedules.list()).toMatchObject([
      { cron: '0 9 * * 1', target: p.channel, request, createdBy: p.user },
    ]);
    await p.press(await p.report(), 'chip:monitor.send_weekly', 'is already sent here');
    expect(h.state.schedules.list()).toHaveLength(1);
    const stopped = await p.press(said, 'stop_weekly', 'no longer sent here');
    expect(stopped.thread_ts).toBe(report.ts);
    expect(h.state.schedules.list()).toEqual([]);
  });

  it('can be ended from what is sent, and says when the data are old', async () => {
    await p.press(await p.report(), 'chip:monitor.send_weekly', 'every Monday at 09:00');
    const [schedule] = h.state.schedules.list();
    const send = () => h.app.postReport(p.channel, 'job_cost', { last: '30' }, 'S1 slot', schedule!.id);
    const sent = await p.after(send, 'Sent here Mondays at 09:00 (Europe/Berlin)');
    expect(JSON.stringify(sent.blocks)).toMatch(/The data end on 31 Oct.*, \d+ days ago/);
    await p.press(sent, 'stop_weekly', 'no longer sent here');
    expect(h.state.schedules.list()).toEqual([]);
    const after = await p.after(send, 'jobs make');
    expect(JSON.stringify(after.blocks)).not.toContain('stop_weekly');
  });

  it('answers stale and unknown buttons privately', async () => {
    const value = '{"v":0,"old":true}';
    const stale = [
      { type: 'button', action_id: WHAT_CHANGED, text: { type: 'plain_text', text: 'Old chip' }, value },
      { type: 'button', action_id: 'gone_feature', text: { type: 'plain_text', text: 'Gone' }, value },
    ];
    const option = { text: { type: 'plain_text', text: 'Old job' }, value: 'job:1' };
    const menu = { type: 'static_select', action_id: 'pick_entity', options: [option] };
    const blocks = [
      { type: 'actions', elements: stale },
      { type: 'actions', block_id: 'menu|0|job_cost', elements: [menu] },
    ] as never;
    const posted = await h.app.client.chat.postMessage({ channel: p.channel, text: 'old message', blocks });
    const message = { channel: p.channel, ts: posted.ts! };
    for (const action_id of [WHAT_CHANGED, 'gone_feature']) {
      const click = () => p.human.click({ user: p.user, message, action_id });
      expect((await p.after(click, 'made by another version')).ephemeralFor).toBe(p.user);
    }
    const choose = () => p.human.select({ user: p.user, message, action_id: 'pick_entity', value: 'job:1' });
    expect((await p.after(choose, 'made by another version')).ephemeralFor).toBe(p.user);
  });
});

describe('an answer that takes a while', () => {
  it('says what it is doing, then is the only message', async () => {
    let finish = () => {};
    const reading = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const answer: Core['answer'] = async ({ onProgress }) => {
      onProgress?.('Reading 31 runs ...');
      await reading;
      return jobAnswer();
    };
    const h = await startHarness('socket', { core: { answer } });
    const p = people(h);
    const line = await p.press(await p.card(), WHAT_CHANGED, 'Reading the facts');
    await p.human.waitForMessage((message) => message.text.includes('Reading 31 runs'));
    finish();
    const final = await p.human.waitForMessage(
      (message) => message.ts === line.ts && says('verified')(message),
    );
    expect(final.ts).toBe(line.ts);
    await h.close();
  });
});

describe('an answer that does not come', () => {
  it('is said privately, leaves no progress line, and can be asked for again at once', async () => {
    let fail = true;
    const answer = async () => {
      if (!fail) return jobAnswer();
      fail = false;
      throw new UserError({ code: 'entity_gone', message: 'This job is no longer in the data.' });
    };
    const h = await startHarness('socket', { core: { answer } });
    const p = people(h);
    const card = await p.card();
    expect((await p.press(card, WHAT_CHANGED, 'no longer in the data')).ephemeralFor).toBe(p.user);
    expect(p.all('Reading the facts')).toEqual([]);
    await p.press(card, WHAT_CHANGED, 'figures verified');
    await h.close();
  });

  it('for a reason of ours carries a reference that is in the log', async () => {
    const lines: string[] = [];
    const error = (_message: string, fields?: object) => void lines.push(JSON.stringify(fields));
    const log = { debug() {}, info() {}, warn() {}, error };
    const answer = () => Promise.reject(new TypeError('x is undefined'));
    const h = await startHarness('socket', { core: { answer }, log });
    const p = people(h);
    const said = await p.press(await p.card(), WHAT_CHANGED, 'Something went wrong on our side');
    const reference = /reference ([0-9a-f]{6})/.exec(said.text)?.[1];
    expect(said.text).not.toContain('undefined');
    expect(lines.some((line) => line.includes(reference!) && line.includes('x is undefined'))).toBe(true);
    await h.close();
  });
});

describe('debug details', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'debug-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'state.db');

  it('are refused to others, and survive a restart, with long parts as files', async () => {
    const answer = async () => ({ ...jobAnswer(), trace: traceOf('Explain. '.repeat(1000)) });
    const first = await startHarness('socket', {
      core: { answer },
      config: { admins: ['UADMIN'] },
      state: openState(file),
    });
    let p = people(first);
    const refusedAt = await p.press(await p.card(), WHAT_CHANGED, 'figures verified');
    const refusal = await p.press(refusedAt, 'debug_details', 'only the administrators');
    expect(refusal.ephemeralFor).toBe(p.user);
    const value = refusedAt.blocks.flatMap(
      (b) => (b.elements ?? []) as { action_id?: string; value?: string }[],
    );
    const answerId = value.find((element) => element.action_id === 'debug_details')?.value ?? '';
    await first.close();

    const second = await startHarness('socket', { state: openState(file) });
    p = people(second);
    const report = await p.report();
    const button = {
      type: 'button',
      action_id: 'debug_details',
      text: { type: 'plain_text', text: 'Debug' },
    };
    const blocks = [{ type: 'actions', elements: [{ ...button, value: answerId }] }] as never;
    const old = await second.app.client.chat.postMessage({
      channel: p.channel,
      thread_ts: report.ts,
      text: 'the answer of before',
      blocks,
    });
    const message = { channel: p.channel, ts: old.ts! };
    const click = () => p.human.click({ user: p.user, message, action_id: 'debug_details' });
    const details = await p.after(click, 'SQL with parameters');
    expect(details.thread_ts).toBe(report.ts);
    const upload = await p.human.waitForMessage((m) => m.files.length > 0);
    expect(upload.thread_ts).toBe(report.ts);
    expect(upload.files.map((f) => f.name)).toEqual(['prompt_user.txt']);
    await second.close();
  });
});

describe('two replicas', () => {
  it('give one answer to one click, whoever gets it', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'replicas-'));
    const file = path.join(folder, 'state.db');
    const [one, two] = [openState(file), openState(file)];
    const h = await startHarness('socket', { state: one });
    const other = await startReplica(h.playground, two);
    const p = people(h);
    const card = await p.card();
    h.playground.faults.deliverTwice(2);
    await p.after(() => twice(p, card), 'figures verified');
    await settle();
    expect(p.all('figures verified')).toHaveLength(1);
    await other.stop();
    await h.close();
    two.close();
    rmSync(folder, { recursive: true });
  });
});
