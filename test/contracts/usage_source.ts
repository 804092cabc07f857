// What every usage source over a file must do, whichever way it runs its queries.
import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '#src/lib/errors.ts';
import { sha256 } from '#src/lib/hash.ts';
import { resolveParams } from '#src/reports/params.ts';
import { REPORTS } from '#src/reports/registry.ts';
import { DEFAULT_SETTINGS, type ReportResult } from '#src/reports/report.ts';
import { runReport } from '#src/reports/run_report.ts';
import { loadSql, type SqlStatement } from '#src/store/sql_file.ts';
import { openDatabase, type SqliteDatabase } from '#src/store/sqlite/open_database.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import { NASTY } from '#test/fixtures/nasty_account.ts';
import { writeUsageFile } from '#test/fixtures/usage_fixture.ts';

export type OpenSource = (file: string) => UsageSource;

/** A statement of a test's own. */
export function sql(text: string): SqlStatement {
  return { name: 'test', text, hash: sha256(text) };
}

async function reportOf(id: string, source: UsageSource): Promise<ReportResult> {
  const report = REPORTS.find((item) => item.id === id)!;
  return runReport(report, await resolveParams({ last: '7' }, source), source, DEFAULT_SETTINGS);
}

/** The error a person would see. */
async function refusal(work: () => Promise<unknown>): Promise<UserError> {
  try {
    await work();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error as UserError;
  }
  throw new Error('Nothing was refused');
}

export function usageSourceContract(name: string, open: OpenSource): void {
  describe(`${name}, as a usage source`, () => {
    let folder: string;
    let file: string;
    const opened: UsageSource[] = [];
    const openHere = (at = file): UsageSource => {
      const source = open(at);
      opened.push(source);
      return source;
    };
    const edit = (change: (db: SqliteDatabase) => void, at = file) => {
      const db = openDatabase(at);
      change(db);
      db.close();
    };

    beforeEach(() => {
      folder = mkdtempSync(path.join(os.tmpdir(), 'source-'));
      file = path.join(folder, 'usage.db');
      writeUsageFile(file, NASTY);
    });

    afterEach(async () => {
      for (const source of opened.splice(0)) await source.close();
      chmodSync(folder, 0o755);
      rmSync(folder, { recursive: true });
    });

    it('answers in the order of the statement, with bound values', async () => {
      const rows = await openHere().query(
        sql('SELECT job_id AS id, :n AS n FROM jobs ORDER BY job_id DESC LIMIT 2'),
        {
          n: 'it is "quoted"; DROP TABLE jobs',
        },
      );
      expect(rows).toEqual([
        { id: '9', n: 'it is "quoted"; DROP TABLE jobs' },
        { id: '8', n: 'it is "quoted"; DROP TABLE jobs' },
      ]);
    });

    it('knows the last complete day, the first, the cost basis and what is absent', async () => {
      expect(await openHere().profile()).toEqual({
        asOf: '2026-10-31',
        firstDay: '2026-10-23',
        costBasis: 'DBU list price, EC2 not included',
        absent: [],
      });
    });

    it('leaves out a last day that has not arrived whole', async () => {
      edit((db) => db.exec("INSERT INTO sync_state VALUES ('2026-10-31', 0, NULL), ('2026-10-30', 1, NULL)"));
      expect((await openHere().profile()).asOf).toBe('2026-10-30');
    });

    it('takes many questions at once', async () => {
      const source = openHere();
      const asked = Array.from({ length: 20 }, (_, i) => source.query(sql('SELECT :i AS i'), { i }));
      expect((await Promise.all(asked)).flat()).toEqual(Array.from({ length: 20 }, (_, i) => ({ i })));
    });

    it('writes nothing, whatever it is asked', async () => {
      const source = openHere();
      const before = sha256(readFileSync(file));
      for (const text of [
        'DELETE FROM jobs',
        'UPDATE jobs SET job_name = NULL',
        'DROP TABLE jobs',
        'CREATE TABLE x (y)',
      ])
        await expect(source.query(sql(text), {})).rejects.toThrow();
      expect(await source.query(sql('SELECT COUNT(*) AS n FROM jobs'), {})).toEqual([{ n: 9 }]);
      expect(sha256(readFileSync(file))).toBe(before);
    });

    it('reads a read-only file in a read-only folder and leaves nothing beside it', async () => {
      chmodSync(file, 0o444);
      chmodSync(folder, 0o555);
      const source = openHere();
      for (const { id } of REPORTS) expect((await reportOf(id, source)).rows.length).toBeGreaterThan(0);
      expect(readdirSync(folder)).toEqual(['usage.db']);
    });

    it('reads a database somebody else keeps in WAL mode', async () => {
      edit((db) => db.pragma('journal_mode = WAL'));
      const expected = (await reportOf('job_cost', openHere())).hash;
      const writer = openDatabase(file);
      writer.exec("UPDATE compute_usage SET total_cost = 5 WHERE compute_usage_id = 'u20'");
      const source = openHere();
      const { rows, hash } = await reportOf('job_cost', source);
      writer.close();
      expect(hash).not.toBe(expected);
      expect(rows.find((row) => row.job_id === '3')?.cost_total_usd).toBe(5);
    });

    describe('names what is missing', () => {
      it('a table', async () => {
        edit((db) => {
          db.exec('DROP TABLE sql_query_history');
        });
        const source = openHere();
        expect((await reportOf('job_cost', source)).rows.length).toBeGreaterThan(3);
        const error = await refusal(() => source.query(sql('SELECT * FROM sql_query_history'), {}));
        expect(error.code).toBe('missing_table');
        expect(error.message).toContain('no table sql_query_history');
        expect(error.next).toContain('data/dictionary.md');
      });

      it.each([
        'events',
        'job_runs',
        'compute_usage',
        'jobs',
        'workspace',
        'users_lookup',
        'non_job_compute',
      ])('the table %s, which reports need', async (table) => {
        edit((db) => db.exec(`DROP TABLE rollup_dirty_days; DROP TABLE ${table}`));
        const source = openHere();
        const failed = await Promise.all(
          REPORTS.map(({ id }) =>
            reportOf(id, source).then(
              () => null,
              (e: Error) => e,
            ),
          ),
        );
        const errors = failed.filter((error) => error !== null);
        expect(errors.length).toBeGreaterThan(0);
        for (const error of errors) {
          expect(error).toBeInstanceOf(UserError);
          expect((error as UserError).code).toBe('missing_table');
          expect(error.message).toContain(`no table ${table}`);
        }
      });

      it('a column', async () => {
        edit((db) => db.exec('DROP TABLE rollup_dirty_days; DROP INDEX IF EXISTS compute_usage_by_day'));
        edit((db) => {
          for (const { name: trigger } of db
            .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
            .all())
            db.exec(`DROP TRIGGER ${trigger}`);
          db.exec('ALTER TABLE compute_usage DROP COLUMN total_cost');
        });
        const error = await refusal(() => reportOf('job_cost', openHere()));
        expect(error.code).toBe('missing_column');
        expect(error.message).toContain('no column compute_usage.total_cost');
      });
    });

    describe('says what is wrong with a file that', () => {
      const GARBAGE = Buffer.alloc(20_000, 'this is no database ');

      it.each<[string, () => string, string[]]>([
        ['does not exist', () => path.join(folder, 'none.db'), ['cannot_open_database']],
        ['is a folder', () => folder, ['cannot_open_database']],
        ['is of another kind', () => written('notes.txt', GARBAGE), ['corrupt_database']],
        ['is shorter than a header', () => written('short.db', Buffer.from('SQLite')), ['corrupt_database']],
        ['is empty', () => written('empty.db', Buffer.alloc(0)), ['empty_database']],
        ['holds no table', () => emptyDatabase(), ['empty_database']],
        ['was cut in the middle', () => truncated(), ['corrupt_database']],
        ['has pages overwritten', () => overwritten(), ['corrupt_database']],
      ])('%s', async (_what, make, codes) => {
        const at = make();
        const error = await refusal(async () => {
          const source = openHere(at);
          await source.profile();
          for (const { id } of REPORTS) await reportOf(id, source);
        });
        expect(codes).toContain(error.code);
        expect(error.full).toMatch(/npm run db|dictionary/);
        expect(error.full).not.toContain('at Object');
      });

      const written = (fileName: string, data: Buffer): string => {
        const at = path.join(folder, fileName);
        writeFileSync(at, data);
        return at;
      };
      const emptyDatabase = (): string => {
        const at = path.join(folder, 'no_tables.db');
        edit((db) => db.exec('CREATE TABLE a (b); DROP TABLE a'), at);
        return at;
      };
      const truncated = (): string => written('cut.db', bytesNow().subarray(0, 20_480));
      const overwritten = (): string => {
        const data = Buffer.from(bytesNow());
        data.fill(0xa5, 4096 * 2);
        return written('overwritten.db', data);
      };
      const bytesNow = (): Buffer => {
        const copy = path.join(folder, 'copy.db');
        copyFileSync(file, copy);
        return readFileSync(copy);
      };

      it('has tables but no usage', async () => {
        const at = path.join(folder, 'unused.db');
        writeUsageFile(at, { jobs: [{ job_id: 'a', job_name: 'A' }] });
        const source = openHere(at);
        expect(await source.profile()).toMatchObject({ asOf: null, firstDay: null });
        expect((await refusal(() => reportOf('job_cost', source))).code).toBe('no_data');
      });
    });

    describe('follows the file', () => {
      it('when it is changed while it is open', async () => {
        const source = openHere();
        const before = await reportOf('job_cost', source);
        edit((db) => db.exec("UPDATE compute_usage SET total_cost = 1000 WHERE compute_usage_id = 'u20'"));
        const after = await reportOf('job_cost', source);
        const cost = (result: ReportResult) => result.rows.find((row) => row.job_id === '3')?.cost_total_usd;
        expect([cost(before), cost(after)]).toEqual([7.77, 1000]);
        expect(after.facts.find((fact) => fact.key === 'cost.total')?.value).not.toBe(
          before.facts.find((fact) => fact.key === 'cost.total')?.value,
        );
      });

      it('when another file takes its place, as a new build does', async () => {
        const source = openHere();
        await source.profile();
        const next = path.join(folder, 'next.db');
        writeUsageFile(next, {
          ...NASTY,
          compute_usage: NASTY.compute_usage!.map((row) => ({ ...row, total_cost: 2 })),
        });
        renameSync(next, file);
        const { rows } = await reportOf('job_cost', source);
        expect(rows.find((row) => row.job_id === '3')?.cost_total_usd).toBe(2);
      });

      it('when it is replaced by a damaged one, and again by a sound one', async () => {
        const source = openHere();
        const { hash } = await reportOf('job_cost', source);
        const kept = path.join(folder, 'kept.db');
        copyFileSync(file, kept);
        const bad = path.join(folder, 'bad.db');
        writeFileSync(bad, Buffer.alloc(8192, 'x'));
        renameSync(bad, file);
        expect((await refusal(() => reportOf('job_cost', source))).code).toBe('corrupt_database');
        renameSync(kept, file);
        expect((await reportOf('job_cost', source)).hash).toBe(hash);
      });

      it('keeps answering while a writer holds the file', async () => {
        const source = openHere();
        const { hash } = await reportOf('job_cost', source);
        const writer = openDatabase(file);
        writer.exec('BEGIN IMMEDIATE; UPDATE jobs SET description = 1');
        expect((await reportOf('job_cost', source)).hash).toBe(hash);
        writer.exec('ROLLBACK');
        writer.close();
      });
    });

    it('refuses more rows than anybody reads, and goes on', async () => {
      const source = openHere();
      const many = sql(
        'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT i FROM n',
      );
      expect((await refusal(() => source.query(many, {}))).code).toBe('too_many_rows');
      expect(await source.query(sql('SELECT 1 AS one'), {})).toEqual([{ one: 1 }]);
    });

    it('gives the same four reports from a database of the original schema, and says what that lacks', async () => {
      const old = path.join(folder, 'old.db');
      writeUsageFile(old, NASTY, { original: true });
      const [source, original] = [openHere(), openHere(old)];
      for (const { id } of REPORTS)
        expect((await reportOf(id, original)).hash).toBe((await reportOf(id, source)).hash);
      const { absent } = await original.profile();
      expect(absent).toEqual(
        expect.arrayContaining([
          'job_dependencies',
          'sync_state',
          'jobs.schedule_cron',
          'job_runs.retry_of_run_id',
        ]),
      );
      expect(absent.filter((part) => part.startsWith('daily_'))).toEqual([]);
      expect(await original.query(loadSql('source/job_names'), {})).toHaveLength(9);
    });

    it('leaves no file behind when it is closed', async () => {
      const source = openHere();
      await source.profile();
      await source.close();
      expect(readdirSync(folder)).toEqual(['usage.db']);
    });
  });
}
