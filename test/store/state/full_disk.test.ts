// When nothing more can be written: clicks are answered all the same, and what must not happen twice is refused in words.
import { afterEach, describe, expect, it } from 'vitest';
import { sha256 } from '#src/lib/hash.ts';
import { migrate } from '#src/store/migrate.ts';
import { openDatabase, type SqliteDatabase } from '#src/store/sqlite/open_database.ts';
import { createAnswers } from '#src/store/state/answers.ts';
import { createChartFiles } from '#src/store/state/chart_files.ts';
import { createClaims } from '#src/store/state/claims.ts';
import { createOccurrences } from '#src/store/state/occurrences.ts';
import { prepareStatements } from '#src/store/state/statements.ts';

const at = { ms: Date.parse('2026-11-02T09:00:00Z') };
const clock = () => new Date(at.ms);
let db: SqliteDatabase;
afterEach(() => db.close());

/** SQLite refuses every further page, as it does on a full disk. */
function fullState() {
  db = openDatabase(':memory:');
  migrate(db, 'state');
  const statements = prepareStatements(db);
  const answers = createAnswers(statements, clock, 10);
  answers.put('before', { prompt: 'kept' });
  db.exec('CREATE TABLE ballast (text TEXT)');
  db.pragma('max_page_count = 1');
  expect(() => {
    for (;;) db.exec('INSERT INTO ballast VALUES (hex(randomblob(100)))');
  }).toThrow('full');
  return { statements, answers };
}

const LONG = 'x'.repeat(20_000);
/** As long, and no shorter when it is packed. */
const UNLIKE = Array.from({ length: 320 }, (_, i) => sha256(`${i}`)).join('');

describe('a state database on a full disk', () => {
  it('lets a click through once, and again when its time is over or it failed', () => {
    const { take, release } = createClaims(fullState().statements, clock);
    const key = `click ${LONG}`;
    expect([take(key, 30_000), take(key, 30_000)]).toEqual([true, false]);
    at.ms += 30_000;
    expect([take(key, 30_000), take(key, 30_000)]).toEqual([true, false]);
    release(key);
    expect(take(key, 30_000)).toBe(true);
  });

  it('gives up the details of an answer and the id of a picture, and keeps what it had', () => {
    const { answers, statements } = fullState();
    const files = createChartFiles(statements, clock);
    answers.put('after', { prompt: UNLIKE });
    files.put('T1', LONG, 'F1');
    expect([answers.get('after'), files.get('T1', LONG)]).toEqual([undefined, undefined]);
    expect(answers.get('before')).toEqual({ prompt: 'kept' });
  });

  it('refuses a planned message in words, so that it is never posted twice', () => {
    const { claim } = createOccurrences(fullState().statements, clock);
    expect(() => claim({ scheduleId: 'S1', slot: '2026-11-02 08:00:00', target: LONG })).toThrow(
      expect.objectContaining({
        code: 'state_not_writable',
        full: expect.stringMatching(/cannot keep anything.*full\..*makes room on its disk/),
      }),
    );
  });
});
