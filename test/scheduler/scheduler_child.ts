// One process of the app as far as the scheduler goes: one tick at a given instant, killed with SIGKILL at a given step.
import { silentLog } from '#src/lib/log.ts';
import type { Outbox } from '#src/scheduler/outbox.ts';
import { runDue } from '#src/scheduler/run_due.ts';
import type { SendParts } from '#src/scheduler/send.ts';
import { openState } from '#src/store/state/state_store.ts';
import { digestPlan, reportPlan, SOME_DIGEST } from './rig.ts';

export type KillAt = 'after claim' | 'before post' | 'after post' | 'after memory' | 'after store' | 'never';

export interface ChildTask {
  readonly stateFile: string;
  readonly channelUrl: string;
  readonly nowMs: number;
  readonly killAt: KillAt;
}

const task = JSON.parse(process.argv[2]!) as ChildTask;
const state = openState(task.stateFile, { clock: () => new Date(task.nowMs) });

function dieAt(step: KillAt): void {
  if (task.killAt === step) process.kill(process.pid, 'SIGKILL');
}

async function call(path: string, body: object): Promise<{ ts: string | null }> {
  const response = await fetch(task.channelUrl + path, { method: 'POST', body: JSON.stringify(body) });
  return (await response.json()) as { ts: string | null };
}

async function post(channel: string, occurrence: string): Promise<string> {
  dieAt('before post');
  const { ts } = await call('/post', { channel, occurrence });
  dieAt('after post');
  return ts!;
}

const outbox: Outbox = {
  postDigest: (channel, _digest, occurrence) => post(channel, occurrence),
  postReport: (channel, _report, _raw, occurrence) => post(channel, occurrence),
  findPosted: async (channel, occurrence) => (await call('/history', { channel, occurrence })).ts,
  refusal: () => null,
};

const parts: SendParts = {
  outbox,
  log: silentLog,
  occurrences: {
    ...state.occurrences,
    advance: (key, step) => {
      const moved = state.occurrences.advance(key, step);
      if (step.to === 'posted') dieAt('after store');
      return moved;
    },
  },
  snapshots: {
    ...state.digestSnapshots,
    put: (...args) => {
      state.digestSnapshots.put(...args);
      dieAt('after memory');
    },
  },
  buildDigest: async () => {
    dieAt('after claim');
    return {
      digest: SOME_DIGEST,
      snapshot: { version: 1, asOf: '2026-11-01', open: [] },
      facts: [],
      sql: [],
    };
  },
};

await runDue(parts, [digestPlan('C1'), digestPlan('C2'), reportPlan('C1')], new Date(task.nowMs));
state.close();
