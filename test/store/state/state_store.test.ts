import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#src/store/sqlite/open_database.ts';
import { openState, type StateStore } from '#src/store/state/state_store.ts';

const at = { ms: Date.parse('2026-11-02T09:00:00Z') };
const clock = () => new Date(at.ms);
const key = { scheduleId: 'S1', slot: '2026-11-02 08:00:00', target: 'C1' };
let folder: string;
const opened: StateStore[] = [];

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'state-'));
});
afterAll(() => {
  for (const store of opened) store.close();
  rmSync(folder, { recursive: true });
});

function open(name: string, keepAnswers = 3): StateStore {
  const store = openState(path.join(folder, name), { clock, keepAnswers });
  opened.push(store);
  return store;
}

describe('claims', () => {
  it('gives a key to one of two replicas until it expires', () => {
    const [a, b] = [open('claims.db'), open('claims.db')];
    expect([a.claims.take('k', 30_000), b.claims.take('k', 30_000), a.claims.take('k', 30_000)]).toEqual([
      true,
      false,
      false,
    ]);
    at.ms += 29_999;
    expect(b.claims.take('k', 30_000)).toBe(false);
    at.ms += 1;
    expect(b.claims.take('k', 30_000)).toBe(true);
  });

  it('gives a released key again', () => {
    const { claims } = open('released.db');
    claims.take('k', 30_000);
    claims.release('k');
    expect(claims.take('k', 30_000)).toBe(true);
  });
});

describe('answers', () => {
  it('survives a restart and keeps only the newest', () => {
    const first = open('answers.db');
    for (const id of ['a', 'b', 'c', 'd']) {
      at.ms += 1;
      first.answers.put(id, { prompt: `of ${id}` });
    }
    const second = open('answers.db');
    expect(second.answers.get('a')).toBeUndefined();
    expect(second.answers.get('d')).toEqual({ prompt: 'of d' });
    second.answers.put('wide', { prompt: '"é 漢 😀 '.repeat(5000) });
    expect(second.answers.get('wide')).toEqual({ prompt: '"é 漢 😀 '.repeat(5000) });
  });
});

describe('chart files', () => {
  it('is kept per workspace and can be forgotten', () => {
    const { chartFiles } = open('charts.db');
    chartFiles.put('T1', 'hash', 'F1');
    chartFiles.put('T1', 'hash', 'F2');
    expect([chartFiles.get('T1', 'hash'), chartFiles.get('T2', 'hash')]).toEqual(['F2', undefined]);
    chartFiles.forget('T1', 'hash');
    expect(chartFiles.get('T1', 'hash')).toBeUndefined();
  });
});

describe('schedules', () => {
  const weekly = {
    kind: 'report',
    cron: '0 9 * * 1',
    zone: 'Europe/Berlin',
    target: 'C1',
    request: { report: 'job_cost', raw: { last: 30 } },
  } as const;

  it('adds the same schedule once, whoever asks', () => {
    const { schedules } = open('schedules.db');
    const first = schedules.add({ ...weekly, createdBy: 'U1' });
    const again = schedules.add({ ...weekly, createdBy: 'U2' });
    expect(first.added).toBe(true);
    expect(again).toEqual({ id: first.id, added: false });
    expect(schedules.list()).toMatchObject([{ id: first.id, request: weekly.request, createdBy: 'U1' }]);
    expect([schedules.remove(first.id), schedules.list()]).toEqual([true, []]);
  });
});

describe('occurrences', () => {
  it('is claimed by one of two replicas, per target', () => {
    const [a, b] = [open('occurrences.db'), open('occurrences.db')];
    expect([a.occurrences.claim(key), b.occurrences.claim(key)]).toEqual([true, false]);
    expect(b.occurrences.claim({ ...key, target: 'C2' })).toBe(true);
  });

  it('moves on only from the state the caller saw', () => {
    const { occurrences } = open('steps.db');
    occurrences.claim(key);
    expect(occurrences.advance(key, { from: 'claimed', to: 'posting' })).toBe(true);
    expect(occurrences.advance(key, { from: 'claimed', to: 'posting' })).toBe(false);
    occurrences.advance(key, { from: 'posting', to: 'posted', ts: '1.2' });
    expect(occurrences.get(key)).toMatchObject({ state: 'posted', ts: '1.2', detail: null });
  });

  it('lets one process take over what another left behind', () => {
    const [a, b] = [open('stale.db'), open('stale.db')];
    a.occurrences.claim(key);
    const left = b.occurrences.get(key)!;
    expect(b.occurrences.takeOver(left, 60_000)).toBe(false);
    at.ms += 60_000;
    expect(b.occurrences.unfinished(60_000)).toMatchObject([{ ...key, state: 'claimed' }]);
    expect([a.occurrences.takeOver(left, 60_000), b.occurrences.takeOver(left, 60_000)]).toEqual([
      true,
      false,
    ]);
    a.occurrences.advance(key, { from: 'claimed', to: 'failed', detail: 'channel_not_found' });
    expect(b.occurrences.unfinished(0)).toEqual([]);
    expect(b.occurrences.history('S1', 5)).toMatchObject([{ state: 'failed', detail: 'channel_not_found' }]);
  });

  it('does not wait for a process that is surely dead', () => {
    const child = spawnSync(process.execPath, [
      '--import',
      'tsx',
      '-e',
      CLAIM_AND_DIE,
      path.join(folder, 'dead.db'),
    ]);
    expect(child.signal).toBe('SIGKILL');
    const [a, b] = [open('dead.db'), open('dead.db')];
    const [left] = a.occurrences.unfinished(3_600_000);
    expect(left).toMatchObject({ ...key, state: 'claimed' });
    expect([a.occurrences.takeOver(left!, 3_600_000), b.occurrences.takeOver(left!, 3_600_000)]).toEqual([
      true,
      false,
    ]);
  });
});

const CLAIM_AND_DIE = `
  import('#src/store/state/state_store.ts').then(({ openState }) => {
    openState(process.argv[1]).occurrences.claim({ scheduleId: 'S1', slot: '2026-11-02 08:00:00', target: 'C1' });
    process.kill(process.pid, 'SIGKILL');
  });`;

describe('digest snapshots', () => {
  it('keeps the last one per schedule and target', () => {
    const { digestSnapshots } = open('snapshots.db');
    digestSnapshots.put('S1', 'C1', { slot: 'one', facts: { cost: 1 } });
    digestSnapshots.put('S1', 'C1', { slot: 'two', facts: { cost: 2 } });
    expect(digestSnapshots.get('S1', 'C1')).toEqual({ slot: 'two', facts: { cost: 2 } });
    expect(digestSnapshots.get('S1', 'C2')).toBeUndefined();
  });
});

describe('a file that is no state database', () => {
  it('is named as damaged and stays untouched', () => {
    const file = path.join(folder, 'broken.db');
    writeFileSync(file, 'this is not a database, only some text that is long enough to be read as one');
    expect(() => openState(file)).toThrow('broken.db is not a readable SQLite database');
  });

  it('from a newer version is refused', () => {
    const file = path.join(folder, 'newer.db');
    const store = openState(file);
    store.close();
    bumpVersion(file);
    expect(() => openState(file)).toThrow('newer version of the app');
  });
});

function bumpVersion(file: string): void {
  const db = openDatabase(file);
  db.pragma('user_version = 99');
  db.close();
}
