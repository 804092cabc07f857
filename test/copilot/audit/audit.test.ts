import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '#src/copilot/answer.ts';
import { recordAnswer, recordPosted, recordVote } from '#src/copilot/audit/audit_log.ts';
import { exportAudit } from '#src/copilot/audit/export_audit.ts';
import { differences, replay, replayToday } from '#src/copilot/audit/replay.ts';
import { verifyChain } from '#src/copilot/audit/verify_chain.ts';
import { openDatabase } from '#src/store/sqlite/open_database.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import { openState, type StateStore } from '#src/store/state/state_store.ts';
import { testParts } from '#test/fixtures/parts.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';

const source = openSqliteSource(sampleDatabaseFile());
const now = { ms: Date.parse('2026-11-02T09:00:00Z') };
const clock = () => new Date(now.ms);
let folder: string;
const stores: StateStore[] = [];

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'audit-'));
});
afterAll(async () => {
  for (const store of stores) store.close();
  rmSync(folder, { recursive: true });
  await source.close();
});

function open(name: string): StateStore {
  const store = openState(path.join(folder, name), { clock });
  stores.push(store);
  return store;
}

const fileOf = (name: string) => path.join(folder, name);
const REPORT = { chip: 'understand.explain_report', selection: { report: 'job_cost' } };
const CHANGE = { chip: 'diagnose.report_change', selection: { report: 'compute_type_cost' } };

async function answered(name: string, actors: readonly string[]) {
  const store = open(name);
  const ids: string[] = [];
  for (const [i, actor] of actors.entries()) {
    now.ms += 1000;
    const given = await answer(i % 2 === 0 ? REPORT : CHANGE, testParts(source));
    const id = recordAnswer(store, given, actor);
    recordPosted(store, id, actor, { where: 'slack:T1/C1', ts: `${i}.1` });
    ids.push(id);
  }
  return { store, ids };
}

/** Somebody with a shell and the file, who also knows about triggers. */
function tamper(name: string, sql: string): void {
  const db = openDatabase(fileOf(name), {});
  db.exec(
    'DROP TRIGGER IF EXISTS audit_rows_are_never_changed; DROP TRIGGER IF EXISTS audit_rows_are_never_deleted',
  );
  db.exec(sql);
  db.close();
}

describe('the audit log', () => {
  it('chains every row to the one before, over replicas', async () => {
    const { store } = await answered('chain.db', ['slack:T1/U1', 'slack:T1/U2']);
    const other = open('chain.db');
    recordVote(other, [...store.audit.all()][0]!.answer_id, 'slack:T1/U9', { value: 'up', reason: null });
    const rows = [...other.audit.all()];
    expect(rows.map((row) => [row.seq, row.kind])).toEqual([
      [1, 'answer'],
      [2, 'posted'],
      [3, 'answer'],
      [4, 'posted'],
      [5, 'vote'],
    ]);
    expect(rows.slice(1).every((row, i) => row.prev_hash === rows[i]!.row_hash)).toBe(true);
    const report = verifyChain(store.audit.all());
    expect(report).toEqual({ rows: 5, answers: 2, forgotten: 0, head: rows[4]!.row_hash, problems: [] });
  });

  it('lets nobody change or delete a row through the database', async () => {
    await answered('locked.db', ['cli']);
    const db = openDatabase(fileOf('locked.db'), {});
    expect(() => db.exec("UPDATE audit_rows SET actor = 'x'")).toThrow('never changed');
    expect(() => db.exec('DELETE FROM audit_rows')).toThrow('never deleted');
    expect(() => db.exec('UPDATE audit_rows SET body = NULL, actor = NULL, entity = NULL, at = 0')).toThrow(
      'never changed',
    );
    db.close();
  });

  it.each([
    [
      'a word of an answer',
      "UPDATE audit_rows SET body = replace(body, 'compute_type_cost', 'compute_cost') WHERE seq = 3",
      [3],
    ],
    ['who asked', "UPDATE audit_rows SET actor = 'slack:T1/U7' WHERE seq = 3", [3]],
    ['when', 'UPDATE audit_rows SET at = at + 1 WHERE seq = 3', [3]],
    ['a row taken out', 'DELETE FROM audit_rows WHERE seq = 3', [4]],
    [
      'a row emptied without a trace',
      'UPDATE audit_rows SET actor = NULL, entity = NULL, body = NULL WHERE seq = 3',
      [3],
    ],
    [
      'two rows swapped',
      'UPDATE audit_rows SET seq = 99 WHERE seq = 3; UPDATE audit_rows SET seq = 3 WHERE seq = 4; UPDATE audit_rows SET seq = 4 WHERE seq = 99',
      [3, 4, 5],
    ],
  ])('names the row when it was tampered with: %s', async (what, sql, expected) => {
    const name = `${what.replaceAll(' ', '_')}.db`;
    const { store } = await answered(name, ['cli', 'cli', 'cli']);
    tamper(name, sql);
    const { problems } = verifyChain(store.audit.all());
    expect([...new Set(problems.map((problem) => problem.seq))]).toEqual(expected);
  });

  it('finds a change of any single cell of any row', async () => {
    const { store } = await answered('cells.db', ['cli', 'slack:T1/U1', 'cli']);
    const rows = [...store.audit.all()];
    const cell = fc.constantFrom(
      'seq',
      'kind',
      'answer_id',
      'at',
      'actor',
      'entity',
      'body',
      'body_hash',
      'prev_hash',
      'row_hash',
    );
    fc.assert(
      fc.property(fc.nat({ max: rows.length - 1 }), cell, (i, name) => {
        const value = rows[i]![name as 'seq'] as unknown;
        const changed = { ...rows[i]!, [name]: typeof value === 'number' ? value + 1 : `${String(value)}x` };
        expect(verifyChain(rows.map((row, k) => (k === i ? changed : row))).problems).not.toEqual([]);
      }),
    );
  });

  it('forgets what an answer said, leaves a row that says so, and still verifies', async () => {
    const { store, ids } = await answered('forget.db', ['slack:T1/U1', 'slack:T1/U2']);
    const [first, second] = ids as [string, string];
    expect(store.audit.forget(first, { actor: 'cli', reason: 'asked by the person' })).toBe(true);
    expect(store.audit.forget(first, { actor: 'cli', reason: 'again' })).toBe(false);
    expect(verifyChain(store.audit.all())).toMatchObject({ rows: 5, forgotten: 1, problems: [] });
    const left = JSON.stringify([...store.audit.all()].filter((row) => row.answer_id === first));
    expect(left).not.toContain('U1');
    expect(left).toContain('asked by the person');
    expect(store.answers.get(first)).toBeUndefined();
    expect(() => replay(store, first)).toThrow('was forgotten');
    expect(replay(store, second).same).toBe(true);
  });

  it('knows which answers are older than what is kept', async () => {
    const { store, ids } = await answered('old.db', ['cli', 'cli']);
    const second = store.audit.ofAnswer(ids[1]!)[0]!.at;
    expect(store.audit.expired(second)).toEqual([ids[0]]);
  });
});

describe('an export', () => {
  it('finds rows by day, person and entity', async () => {
    const { store } = await answered('export.db', ['slack:T1/U1', 'slack:T1/U2']);
    const seqs = (filter: object) => [...exportAudit(store.audit.all(), filter)].map((row) => row.seq);
    expect(seqs({})).toEqual([1, 2, 3, 4]);
    expect(seqs({ user: 'U2' })).toEqual([3, 4]);
    expect(seqs({ user: 'slack:T1/U1' })).toEqual([1, 2]);
    expect(seqs({ entity: 'report:job_cost' })).toEqual([1, 2]);
    expect(seqs({ from: '2026-11-02', to: '2026-11-02' })).toEqual([1, 2, 3, 4]);
    expect(seqs({ from: '2026-11-03' })).toEqual([]);
    expect(seqs({ to: '2026-11-01' })).toEqual([]);
  });
});

describe('a replay', () => {
  it('builds the same prompt, byte for byte, from what was kept', async () => {
    const { store, ids } = await answered('replay.db', ['cli', 'cli']);
    for (const id of ids) {
      const again = replay(store, id);
      expect(again.same).toBe(true);
      expect(again.promptHash).toBe(again.body.promptHash);
    }
  });

  it('says so when what was kept is not what was asked', async () => {
    const { store, ids } = await answered('changed.db', ['cli']);
    const trace = store.answers.get(ids[0]!) as { facts: { label: string }[] };
    trace.facts[0]!.label = 'another label';
    store.answers.put(ids[0]!, trace);
    expect(replay(store, ids[0]!).same).toBe(false);
  });

  it('runs again on the data of today and names what differs', async () => {
    const { store, ids } = await answered('today.db', ['cli']);
    const today = await replayToday(store, ids[0]!, testParts(source));
    expect(today).toMatchObject({ samePrompt: true, facts: [] });
    expect(today.textToday).toBe(today.textThen);
  });

  it('tells changed, gone and new facts apart', async () => {
    const given = await answer(REPORT, testParts(source));
    const [a, b, ...rest] = given.trace.facts;
    const now = [{ ...a!, value: 'other', forms: ['other'] }, ...rest, { ...b!, key: 'zz.new' }];
    expect(differences(given.trace.facts, now)).toEqual(
      [
        { key: a!.key, label: a!.label, was: a!.forms[0], is: 'other' },
        { key: b!.key, label: b!.label, was: b!.forms[0], is: null },
        { key: 'zz.new', label: b!.label, was: null, is: b!.forms[0] },
      ].sort((x, y) => (x.key < y.key ? -1 : 1)),
    );
  });

  it('knows answers that never were', () => {
    expect(() => replay(open('none.db'), 'ab12')).toThrow('No answer ab12 is in the audit log');
  });
});
