import { afterEach, describe, expect, it } from 'vitest';
import type { Digest } from '#src/copilot/answer_types.ts';
import { type Log, silentLog } from '#src/lib/log.ts';
import { plainText } from '#src/reports/line.ts';
import { createScheduler } from '#src/scheduler/scheduler.ts';
import { openState } from '#src/store/state/state_store.ts';
import { withUsage } from '#test/fixtures/usage_fixture.ts';
import { account } from './digest/account.ts';
import { createChannel, MINUTE } from './rig.ts';

const DIGEST = { cron: '0 9 * * 1-5', zone: 'Europe/Berlin', target: 'C1' };
/** Five to nine in Berlin, on a Wednesday. */
const EARLY = Date.parse('2026-10-28T07:55:00Z');

const opened: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const scheduler of opened.splice(0)) await scheduler.stop();
});

function collecting() {
  const digests: Digest[] = [];
  const channel = createChannel();
  const postDigest = (target: string, digest: Digest, occurrence: string) => {
    digests.push(digest);
    return channel.postDigest(target, digest, occurrence);
  };
  return { digests, channel, outbox: { ...channel, postDigest } };
}

async function withScheduler(
  use: (parts: {
    readonly at: { ms: number };
    readonly state: ReturnType<typeof openState>;
    readonly scheduler: ReturnType<typeof createScheduler>;
    readonly sent: ReturnType<typeof collecting>;
  }) => Promise<void>,
  log: Log = silentLog,
): Promise<void> {
  await withUsage(account({ to: '2026-10-27' }), async (source) => {
    const at = { ms: EARLY };
    const clock = () => new Date(at.ms);
    const state = openState(':memory:', { clock });
    const sent = collecting();
    const scheduler = createScheduler({ state, source, outbox: sent.outbox, digest: DIGEST, log, clock });
    opened.push(scheduler);
    await use({ at, state, scheduler, sent });
  });
}

describe('the scheduler of the app', () => {
  it('sends the digest of the settings on its hour, and what the next one says knows of it', async () => {
    await withScheduler(async ({ at, scheduler, sent }) => {
      await scheduler.tick();
      expect(sent.digests).toEqual([]);
      at.ms += 5 * MINUTE;
      await scheduler.tick();
      await scheduler.tick();
      at.ms += 24 * 60 * MINUTE;
      await scheduler.tick();
      expect(sent.digests.map(({ title }) => title)).toEqual([
        'Databricks, Wed 28 Oct',
        'Databricks, Thu 29 Oct',
      ]);
      expect(plainText(sent.digests[0]!.headline)).toContain('$520');
      // No day has arrived in between.
      expect(plainText(sent.digests[1]!.headline)).toContain('have not moved since the last digest');
    });
  });

  it('sends what people scheduled', async () => {
    await withScheduler(async ({ at, state, scheduler, sent }) => {
      const request = { report: 'job_cost', raw: { last: 7 } };
      const weekly = { kind: 'report', cron: '0 9 * * 3', zone: 'UTC', target: 'C7', request } as const;
      const { id } = state.schedules.add({ ...weekly, createdBy: 'U1' });
      at.ms = Date.parse('2026-10-28T09:00:10Z');
      await scheduler.tick();
      const occurrences = sent.channel.posts.map(({ occurrence }) => occurrence);
      expect(occurrences).toContain(`${id}|2026-10-28 09:00:00|C7`);
    });
  });

  it('begins with a look and ends when that is done', async () => {
    await withScheduler(async ({ at, scheduler, sent }) => {
      at.ms += 5 * MINUTE;
      scheduler.start();
      await scheduler.stop();
      expect(sent.digests).toHaveLength(1);
    });
  });

  it('logs a look that fails and goes on', async () => {
    const errors: string[] = [];
    const log = { ...silentLog, error: (message: string) => void errors.push(message) };
    await withScheduler(async ({ state, scheduler }) => {
      state.close();
      await scheduler.tick();
      expect(errors).toEqual(['Planned messages could not be looked for; again in a minute']);
    }, log);
  });

  it('refuses a schedule that cannot be used before anything starts', async () => {
    const state = openState(':memory:');
    const parts = { state, source: null as never, outbox: createChannel(), log: silentLog };
    const start = () => createScheduler({ ...parts, digest: { ...DIGEST, cron: '*/5 * * * *' } });
    expect(start).toThrow('The schedule "*/5 * * * *" comes more often than hourly.');
    state.close();
  });
});
