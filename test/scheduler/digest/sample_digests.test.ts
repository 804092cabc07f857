// A month of digests over the sample account: what was planted in it must be said on its day, and nothing may be said too often.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, type IsoDay } from '#src/lib/dates.ts';
import { plainText } from '#src/reports/line.ts';
import { type BuiltDigest, buildDigest } from '#src/scheduler/digest.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import { sampleDatabaseFile, sampleTruthFile } from '#test/fixtures/sample_file.ts';

const FROM = '2026-09-28';
const TO = '2026-10-31';
const digests = new Map<IsoDay, BuiltDigest>();

interface Scenario {
  readonly id: string;
  readonly names: readonly string[];
  readonly from: IsoDay;
}

const scenarios = JSON.parse(readFileSync(sampleTruthFile(), 'utf8')).scenarios as Scenario[];
const scenario = (id: string) => scenarios.find((item) => item.id === id)!;

beforeAll(async () => {
  const source = openSqliteSource(sampleDatabaseFile());
  let previous: BuiltDigest['snapshot'] | null = null;
  for (let asOf = FROM; asOf <= TO; asOf = addDays(asOf, 1)) {
    const seen = { ...source, profile: async () => ({ ...(await source.profile()), asOf }) };
    const clockNow = new Date(`${addDays(asOf, 1)}T08:00:00Z`);
    const built: BuiltDigest = await buildDigest({ source: seen, previous, clockNow, weekdayZone: 'UTC' });
    digests.set(asOf, built);
    previous = built.snapshot;
  }
  await source.close();
});

const all = () => [...digests.values()].map(({ digest }) => digest);
const changesOn = (day: IsoDay) => digests.get(day)!.digest.changes.map(({ line }) => plainText(line));

describe('what was planted is said on its day', () => {
  it.each([
    ['nightly_ledger', 0],
    ['spike_more_runs', 0],
    ['cluster_left_on', 0],
    ['upstream_cascade', 0],
    ['new_job', 0],
  ])('%s', (id, daysAfter) => {
    const { names, from } = scenario(id);
    const lines = changesOn(addDays(from, daysAfter));
    expect(lines.filter((line) => line.includes(names[0]!))).not.toEqual([]);
  });

  it('the price, by its SKU', () => {
    expect(changesOn(scenario('price_change').from).join('\n')).toContain(
      'JOBS_COMPUTE now costs $0.155 per DBU, $0.150 before',
    );
  });

  it('the storm of evictions', () => {
    expect(changesOn(scenario('spot_storm').from).join('\n')).toContain('spot evictions in');
  });

  it('the idle warehouse that was fixed, with what fixed it', () => {
    const lines = changesOn('2026-10-30').join('\n');
    expect(lines).toContain(scenario('resolved_idle_warehouse').names[0]);
    expect(lines).toContain('auto stop 0 -> 10 min');
  });

  it('and the job that only looks odd is left in peace', () => {
    const [name] = scenario('odd_but_fine').names;
    const spoken = all().flatMap(({ changes }) => changes.map(({ line }) => plainText(line)));
    expect(spoken.filter((line) => line.includes(name!))).toEqual([]);
  });
});

describe('a month of digests', () => {
  it('has at most five changes each, and some quiet days', () => {
    expect(Math.max(...all().map(({ changes }) => changes.length))).toBeLessThanOrEqual(5);
    expect(all().filter(({ quiet }) => quiet).length).toBeGreaterThanOrEqual(5);
  });

  it('states every figure as a fact', () => {
    const spans = all().flatMap(({ headline, footer, changes }) => [
      ...headline,
      ...footer,
      ...changes.flatMap(({ line }) => line),
    ]);
    const loose = spans.filter((span) => /\d/.test(span.text) && !span.fact && !span.entity && !span.quoted);
    expect(spans.length).toBeGreaterThan(200);
    expect(loose).toEqual([]);
  });

  it('has the value in the fact that the text shows', () => {
    for (const { digest, facts } of digests.values()) {
      const forms = new Map(facts.map((fact) => [fact.id, fact.forms]));
      const spans = [digest.headline, digest.footer, ...digest.changes.map(({ line }) => line)].flat();
      for (const span of spans.filter((item) => item.fact))
        expect(forms.get(span.fact!)).toContain(span.text);
    }
  });

  it('reports no change of cents', () => {
    const deltas = [...digests.values()].flatMap(({ facts }) =>
      facts.filter(({ key, unit }) => unit === 'usd_delta' && key.endsWith('.delta')),
    );
    expect(deltas.length).toBeGreaterThan(20);
    expect(deltas.filter(({ value }) => Math.abs(Number(value)) < 10)).toEqual([]);
  });

  it('speaks of what stays open in a line of its own once a week', () => {
    const lines = all().flatMap(({ changes }) => changes.map(({ line }) => plainText(line)));
    const reminders = lines.filter((line) => line.startsWith('Still open: Nightly ledger'));
    expect(reminders).toHaveLength(2);
  });
});
