// Slack misbehaving: the message survives a refused picture, a failed upload, a rate limit and a failed edit.
import { describe, expect, it } from 'vitest';
import { digest } from '../blocks/samples.ts';
import { type Harness, type HarnessOptions, startHarness, tinyPng } from './harness.ts';
import { people, settle } from './people.ts';

async function withHarness(
  options: HarnessOptions,
  work: (h: Harness, p: ReturnType<typeof people>) => Promise<void>,
): Promise<void> {
  const h = await startHarness('socket', options);
  try {
    await work(h, people(h));
  } finally {
    await h.close();
  }
}

const calls = (h: Harness, name: string) =>
  h.playground.state().journal.filter((entry) => entry.kind === 'api' && entry.name === name);
const hasImage = (blocks: readonly { readonly type: string }[]) => blocks.some((b) => b.type === 'image');
const hasTable = (blocks: readonly { readonly type: string }[]) => blocks.some((b) => b.type === 'table');
const refusal = {
  error: 'invalid_blocks',
  extra: {
    response_metadata: { messages: ['[ERROR] invalid slack file [json-pointer:/blocks/3/slack_file]'] },
  },
  when: (args: object) => JSON.stringify(args).includes('slack_file'),
};

describe('the chart', () => {
  it('is waited for while Slack processes it', async () => {
    await withHarness({ playground: { fileReadyAfterMs: 400 } }, async (h, p) => {
      const report = await p.report();
      expect(hasImage(report.blocks)).toBe(true);
      const attempts = calls(h, 'chat.postMessage');
      expect(attempts.length).toBeGreaterThan(1);
      expect(attempts.filter((entry) => entry.ok)).toHaveLength(1);
    });
  });

  it('is uploaded once, and again when Slack no longer has it', async () => {
    await withHarness({}, async (h, p) => {
      await p.report();
      await p.report('job_cost last 7 days');
      expect(calls(h, 'files.getUploadURLExternal')).toHaveLength(1);
      h.playground.faults.next('chat.postMessage', { ...refusal });
      expect(hasImage((await p.report('job_cost last 14 days')).blocks)).toBe(true);
      expect(calls(h, 'files.getUploadURLExternal')).toHaveLength(2);
    });
  });

  it('that Slack refuses for good becomes a table, and can be tried again', async () => {
    await withHarness({ core: { renderChart: async () => pictureOf('never') } }, async (h, p) => {
      h.playground.faults.next('chat.postMessage', { ...refusal, extra: {}, times: 1 });
      const report = await p.report();
      expect([hasImage(report.blocks), hasTable(report.blocks)]).toEqual([false, true]);
      expect(JSON.stringify(report.blocks)).toContain('Slack refused the file');
      const again = await p.press(report, 'try_again', 'jobs make');
      expect(hasImage(again.blocks)).toBe(true);
      expect(again.thread_ts).toBeUndefined();
    });
  });

  it('whose upload fails becomes a table', async () => {
    await withHarness({}, async (h, p) => {
      h.playground.faults.next('files.completeUploadExternal', { error: 'internal_error', times: 9 });
      const report = await p.report();
      expect(hasTable(report.blocks)).toBe(true);
      expect(JSON.stringify(report.blocks)).toContain('the upload failed');
    });
  });

  it('that cannot be drawn becomes a table', async () => {
    const renderChart = () => Promise.reject(new Error('fonts are missing'));
    await withHarness({ core: { renderChart } }, async (_h, p) => {
      const report = await p.report();
      expect(JSON.stringify(report.blocks)).toContain('The chart could not be drawn.');
    });
  });

  it('and the table refused: the words still arrive', async () => {
    await withHarness({ core: { renderChart: () => Promise.reject(new Error('no')) } }, async (h, p) => {
      const when = (args: object) => JSON.stringify(args).includes('raw_text');
      h.playground.faults.next('chat.postMessage', { error: 'invalid_blocks', when });
      const report = await p.report();
      expect([hasImage(report.blocks), hasTable(report.blocks)]).toEqual([false, false]);
    });
  });
});

describe('posting', () => {
  it('waits for a rate limit to pass and posts once', async () => {
    await withHarness({}, async (h, p) => {
      h.playground.faults.next('chat.postMessage', { error: 'ratelimited', retryAfterS: 1 });
      await p.report();
      expect(calls(h, 'chat.postMessage').filter((entry) => entry.ok)).toHaveLength(1);
    });
  });

  it('that Slack leaves unclear is not repeated, and says so', async () => {
    await withHarness({ playground: {} }, async (h, p) => {
      h.playground.faults.next('chat.postMessage', { error: 'fatal_error' });
      const said = await p.after(() => p.slash('job_cost'), 'did not confirm');
      expect(said.ephemeralFor).toBe(p.user);
      expect(calls(h, 'chat.postMessage')).toHaveLength(1);
    });
  });

  it('an answer whose edit fails comes as a message, without the progress line', async () => {
    await withHarness({}, async (h, p) => {
      const card = await p.card();
      h.playground.faults.next('chat.update', { error: 'message_not_found', times: 9 });
      const answer = await p.press(card, 'chip:diagnose.what_changed', 'figures verified');
      expect(answer.thread_ts).toBe(card.thread_ts);
      await settle();
      expect(p.all('Reading')).toEqual([]);
    });
  });

  it('a form that comes too late says so', async () => {
    await withHarness({}, async (h, p) => {
      h.playground.faults.next('views.open', { error: 'expired_trigger_id' });
      const said = await p.after(() => p.slash(''), 'waited too long');
      expect(said.ephemeralFor).toBe(p.user);
    });
  });
});

describe('planned messages', () => {
  it('are found again by their occurrence', async () => {
    const manifestScopes = ['chat:write', 'files:write', 'commands', 'channels:history'];
    await withHarness({ playground: { manifestScopes } }, async (h, p) => {
      const ts = await h.app.postDigest(p.channel, digest(), 'S1 2026-11-02 08:00:00');
      const since = (Number(ts) - 60) * 1000;
      expect(await h.app.findPosted(p.channel, 'S1 2026-11-02 08:00:00', since)).toBe(ts);
      expect(await h.app.findPosted(p.channel, 'S1 2026-11-09 08:00:00', since)).toBeNull();
    });
  });

  it('say why they were not posted, and whether that is certain', async () => {
    await withHarness({}, async (h, p) => {
      const random = h.playground.channel('random').id;
      await expect(h.app.postDigest(random, digest(), 'S3')).rejects.toMatchObject({
        code: 'not_in_channel',
      });
      h.playground.faults.next('chat.postMessage', { error: 'internal_error' });
      await expect(h.app.postDigest(p.channel, digest(), 'S3')).rejects.toMatchObject({
        code: 'slack_unclear',
      });
    });
  });

  it('may be there or not when the app may not read the channel', async () => {
    await withHarness({ playground: { manifestScopes: ['chat:write', 'files:write'] } }, async (h, p) => {
      await h.app.postReport(p.channel, 'job_cost', { last: '30' }, 'S2 slot');
      expect(p.all('jobs make')).toHaveLength(1);
      expect(await h.app.findPosted(p.channel, 'S2 slot', 0)).toBe('unknown');
    });
  });
});

function pictureOf(hash: string) {
  return { png: tinyPng(), altText: 'Bars', hash };
}
