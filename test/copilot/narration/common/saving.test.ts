// A reader with a pencil: current less changed is the difference, however the amounts fall; and one rule for every size.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figures } from '#src/copilot/narration/common/figures.ts';
import { becomes, estimate, type Find, inOrder, savedMicros } from '#src/copilot/narration/common/saving.ts';
import { sizeAction, sizeReason, sizing } from '#src/copilot/narration/common/sizing.ts';
import type { StudyBase } from '#src/copilot/study/study.ts';
import { createFactSheet } from '#src/reports/facts.ts';
import { line, plainText } from '#src/reports/line.ts';

const micros = fc.integer({ min: 1, max: 90_000_000_000 });

function sheetFigures() {
  const sheet = createFactSheet({ subject: 'job:1', scope: 's', sqlHash: 'h', today: '2026-10-31' });
  return figures({ sheet } as StudyBase, 'facts/job_waste');
}

/** '$1,234.50 becomes $12; difference $34' -> cents. */
function amounts(text: string): number[] {
  return [...text.matchAll(/-?\$[\d,]+(\.\d\d)?/g)].map((hit) =>
    Math.round(Number(hit[0].replace(/[$,]/g, '')) * 100),
  );
}

describe('a saving as printed', () => {
  it('is current less changed, to the cent', () => {
    fc.assert(
      fc.property(micros, fc.double({ min: 0, max: 1, noNaN: true }), (left, share) => {
        const saved = estimate(left * share, left);
        const [current, changed, difference] = amounts(
          plainText(becomes(sheetFigures(), 'size', left, saved)),
        );
        expect(current! - changed!).toBe(difference);
        expect(changed).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('is in whole dollars, and all of the cost where all of it goes', () => {
    expect(estimate(1_916_620_000, 3_833_240_000)).toBe(1_917_000_000);
    expect(plainText(becomes(sheetFigures(), 'size', 3_833_240_000, 1_917_000_000))).toBe(
      '$3,833 becomes $1,916; difference $1,917',
    );
    expect(plainText(becomes(sheetFigures(), 'size', 12_340_000, 10_000_000))).toBe(
      '$12.34 becomes $2.34; difference $10.00',
    );
    expect(estimate(100_600_000, 100_600_000)).toBe(100_600_000);
  });
});

describe('savings in order', () => {
  const take =
    (share: number): Find<null> =>
    (_, left) => ({
      key: `k${share}`,
      micros: estimate(left * share, left),
      action: () => line`act`,
      sums: () => line`sum`,
      risk: () => line`risk`,
    });

  it('never add up to more than there is, and none is below ten dollars', () => {
    const shares = fc.uniqueArray(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 });
    fc.assert(
      fc.property(micros, shares, (cost, list) => {
        const found = inOrder(null, cost, list.map(take));
        expect(savedMicros(found)).toBeLessThanOrEqual(cost + 5_000);
        for (const saving of found) expect(saving.micros).toBeGreaterThanOrEqual(10_000_000);
      }),
    );
  });
});

describe('the size by the CPU', () => {
  const cpu = fc.double({ min: 0, max: 100, noNaN: true });
  const workers = fc.integer({ min: 1, max: 200 });

  it('keeps at least half, changes at least 15%, and needs no more than there are', () => {
    fc.assert(
      fc.property(cpu, workers, (pct, now) => {
        const size = sizing(pct, now);
        if (!size) return;
        const { then } = size.workers!;
        expect(then * 2).toBeGreaterThanOrEqual(now);
        expect(then).toBeLessThanOrEqual(now * 0.85);
        expect(Math.round(pct)).toBeLessThan(65);
        expect(size.keep).toBeCloseTo((then + 1) / (now + 1), 9);
      }),
    );
  });

  it('asks for more workers where the CPU is higher', () => {
    fc.assert(
      fc.property(cpu, cpu, workers, (a, b, now) => {
        const least = (pct: number) => sizing(pct, now)?.workers?.then ?? now;
        expect(least(Math.min(a, b))).toBeLessThanOrEqual(least(Math.max(a, b)));
      }),
    );
  });

  it('shows workers, arithmetic and limit', () => {
    const size = sizing(36.9, 16)!;
    const f = sheetFigures();
    expect(plainText(sizeAction(f, size))).toBe('lower its size from 16 to 10 workers');
    expect(plainText(sizeReason(f, 36.9, size))).toBe(
      '16 workers x CPU 37% / 65% aimed for = 10, rounded up; with the driver 11 nodes instead of 17',
    );
    const capped = sheetFigures();
    expect(plainText(sizeReason(capped, 10, sizing(10, 16)!))).toBe(
      '16 workers x CPU 10% / 65% aimed for = 3, rounded up, but never fewer than half in one step; with the driver 9 nodes instead of 17',
    );
    const unknown = sheetFigures();
    expect(plainText(sizeAction(unknown, sizing(39, null)!))).toBe('run it with 60% of its workers');
    expect(plainText(sizeReason(unknown, 39, sizing(39, null)!))).toBe(
      'CPU 39% / 65% aimed for = 60% of the workers; how many it has is not recorded',
    );
  });

  it('leaves a size alone that is about right', () => {
    expect(sizing(57, 16)).toBeNull();
    expect(sizing(57, null)).toBeNull();
    expect(sizing(5, 1)).toBeNull();
    expect(sizing(90, 40)).toBeNull();
  });
});
