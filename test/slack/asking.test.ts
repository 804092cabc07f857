// Asking for reports: the command, the form, mentions and direct messages, and what goes wrong with them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness, TRANSPORTS } from './harness.ts';
import { people } from './people.ts';

describe.each(TRANSPORTS)('asking over %s', (transport) => {
  let h: Harness;
  let p: ReturnType<typeof people>;
  beforeAll(async () => {
    h = await startHarness(transport);
    p = people(h);
  });
  afterAll(() => h.close());

  it('opens a form, keeps it open for impossible days, and posts what was chosen', async () => {
    await p.slash('');
    const modal = await p.human.waitForModal((m) => m.callback_id === 'report_picker');
    const option = { text: { type: 'plain_text', text: 'Job cost' }, value: 'job_cost' };
    const state = (from: string) => ({
      report: { value: { type: 'static_select', selected_option: option } },
      from: { value: { type: 'datepicker', selected_date: from } },
      to: { value: { type: 'datepicker', selected_date: '2026-10-31' } },
    });
    const refused = await p.human.submitView({ user: p.user, view_id: modal.id, state: state('2026-11-01') });
    expect(refused.body).toMatchObject({ errors: { from: 'The first day is after the last one.' } });
    const elsewhere = {
      ...state('2026-10-11'),
      workspace: { value: { type: 'plain_text_input', value: 'nowhere' } },
    };
    const unknown = await p.human.submitView({ user: p.user, view_id: modal.id, state: elsewhere });
    expect(unknown.body).toEqual({
      response_action: 'errors',
      errors: { workspace: 'There is no workspace "nowhere".' },
    });
    expect(p.all('There is no workspace')).toEqual([]);
    const submit = () => p.human.submitView({ user: p.user, view_id: modal.id, state: state('2026-10-11') });
    expect((await p.after(submit, 'Job cost · 11 to 31 Oct')).channel).toBe(p.channel);
  });

  it('explains itself privately', async () => {
    expect((await p.after(() => p.slash('help'), 'opens a form')).ephemeralFor).toBe(p.user);
  });

  it('answers a wrong word privately with the nearest report, one press away', async () => {
    const refusal = await p.after(() => p.slash('jobb_cost'), 'There is no report');
    expect(refusal.ephemeralFor).toBe(p.user);
    const report = await p.press(refusal, 'run_report', 'jobs make');
    expect(report.ephemeralFor).toBeUndefined();
  });

  it('opens the form from a wrong word too', async () => {
    const refusal = await p.after(() => p.slash('nonsense_everywhere'), 'nonsense_everywhere');
    await p.human.click({ user: p.user, message: refusal, action_id: 'all_reports' });
    await p.human.waitForModal((m) => m.callback_id === 'report_picker');
  });

  it('says privately what is wrong with a filter', async () => {
    expect(
      (await p.after(() => p.slash('job_cost workspace=nowhere'), 'There is no workspace')).ephemeralFor,
    ).toBe(p.user);
  });

  it('says privately that it is not in the channel, and how to change that', async () => {
    const random = h.playground.channel('random').id;
    const refusal = await p.after(() => p.slash('job_cost', random), 'I am not in this channel');
    expect(refusal).toMatchObject({ ephemeralFor: p.user, channel: random });
    expect(JSON.stringify(refusal.blocks)).toContain('/invite');
  });

  it('answers in a channel it was invited to', async () => {
    const general = h.playground.channel('random').id;
    await p.human.slash({ user: p.user, channel: general, text: '/invite @usage-copilot' });
    const ask = () => p.human.mention({ user: p.user, channel: general, text: 'hello there' });
    expect(await p.after(ask, 'Ask for a report')).toMatchObject({ channel: general });
  });

  it('posts a digest now', async () => {
    expect((await p.after(() => p.slash('digest'), 'yesterday')).channel).toBe(p.channel);
  });

  it('answers a mention in the thread where it was mentioned', async () => {
    const report = await p.report();
    const at = { user: p.user, channel: p.channel, thread_ts: report.ts };
    const ask = () => p.human.mention({ ...at, text: 'where is the spot risk?' });
    const reply = await p.after(ask, 'The nearest report is Spot risk');
    expect(reply.thread_ts).toBe(report.ts);
    const run = await p.press(reply, 'run_report', 'Spot risk');
    expect(run).toMatchObject({ thread_ts: report.ts });
  });

  it('runs a report that a mention names, in its thread', async () => {
    const ask = () => p.human.mention({ user: p.user, channel: p.channel, text: 'job_cost last month' });
    const report = await p.after(ask, 'jobs make');
    expect(report.thread_ts).toBeDefined();
    expect(JSON.stringify(report.blocks)).toContain('“last month” is 1 to 30 Sep.');
  });

  it('says privately what is wrong with a mention that names a report', async () => {
    const mention = (text: string) => () => p.human.mention({ user: p.user, channel: p.channel, text });
    const both = await p.after(
      mention('job_cost last 7 days last 9 days'),
      '"last 7 days" and "last 9 days"',
    );
    expect(both.ephemeralFor).toBe(p.user);
    const where = await p.after(mention('job_cost last 7 days workspace=nowhere'), 'There is no workspace');
    expect(where.ephemeralFor).toBe(p.user);
    expect(JSON.stringify(where.blocks)).toContain('/usage-report job_cost last 7 days workspace=prod');
    expect((await p.press(where, 'run_report:0', 'jobs make')).thread_ts).toBeDefined();
  });

  it('answers a direct message, and keeps the parameters it was given', async () => {
    const write = (text: string) => () => p.human.dm({ user: p.user, text });
    const report = await p.after(write('job_cost from 2026-10-20'), '20 to 31 Oct');
    expect(report.channel).toBe(h.playground.channel('maya').id);
    const reply = await p.after(
      write('jobcosts from 2026-10-21 workspace=prod'),
      'The nearest report is Job cost',
    );
    expect(JSON.stringify(reply.blocks)).toContain('/usage-report job_cost from=2026-10-21 workspace=prod');
    expect((await p.press(reply, 'run_report', 'jobs make')).text).toContain('21 to 31 Oct');
    expect((await p.after(write('hello'), 'Ask for a report')).blocks).toHaveLength(3);
    expect((await p.after(write('help me'), 'opens a form')).channel).toBe(report.channel);
  });

  it('keeps the filters of a report that is not there', async () => {
    const refusal = await p.after(() => p.slash('jobb_cost last 9 days workspace=dev'), 'There is no report');
    expect(JSON.stringify(refusal.blocks)).toContain('/usage-report job_cost last 9 days workspace=dev');
  });
});
