import { describe, expect, it, vi } from 'vitest';
import { UserError } from '#src/lib/errors.ts';
import type { Log } from '#src/lib/log.ts';
import { CLAIMED_STALE_MS, POSTING_STALE_MS } from '#src/scheduler/recover.ts';
import { runDue } from '#src/scheduler/run_due.ts';
import type { SendParts } from '#src/scheduler/send.ts';
import { createRig, digestPlan, MINUTE, type Rig, reportPlan } from './rig.ts';

const SLOT = '2026-11-02 09:00:00';
const key = (target: string, scheduleId = 'daily') => ({ scheduleId, slot: SLOT, target });
const plans = [digestPlan('C1'), digestPlan('C2')];
const stored = (rig: Rig, target: string, id = 'daily') => rig.state.occurrences.get(key(target, id));

function recordingLog() {
  const lines: string[] = [];
  const note = (level: string) => (message: string) => void lines.push(`${level}: ${message}`);
  const log: Log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };
  return { log, lines };
}

describe('a tick', () => {
  it('posts each slot of each target once, however often it looks', async () => {
    const rig = createRig();
    for (let i = 0; i < 3; i++) await runDue(rig.parts, plans, rig.now());
    expect(rig.channel.posts.map(({ channel, occurrence }) => [channel, occurrence])).toEqual([
      ['C1', `daily|${SLOT}|C1`],
      ['C2', `daily|${SLOT}|C2`],
    ]);
    expect(stored(rig, 'C2')).toMatchObject({ state: 'posted', ts: '2', detail: null });
  });

  it('posts the next slot, with the memory of the one before', async () => {
    const rig = createRig();
    await runDue(rig.parts, plans, rig.now());
    rig.clock.ms += 24 * 60 * MINUTE;
    await runDue(rig.parts, plans, rig.now());
    expect(rig.channel.posts).toHaveLength(4);
    expect(rig.state.digestSnapshots.get('daily', 'C1')).toMatchObject({
      slot: '2026-11-03 09:00:00',
      facts: { asOf: '2026-11-02' },
    });
  });

  it('runs scheduled reports with their parameters as typed', async () => {
    const rig = createRig();
    const asked: unknown[] = [];
    const outbox = {
      ...rig.channel,
      postReport: async (...args: unknown[]) => {
        asked.push(args);
        return '7';
      },
    };
    await runDue({ ...rig.parts, outbox }, [reportPlan('C9')], rig.now());
    const raw = { last: '30', workspace: 'prod' };
    expect(asked).toEqual([['C9', 'job_cost', raw, `weekly|${SLOT}|C9`, 'weekly']]);
    expect(stored(rig, 'C9', 'weekly')).toMatchObject({ state: 'posted', ts: '7' });
  });

  it('lets no failing target stop another, and says why it failed', async () => {
    const { log, lines } = recordingLog();
    const rig = createRig({ log });
    rig.channel.refuse.add('C1');
    await runDue(rig.parts, plans, rig.now());
    await runDue(rig.parts, plans, rig.now());
    expect(rig.channel.posts.map((post) => post.channel)).toEqual(['C2']);
    expect(stored(rig, 'C1')).toMatchObject({ state: 'failed', detail: 'Slack said channel_not_found.' });
    expect(lines.filter((line) => line.startsWith('error'))).toEqual([
      'error: A planned message was not sent',
    ]);
  });

  it('is not held up by channels that never answer', async () => {
    vi.useFakeTimers();
    try {
      const rig = createRig();
      const dead = Array.from({ length: 6 }, (_, i) => digestPlan(`D${i}`));
      const outbox = {
        ...rig.channel,
        postDigest: (channel: string, digest: never, occurrence: string) =>
          channel.startsWith('D')
            ? new Promise<never>(() => {})
            : rig.channel.postDigest(channel, digest, occurrence),
      };
      const tick = runDue({ ...rig.parts, outbox }, [...dead, ...plans], rig.now());
      // Four at once, two rounds of ten minutes.
      await vi.advanceTimersByTimeAsync(20 * MINUTE);
      await tick;
      expect(rig.channel.posts.map(({ channel }) => channel)).toEqual(['C1', 'C2']);
      expect(stored(rig, 'D5')).toMatchObject({ state: 'posting' });
    } finally {
      vi.useRealTimers();
    }
  });

  it('records what a person can change as it is said', async () => {
    const rig = createRig();
    const error = new UserError({ message: 'The database holds no usage yet.', next: 'Load some usage.' });
    await runDue(failingBuild(rig, [error]), [digestPlan('C1')], rig.now());
    expect(stored(rig, 'C1')).toMatchObject({
      state: 'failed',
      detail: 'The database holds no usage yet. Load some usage.',
    });
  });

  it('tries to build once more when something unexpected went wrong, and no more than that', async () => {
    const rig = createRig();
    await runDue(failingBuild(rig, [new Error('respawning')]), [digestPlan('C1')], rig.now());
    expect(stored(rig, 'C1')).toMatchObject({ state: 'posted' });
    await runDue(failingBuild(rig, [new Error('one'), new Error('two')]), [digestPlan('C2')], rig.now());
    expect(stored(rig, 'C2')).toMatchObject({ state: 'failed', detail: 'It could not be built: two' });
  });
});

/** Throws these one after the other, then builds. */
function failingBuild({ parts }: Rig, errors: readonly unknown[]): SendParts {
  const left = [...errors];
  return {
    ...parts,
    buildDigest: async (...args) => {
      if (left.length > 0) throw left.shift();
      return parts.buildDigest(...args);
    },
  };
}

describe('what a dead process left behind', () => {
  const left = (rig: Rig, state: 'claimed' | 'posting') => {
    rig.state.occurrences.claim(key('C1'));
    if (state === 'posting') rig.state.occurrences.advance(key('C1'), { from: 'claimed', to: 'posting' });
  };
  const later = async (rig: Rig, ms: number, known = plans.slice(0, 1)) => {
    rig.clock.ms += ms;
    await runDue(rig.parts, known, rig.now());
  };

  it('is left alone while its process may be alive', async () => {
    const rig = createRig();
    left(rig, 'claimed');
    await later(rig, CLAIMED_STALE_MS - 1);
    expect(rig.channel.posts).toEqual([]);
    const other = createRig();
    left(other, 'posting');
    await later(other, POSTING_STALE_MS - 1);
    expect([other.channel.posts, other.channel.lookUps]).toEqual([[], []]);
  });

  it('is sent when nothing can have gone out', async () => {
    const rig = createRig();
    left(rig, 'claimed');
    await later(rig, CLAIMED_STALE_MS);
    expect(stored(rig, 'C1')).toMatchObject({ state: 'posted', ts: '1' });
    expect(rig.channel.lookUps).toEqual([]);
  });

  it('is looked for when it may have gone out: found', async () => {
    const rig = createRig();
    rig.channel.loseAnswer.add('C1');
    await runDue(rig.parts, plans.slice(0, 1), rig.now());
    expect(stored(rig, 'C1')).toMatchObject({ state: 'posting', ts: null });
    await later(rig, POSTING_STALE_MS);
    expect(rig.channel.posts).toHaveLength(1);
    expect(stored(rig, 'C1')).toMatchObject({ state: 'posted', ts: '1' });
    // What it said is remembered after all, for the next comparison.
    expect(rig.state.digestSnapshots.get('daily', 'C1')).toMatchObject({ slot: SLOT });
  });

  it('is looked for when it may have gone out: not there, so sent once', async () => {
    const rig = createRig();
    left(rig, 'posting');
    await later(rig, POSTING_STALE_MS);
    await later(rig, POSTING_STALE_MS);
    expect(rig.channel.posts).toHaveLength(1);
    expect(stored(rig, 'C1')).toMatchObject({ state: 'posted' });
  });

  it('fails with the reason where the app may not look', async () => {
    const rig = createRig();
    rig.channel.unreadable.add('C1');
    left(rig, 'posting');
    await later(rig, POSTING_STALE_MS);
    expect(rig.channel.posts).toEqual([]);
    expect(stored(rig, 'C1')).toMatchObject({ state: 'failed' });
    expect(stored(rig, 'C1')?.detail).toContain('The app may not read this channel');
  });

  it('needs no look when the digest is remembered: that happens after the post only', async () => {
    const rig = createRig();
    rig.channel.unreadable.add('C1');
    left(rig, 'posting');
    rig.state.digestSnapshots.put('daily', 'C1', { slot: SLOT, facts: {} });
    await later(rig, POSTING_STALE_MS);
    expect([stored(rig, 'C1')?.state, rig.channel.posts]).toEqual(['posted', []]);
  });

  it('is tried again later when the look itself fails', async () => {
    const rig = createRig();
    left(rig, 'posting');
    const broken = { ...rig.channel, findPosted: async () => Promise.reject(new Error('network')) };
    rig.clock.ms += POSTING_STALE_MS;
    await runDue({ ...rig.parts, outbox: broken }, plans.slice(0, 1), rig.now());
    expect(stored(rig, 'C1')).toMatchObject({ state: 'posting' });
    await later(rig, POSTING_STALE_MS);
    expect(stored(rig, 'C1')).toMatchObject({ state: 'posted' });
  });

  it('is not sent hours late, nor when its schedule is gone', async () => {
    const late = createRig();
    left(late, 'claimed');
    await later(late, 7 * 60 * MINUTE);
    expect(stored(late, 'C1')?.detail).toContain('came back too late');
    const gone = createRig();
    left(gone, 'posting');
    await later(gone, POSTING_STALE_MS, []);
    expect(stored(gone, 'C1')?.detail).toContain('the schedule has been removed since');
    expect([...late.channel.posts, ...gone.channel.posts]).toEqual([]);
  });

  it('is found even hours late: what is out counts as sent', async () => {
    const rig = createRig();
    rig.channel.loseAnswer.add('C1');
    await runDue(rig.parts, plans.slice(0, 1), rig.now());
    await later(rig, 7 * 60 * MINUTE);
    expect(stored(rig, 'C1')).toMatchObject({ state: 'posted', ts: '1' });
  });

  it('is not sent by a slow process that another one has overtaken', async () => {
    const rig = createRig();
    let release = () => {};
    const slow: SendParts = {
      ...rig.parts,
      buildDigest: async (...args) => {
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        return rig.parts.buildDigest(...args);
      },
    };
    const first = runDue(slow, plans.slice(0, 1), rig.now());
    await later(rig, CLAIMED_STALE_MS);
    release();
    await first;
    expect(rig.channel.posts).toHaveLength(1);
  });
});
