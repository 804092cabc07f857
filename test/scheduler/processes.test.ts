// Real processes over one state database, killed with SIGKILL between claim, post and store, and several at once.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { POSTING_STALE_MS } from '#src/scheduler/recover.ts';
import { openState } from '#src/store/state/state_store.ts';
import { type ChannelServer, startChannelServer } from './channel_server.ts';
import { NINE } from './rig.ts';
import type { KillAt } from './scheduler_child.ts';

const CHILD = fileURLToPath(new URL('./scheduler_child.ts', import.meta.url));
const SLOT = '2026-11-02 09:00:00';
const KEYS = [
  { scheduleId: 'daily', slot: SLOT, target: 'C1' },
  { scheduleId: 'daily', slot: SLOT, target: 'C2' },
  { scheduleId: 'weekly', slot: SLOT, target: 'C1' },
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'scheduler-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Case {
  readonly stateFile: string;
  readonly channel: ChannelServer;
  /** How the process ended: 'SIGKILL' or its exit code. */
  run(killAt: KillAt, nowMs: number): Promise<string | number>;
}

async function withCase(name: string, use: (one: Case) => Promise<void>): Promise<void> {
  const stateFile = path.join(folder, `${name}.db`);
  // Made by whoever installs the app: several processes that make it at once are not the question here.
  openState(stateFile).close();
  const channel = await startChannelServer();
  const run = (killAt: KillAt, nowMs: number) =>
    runChild({ stateFile, channelUrl: channel.url, killAt, nowMs });
  try {
    await use({ stateFile, channel, run });
  } finally {
    await channel.close();
  }
}

function runChild(task: object): Promise<string | number> {
  const child = fork(CHILD, [JSON.stringify(task)], { execArgv: ['--import', 'tsx'] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(signal ?? code ?? 'none'));
  });
}

function expectOnePostEach({ stateFile, channel }: Case): void {
  const ids = KEYS.map(({ scheduleId, slot, target }) => `${scheduleId}|${slot}|${target}`);
  expect(channel.posts.map(({ occurrence }) => occurrence).sort()).toEqual([...ids].sort());
  const state = openState(stateFile);
  const rows = KEYS.map((key) => state.occurrences.get(key));
  state.close();
  expect(rows.map((row) => row?.state)).toEqual(['posted', 'posted', 'posted']);
}

const LATER = NINE + POSTING_STALE_MS + 60_000;
const KILLS: readonly KillAt[] = ['after claim', 'before post', 'after post', 'after memory', 'after store'];

describe('a process that is killed', () => {
  it.each(KILLS)(
    '%s leaves one message per slot and target, when two start again at once',
    async (killAt) => {
      await withCase(killAt.replace(' ', '_'), async (one) => {
        expect(await one.run(killAt, NINE)).toBe('SIGKILL');
        expect(await Promise.all([one.run('never', LATER), one.run('never', LATER)])).toEqual([0, 0]);
        expectOnePostEach(one);
      });
    },
  );

  it('again and again, each time at another step, still leaves one message each', async () => {
    await withCase('again', async (one) => {
      for (const [i, killAt] of KILLS.slice(0, 4).entries())
        await one.run(killAt, NINE + i * (POSTING_STALE_MS + 60_000));
      expect(await one.run('never', NINE + 5 * (POSTING_STALE_MS + 60_000))).toBe(0);
      expectOnePostEach(one);
    });
  });
});

describe('processes that start at the same moment', () => {
  it('post each message once', async () => {
    await withCase('together', async (one) => {
      const ends = await Promise.all(Array.from({ length: 4 }, () => one.run('never', NINE)));
      expect(ends).toEqual([0, 0, 0, 0]);
      expectOnePostEach(one);
    });
  });

  it('post each message once while one of them is killed', async () => {
    await withCase('one_dies', async (one) => {
      await Promise.all([one.run('after post', NINE), one.run('never', NINE), one.run('after claim', NINE)]);
      await Promise.all([one.run('never', LATER), one.run('never', LATER)]);
      expectOnePostEach(one);
    });
  });
});
