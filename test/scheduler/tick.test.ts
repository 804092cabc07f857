import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { everyMinute, oneAtATime } from '#src/scheduler/tick.ts';

function slowWork() {
  const releases: (() => void)[] = [];
  const work = () => new Promise<void>((resolve) => void releases.push(resolve));
  return { releases, work };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('one at a time', () => {
  it('never runs twice at once; calls meanwhile share one further run', async () => {
    const { releases, work } = slowWork();
    const turns = oneAtATime(work);
    const first = turns.run();
    const [second, third] = [turns.run(), turns.run()];
    await settled();
    expect(releases).toHaveLength(1);
    releases[0]!();
    await first;
    await settled();
    expect(releases).toHaveLength(2);
    releases[1]!();
    await Promise.all([second, third]);
    void turns.run();
    expect(releases).toHaveLength(3);
  });

  it('is idle when the last run is over', async () => {
    const { releases, work } = slowWork();
    const turns = oneAtATime(work);
    await turns.idle();
    void turns.run();
    let idle = false;
    const waiting = turns.idle().then(() => {
      idle = true;
    });
    await settled();
    expect(idle).toBe(false);
    releases[0]!();
    await waiting;
    expect(idle).toBe(true);
  });
});

describe('every minute', () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-11-02T08:59:30Z') }));
  afterEach(() => void vi.useRealTimers());

  it('calls at once and then at each full minute, until it is stopped', async () => {
    const calls: string[] = [];
    const ticking = everyMinute(async () => void calls.push(new Date().toISOString().slice(11, 19)));
    await vi.advanceTimersByTimeAsync(91_000);
    expect(calls).toEqual(['08:59:30', '09:00:00', '09:01:00']);
    await ticking.stop();
    await vi.advanceTimersByTimeAsync(180_000);
    expect(calls).toHaveLength(3);
  });
});
