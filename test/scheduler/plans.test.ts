import { describe, expect, it } from 'vitest';
import { messagePlans, SETTINGS_DIGEST } from '#src/scheduler/plans.ts';
import { runDue } from '#src/scheduler/run_due.ts';
import { createRig, MINUTE, NINE } from './rig.ts';

const digest = { cron: '0 9 * * *', zone: 'UTC', target: 'C1' };

/** Ticks as the app does, with the digest of the settings as they are now. */
function app(startedMs: number) {
  const rig = createRig();
  const tick = (settings = digest) =>
    runDue(rig.parts, messagePlans({ digest: settings, ...rig.state, startedMs }), rig.now());
  return { rig, tick };
}

describe('the digest of the settings', () => {
  it('does not make up for nine when it is set up at ten', async () => {
    const { rig, tick } = app(NINE + 60 * MINUTE);
    rig.clock.ms = NINE + 61 * MINUTE;
    await tick();
    expect(rig.channel.posts).toEqual([]);
    rig.clock.ms = NINE + 24 * 60 * MINUTE;
    await tick();
    expect(rig.channel.posts).toHaveLength(1);
  });

  it('makes up for a slot that was missed while the app was down, once it has been sent before', async () => {
    const { rig, tick } = app(NINE - MINUTE);
    await tick();
    rig.clock.ms += 25 * 60 * MINUTE;
    const restarted = messagePlans({ digest, ...rig.state, startedMs: rig.clock.ms });
    await runDue(rig.parts, restarted, rig.now());
    expect(rig.channel.posts.map(({ occurrence }) => occurrence)).toEqual([
      `${SETTINGS_DIGEST}|2026-11-02 09:00:00|C1`,
      `${SETTINGS_DIGEST}|2026-11-03 09:00:00|C1`,
    ]);
  });

  it('is not sent twice on the day its hour is moved back', async () => {
    const { rig, tick } = app(NINE - MINUTE);
    await tick();
    rig.clock.ms += 30 * MINUTE;
    await tick({ ...digest, cron: '30 8 * * *' });
    expect(rig.channel.posts).toHaveLength(1);
  });

  it('starts anew in another channel', async () => {
    const { rig, tick } = app(NINE - MINUTE);
    await tick();
    await tick({ ...digest, target: 'C2' });
    expect(rig.channel.posts.map(({ channel }) => channel)).toEqual(['C1', 'C2']);
  });
});

describe('schedules people made', () => {
  it('are planned from the moment they were made', () => {
    const rig = createRig();
    const request = { report: 'job_cost', raw: { last: 30 } };
    const weekly = { kind: 'report', cron: '0 9 * * 1', zone: 'UTC', target: 'C3', request } as const;
    const { id } = rig.state.schedules.add({ ...weekly, createdBy: 'U1' });
    const plans = messagePlans({ digest: null, ...rig.state, startedMs: NINE });
    expect(plans).toMatchObject([{ id, kind: 'report', target: 'C3', request, sinceMs: NINE }]);
  });
});
