// Several processes over one state database and one channel, in every order that chance finds, each killed at any step.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { silentLog } from '#src/lib/log.ts';
import type { Outbox } from '#src/scheduler/outbox.ts';
import { POSTING_STALE_MS } from '#src/scheduler/recover.ts';
import { runDue } from '#src/scheduler/run_due.ts';
import type { SendParts } from '#src/scheduler/send.ts';
import type { Occurrences } from '#src/store/state/occurrences.ts';
import { createRig, digestPlan, type Rig, reportPlan } from './rig.ts';

const PLANS = [digestPlan('C1'), digestPlan('C2'), reportPlan('C1')];

/** A process that stops for good at its nth step: from there on nothing it does has an effect. */
function mortal(rig: Rig, scheduler: fc.Scheduler, stepsToLive: number): SendParts {
  let steps = 0;
  const step = () => {
    if (++steps > stepsToLive) throw new Error('killed');
  };
  const pause = async (label: string) => {
    await scheduler.schedule(Promise.resolve(), label);
    step();
  };
  return {
    log: silentLog,
    occurrences: stepping(rig.state.occurrences, step),
    snapshots: {
      get: (...args) => rig.state.digestSnapshots.get(...args),
      put: (...args) => {
        step();
        rig.state.digestSnapshots.put(...args);
      },
    },
    outbox: pausing(rig.channel, pause),
    buildDigest: async (...args) => {
      await pause('build');
      return rig.parts.buildDigest(...args);
    },
  };
}

/** Every write is a step: the process may die right before it. */
function stepping(occurrences: Occurrences, step: () => void): Occurrences {
  const guarded =
    <A extends unknown[], R>(write: (...args: A) => R) =>
    (...args: A): R => {
      step();
      return write(...args);
    };
  return {
    ...occurrences,
    claim: guarded(occurrences.claim),
    advance: guarded(occurrences.advance),
    takeOver: guarded(occurrences.takeOver),
  };
}

/** A request is on its way, then it has its effect, then its answer is on its way. */
function pausing(channel: Outbox, pause: (label: string) => Promise<void>): Outbox {
  const around = async <T>(label: string, effect: () => Promise<T>): Promise<T> => {
    await pause(`${label} sent`);
    const result = await effect();
    await pause(`${label} answered`);
    return result;
  };
  return {
    postDigest: (...args) => around('digest', () => channel.postDigest(...args)),
    postReport: (...args) => around('report', () => channel.postReport(...args)),
    findPosted: (...args) => around('look', () => channel.findPosted(...args)),
    refusal: (error) => channel.refusal(error),
  };
}

async function together(rig: Rig, scheduler: fc.Scheduler, lives: readonly number[]): Promise<void> {
  const runs = lives.map((steps) => runDue(mortal(rig, scheduler, steps), PLANS, rig.now()).catch(() => {}));
  await scheduler.waitIdle();
  await Promise.all(runs);
}

function expectOnePostEach(rig: Rig): void {
  const occurrences = rig.channel.posts.map(({ occurrence }) => occurrence).sort();
  expect(occurrences).toEqual([
    'daily|2026-11-02 09:00:00|C1',
    'daily|2026-11-02 09:00:00|C2',
    'weekly|2026-11-02 09:00:00|C1',
  ]);
  for (const { id, target } of PLANS) {
    const row = rig.state.occurrences.get({ scheduleId: id, slot: '2026-11-02 09:00:00', target });
    expect(row).toMatchObject({ state: 'posted' });
  }
}

const STEPS = 16;
const life = fc.integer({ min: 0, max: STEPS });

describe('processes that interleave and die at any step', () => {
  it('leave exactly one message per slot and target', async () => {
    const rounds = fc.array(fc.array(life, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), rounds, async (scheduler, lives) => {
        const rig = createRig();
        for (const round of lives) {
          await together(rig, scheduler, round);
          rig.clock.ms += POSTING_STALE_MS;
        }
        // Somebody starts the app again, twice even, and it stays up.
        await together(rig, scheduler, [Infinity, Infinity]);
        expectOnePostEach(rig);
        rig.state.close();
      }),
      { numRuns: 80 },
    );
  });

  it('leave one message when nobody dies, whatever the order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const rig = createRig();
        await together(rig, scheduler, [Infinity, Infinity, Infinity]);
        expectOnePostEach(rig);
        rig.state.close();
      }),
      { numRuns: 30 },
    );
  });

  it('would double without the look: the test can fail', async () => {
    const blind = fc.asyncProperty(fc.scheduler(), life, async (scheduler, steps) => {
      const rig = createRig();
      rig.channel.findPosted = async () => null;
      await together(rig, scheduler, [steps]);
      rig.clock.ms += POSTING_STALE_MS;
      await together(rig, scheduler, [Infinity]);
      expectOnePostEach(rig);
    });
    expect((await fc.check(blind, { numRuns: 200 })).failed).toBe(true);
  });
});
