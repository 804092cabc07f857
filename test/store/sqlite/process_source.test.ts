// The warm child process: the contract of every source, and what only a process can do.
import os from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { openProcessSource, type ProcessSourceOptions } from '#src/store/sqlite/process_source.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import { sql, usageSourceContract } from '#test/contracts/usage_source.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';

usageSourceContract('the source in a child process', openProcessSource);

const opened: UsageSource[] = [];
afterEach(async () => {
  for (const source of opened.splice(0)) await source.close();
});

function openSample(options: ProcessSourceOptions = {}): UsageSource {
  const source = openProcessSource(sampleDatabaseFile(), options);
  opened.push(source);
  return source;
}

const FOREVER = sql(
  'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT MAX(i) AS i FROM n',
);
const HUGE = sql(
  'WITH RECURSIVE n(i, t) AS (SELECT 1, randomblob(1000000) UNION ALL SELECT i + 1, randomblob(1000000) FROM n) SELECT group_concat(hex(t)) AS t FROM n',
);
const ONE = sql('SELECT 1 AS one');

/** Milliseconds this process was not able to run a timer; a slow machine alone costs some. */
function longestStall(): () => number {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 10);
  return () => {
    clearInterval(timer);
    return longest;
  };
}

describe('the child process', () => {
  it('is killed with a query that runs away, the main loop never waits, and the next query gets a fresh one', async () => {
    const source = openSample({ deadlineMs: 5000 });
    expect(await source.query(ONE, {})).toEqual([{ one: 1 }]);
    const stall = longestStall();
    await expect(source.query(FOREVER, {})).rejects.toMatchObject({
      code: 'query_timeout',
      message: 'The query took longer than 5 seconds and was stopped.',
    });
    expect(stall()).toBeLessThan(1500);
    expect(await source.query(ONE, {})).toEqual([{ one: 1 }]);
  });

  it('takes only the query that deserved it: those waiting behind it are answered', async () => {
    const source = openSample({ deadlineMs: 5000 });
    const asked = [ONE, FOREVER, ONE, ONE].map((statement) => source.query(statement, {}));
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.map((outcome) => outcome.status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
  });

  it('is killed when it eats the memory of the machine', async () => {
    const source = openSample({ maxResidentMb: 300, deadlineMs: 20_000 });
    await expect(source.query(HUGE, {})).rejects.toMatchObject({
      code: expect.stringMatching(/query_memory|too_large/),
    });
    expect(await source.query(ONE, {})).toEqual([{ one: 1 }]);
  });

  it('is not left running when the source is closed with a query under way', async () => {
    const source = openSample();
    await source.query(ONE, {});
    const pending = source.query(FOREVER, {});
    await source.close();
    await expect(pending).rejects.toMatchObject({ code: 'query_stopped' });
  });

  it('starts from any folder', async () => {
    const here = process.cwd();
    process.chdir(os.tmpdir());
    try {
      expect(await openSample().query(ONE, {})).toEqual([{ one: 1 }]);
    } finally {
      process.chdir(here);
    }
  });
});
