// What a digest says of failed runs over a month of the sample: its counts, its names and the answers behind its buttons must agree.
import { beforeAll, describe, expect, it } from 'vitest';
import { answer } from '#src/copilot/answer.ts';
import type { DigestChange } from '#src/copilot/answer_types.ts';
import { addDays, type IsoDay } from '#src/lib/dates.ts';
import { mainFamily } from '#src/lib/error_families.ts';
import { plainText } from '#src/reports/line.ts';
import { buildDigest } from '#src/scheduler/digest.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import { testParts } from '#test/fixtures/parts.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';

const DAYS: readonly IsoDay[] = ['2026-10-10', '2026-10-20', '2026-10-25', '2026-10-30', '2026-10-31'];

interface Told {
  readonly day: IsoDay;
  readonly change: DigestChange;
  readonly text: string;
  /** Of the failures chip, pressed as the digest offers it. */
  readonly answer: string;
}
const told: Told[] = [];

beforeAll(async () => {
  const source = openSqliteSource(sampleDatabaseFile());
  for (const asOf of DAYS) {
    const seen = { ...source, profile: async () => ({ ...(await source.profile()), asOf }) };
    const clockNow = new Date(`${addDays(asOf, 1)}T08:00:00Z`);
    const { digest } = await buildDigest({ source: seen, previous: null, clockNow, weekdayZone: 'UTC' });
    for (const change of digest.changes.filter(({ chip }) => chip.id === 'diagnose.failures')) {
      const { text } = await answer({ chip: change.chip.id, selection: change.selection }, testParts(seen));
      told.push({ day: asOf, change, text: plainText(change.line), answer: text });
    }
  }
  await source.close();
}, 30_000);

describe('the line about failed runs', () => {
  it('is there on the days it is tried on', () => {
    expect(new Set(told.map(({ day }) => day)).size).toBeGreaterThanOrEqual(4);
  });

  it('counts as many jobs as it names', () => {
    const several = told.filter(({ text }) => /jobs had no successful run/.test(text));
    expect(several.length).toBeGreaterThan(0);
    for (const { change, text } of several) {
      const [, count] = /^(\d+) (?:other )?jobs/.exec(text) ?? [];
      const [, rest = '0'] = / and (\d+) more/.exec(text) ?? [];
      const names = change.line.filter((span) => span.entity).length;
      expect(names + Number(rest)).toBe(Number(count));
    }
  });

  it('counts every job of that day without a successful run, also those with a line of their own', () => {
    const last = told.find(({ day }) => day === '2026-10-31')!;
    expect(last.text).toMatch(/^3 jobs had no successful run: .*Demand forecast training/);
  });

  it('names the family of errors that the answer behind its button names first', () => {
    const families = told.map(({ text, answer: said }) => ({
      line: /\(([^)]+)\)/.exec(text.replace(/.*?: /, ''))?.[1],
      said: said.split('\n')[0],
    }));
    expect(families.length).toBeGreaterThanOrEqual(4);
    for (const { line, said } of families) {
      expect(line).toBeDefined();
      expect(said).toContain(`with ${line}`);
    }
  });

  it('is asked about on the very days it tells of', () => {
    for (const { day, change } of told) expect(change.selection).toMatchObject({ from: day, to: day });
  });
});

describe('the main family of failed runs', () => {
  it('is that of most runs, not of most messages, and of equals the first by its id', () => {
    const lost = { summary: 'NODES_LOST: 4 spot instance(s) were terminated', runs: 3 };
    const memory = { summary: 'java.lang.OutOfMemoryError', runs: 1 };
    expect(mainFamily([memory, { ...memory, summary: 'exit code 137' }, lost])?.id).toBe('spot_loss');
    expect(mainFamily([lost, { ...memory, runs: 3 }])?.id).toBe('out_of_memory');
    expect(mainFamily([])).toBeNull();
  });
});
