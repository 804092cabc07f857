import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeBeside } from '#src/reports/charts/place_labels.ts';

const PLOT = { width: 600, height: 300 };

function point(x: number, y: number, text: string | null, radius = 8) {
  return { x, y, radius, text };
}

describe('placeBeside', () => {
  it('puts the number of a lonely point to its right, clear of it', () => {
    const [label] = placeBeside([point(100, 100, '1')], PLOT);
    expect(label!.px).toBeGreaterThan(108);
    expect(label!.py).toBe(100);
  });

  it('turns away from a neighbour and from the edge', () => {
    const [beside] = placeBeside([point(100, 100, '1'), point(120, 100, null)], PLOT);
    expect(beside!.py).not.toBe(100);
    const [edge] = placeBeside([point(595, 100, '1')], PLOT);
    expect(edge!.px).toBeLessThan(600);
  });

  it('labels exactly the points that have a text, in their order', () => {
    const labels = placeBeside([point(10, 10, null), point(200, 50, '1'), point(300, 60, '2')], PLOT);
    expect(labels.map((label) => label.text)).toEqual(['1', '2']);
  });

  it('separates the labels of eight points on one spot', () => {
    const labels = placeBeside(
      Array.from({ length: 8 }, (_, index) => point(300, 150, String(index + 1), 14)),
      PLOT,
    );
    const spots = new Set(labels.map(({ px, py }) => `${px.toFixed(1)} ${py.toFixed(1)}`));
    expect(spots.size).toBe(8);
  });

  it('keeps every label within reach of its point', () => {
    const anyPoint = fc.tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 300 }));
    fc.assert(
      fc.property(fc.array(anyPoint, { minLength: 1, maxLength: 60 }), (spots) => {
        const circles = spots.map(([x, y], index) => point(x, y, index < 8 ? String(index + 1) : null));
        placeBeside(circles, PLOT).forEach((label, index) => {
          const { x, y } = circles[index]!;
          expect(Math.hypot(label.px - x, label.py - y)).toBeLessThan(30);
        });
      }),
      { numRuns: 100 },
    );
  });
});
