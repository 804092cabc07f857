import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLabel } from '#src/reports/charts/clean_label.ts';
import { guardChart, MAX_LABEL } from '#src/reports/charts/guard.ts';
import { textWidth } from '#src/reports/charts/text_width.ts';
import { NAME_WIDTH, TYPE } from '#src/reports/charts/theme.ts';
import { computeTypeCostChart } from './sample_charts.ts';

function guardedNames(names: readonly string[]): readonly unknown[] {
  const chart = computeTypeCostChart();
  const dataset = names.map((name) => ({ name, cost: 1, label: '$1' }));
  return guardChart({ ...chart, dataset }).dataset.map((row) => row['name']);
}

describe('names', () => {
  it('are short, clean and distinct, whatever they were', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { minLength: 1, maxLength: 30 }),
        (names) => {
          const guarded = guardedNames(names) as readonly string[];
          expect(new Set(guarded).size).toBe(names.length);
          for (const name of guarded) {
            expect([...name].length).toBeLessThanOrEqual(MAX_LABEL + ' (30)'.length);
            expect(name).not.toMatch(/\p{Cc}|[\u202a-\u202e\u2066-\u2069\ufffe\uffff]/u);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('keep both ends, where job names differ', () => {
    const [first, second] = guardedNames([`etl_${'x'.repeat(80)}_eu`, `etl_${'x'.repeat(80)}_us`]);
    expect(first).toMatch(/^etl_x+…x+_eu$/);
    expect(second).toMatch(/^etl_x+…x+_us$/);
    expect(textWidth(String(first), TYPE.label)).toBeLessThanOrEqual(NAME_WIDTH);
  });

  it('never run into each other, also when a counted name exists already', () => {
    expect(guardedNames(['a', 'a', 'a (2)', 'a'])).toEqual(['a', 'a (2)', 'a (2) (2)', 'a (3)']);
  });

  it('say so when nothing is left of them', () => {
    expect(guardedNames(['', '🚀', '\u0000'])).toEqual(['Unnamed', 'Unnamed (2)', 'Unnamed (3)']);
  });
});

describe('cleanLabel', () => {
  it('drops emoji, which would be drawn 136 pixels high, and keeps signs the font has', () => {
    expect(cleanLabel('🚀 launch 👨‍👩‍👧 of 🇩🇪 v2™ → done ✓')).toBe('launch of v2™ → done ✓');
  });

  it('keeps other scripts and drops marks that turn the direction of what follows', () => {
    expect(cleanLabel('تقرير \u202ecost\u202c\tדוח\n数据')).toBe('تقرير cost דוח 数据');
  });
});

describe('the spec', () => {
  it('may be as high as Slack shows it', () => {
    const chart = computeTypeCostChart();
    expect(() => guardChart({ ...chart, height: 5000 })).toThrow(/pixels high/);
    expect(() => guardChart({ ...chart, height: Number.NaN })).toThrow(/pixels high/);
  });

  it('gets plain field names only: a dot would be read as a path', () => {
    const chart = computeTypeCostChart();
    const dataset = [{ 'spot.ratio': 1 }];
    expect(() => guardChart({ ...chart, dataset })).toThrow('plain name');
  });
});
