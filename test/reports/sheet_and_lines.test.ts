// Facts, units, sentences and names: what every message is built of.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countToMark } from '#src/reports/concentration.ts';
import { createFactSheet } from '#src/reports/facts.ts';
import { draftText, form, joinLines, line, plainText, quote, strong, words } from '#src/reports/line.ts';
import { displayNames } from '#src/reports/names.ts';
import { formatValue, type Unit } from '#src/reports/units.ts';

const sheet = () => createFactSheet({ subject: 'job:1', scope: 's', sqlHash: 'h', today: '2026-10-31' });

describe('a value in its unit', () => {
  it.each<[number | string, Unit, string]>([
    [84_212.4, 'usd', '$84,212'],
    [-3.4, 'usd_delta', '-$3.40'],
    [0.1534, 'usd_per_dbu', '$0.153'],
    [36_031.2, 'dbu', '36,031 DBU'],
    [1.5, 'dbu', '1.5 DBU'],
    [1234, 'count', '1,234'],
    [-3, 'count_delta', '-3'],
    [3, 'count_delta', '+3'],
    [14.2, 'percent', '14%'],
    [9.94, 'percent', '9.9%'],
    [9.96, 'percent', '10%'],
    [0.04, 'percent', '<0.1%'],
    [-0.04, 'percent', '-0.04%'],
    [-0.001, 'percent_delta', '0%'],
    [0.04, 'percent_delta', '<0.1%'],
    [71.9, 'times', '72 times'],
    [0, 'percent', '0%'],
    [31.4, 'percent_delta', '+31%'],
    [-2.44, 'points', '-2.4 points'],
    [0.5, 'minutes', '30 s'],
    [9.5, 'minutes', '9.5 min'],
    [58.4, 'minutes', '58 min'],
    [316, 'minutes', '5.27 h'],
    [6000, 'minutes', '100 h'],
    [0.654, 'ratio', '65%'],
    [2.64, 'times', '2.6 times'],
    [66.6, 'score', '67'],
    [3, 'rank', '#3'],
    ['2026-10-12 02:00:00', 'time', '02:00 UTC'],
    ['x', 'text', 'x'],
  ])('%s %s is %s', (value, unit, text) => {
    expect(formatValue(value, unit)[0]).toBe(text);
  });
});

describe('a sheet of facts', () => {
  it('numbers facts in order, and keeps one value per key', () => {
    const facts = sheet();
    const first = facts.add({ key: 'cost', label: 'cost', value: 5, unit: 'usd' });
    expect(facts.add({ key: 'cost', label: 'again', value: 5, unit: 'usd' })).toBe(first);
    expect(() => facts.add({ key: 'cost', label: 'cost', value: 6, unit: 'usd' })).toThrow(
      /"cost" is 5 usd, not 6 usd/,
    );
    expect(facts.add({ key: 'day', label: 'day', value: '2026-10-12', unit: 'day' }).forms).toEqual([
      '12 Oct',
      '2026-10-12',
    ]);
    expect(facts.add({ key: 'none', label: 'none', value: null, unit: 'usd' }).forms).toEqual(['not known']);
    expect(facts.facts.map((fact) => fact.id)).toEqual(['f1', 'f2', 'f3']);
    expect(facts.get('day')?.id).toBe('f2');
  });
});

describe('a sentence', () => {
  const cost = sheet().add({ key: 'cost', label: 'cost', value: 5573, unit: 'usd' });

  it('binds its figures and marks its names', () => {
    const name = { ref: 'job:1', name: 'Nightly <ledger> 2' };
    const said = line`${strong(name)} cost ${cost}: see *Failures*, ${quote('max 8')} and ${words('more')}.`;
    expect(plainText(said)).toBe('Nightly <ledger> 2 cost $5,573: see Failures, max 8 and more.');
    expect(draftText(said)).toBe('Nightly <ledger> 2 cost {{f1}}: see Failures, max 8 and more.');
    expect(said.filter((span) => span.entity)).toEqual([
      { text: 'Nightly <ledger> 2', entity: 'job:1', strong: true },
    ]);
    expect(said.find((span) => span.text === 'Failures')?.strong).toBe(true);
    expect(plainText([form(cost, 1)])).toBe('$5,573.00');
    expect(plainText([form(cost, 9)])).toBe('$5,573');
  });

  it('refuses a figure typed into its words', () => {
    expect(() => line`It cost 5 dollars`).toThrow(/must be a fact/);
    expect(() => words('5 more')).toThrow(/must be a fact/);
  });

  it('joins', () => {
    expect(plainText(joinLines([line`a`, line`b`, line`c`], ', '))).toBe('a, b, c');
    expect(joinLines([], ', ')).toEqual([]);
  });
});

describe('names', () => {
  it('are distinct: by place, by id, and never empty', () => {
    expect(
      displayNames([
        { id: '1', name: 'Ledger', place: 'prod' },
        { id: '2', name: 'Ledger', place: 'dev' },
        { id: '3', name: 'Twin', place: 'prod' },
        { id: '4', name: 'Twin', place: 'prod' },
        { id: '5', name: ' ', place: null },
        { id: null, name: null },
      ]),
    ).toEqual([
      'Ledger (prod)',
      'Ledger (dev)',
      'Twin (prod) (3)',
      'Twin (prod) (4)',
      'job 5',
      'Unattributed',
    ]);
  });
});

describe('the 80% mark', () => {
  it('is reached by the fewest of the largest', () => {
    expect([
      countToMark([80, 20]),
      countToMark([50, 30, 20]),
      countToMark([1]),
      countToMark([]),
      countToMark([0, 0]),
    ]).toEqual([1, 2, 1, 0, 0]);
    const values = fc
      .array(fc.integer({ min: 0, max: 1e6 }), { minLength: 1, maxLength: 50 })
      .map((list) => list.sort((a, b) => b - a));
    fc.assert(
      fc.property(values, (list) => {
        const total = list.reduce((a, b) => a + b, 0);
        const upTo = (n: number) => list.slice(0, n).reduce((a, b) => a + b, 0);
        const n = countToMark(list);
        if (total === 0) expect(n).toBe(0);
        else {
          expect(upTo(n) * 100).toBeGreaterThanOrEqual(total * 80);
          expect(upTo(n - 1) * 100).toBeLessThan(total * 80);
        }
      }),
      { seed: 1 },
    );
  });
});
