// A reader with a pencil: printed amounts add up and subtract, whatever they are.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeWriters, moneyWriter } from '#src/copilot/narration/common/precision.ts';
import { createFactSheet, type Fact } from '#src/reports/facts.ts';

const amount = fc.integer({ min: -5_000_000, max: 5_000_000 }).map((cents) => cents / 100);

function facts(values: readonly number[], unit: 'usd' | 'usd_delta'): Fact[] {
  const sheet = createFactSheet({ subject: 'job:1', scope: 's', sqlHash: 'h', today: '2026-10-31' });
  return values.map((value, i) => sheet.add({ key: `v${i}`, label: 'amount', value, unit }));
}

/** '-$1,234.50' -> -123450, '$12' -> 1200. */
function read(text: string): number {
  return Math.round(Number(text.replace(/[$,+]/g, '')) * 100);
}

describe('amounts written together', () => {
  it('subtract as printed', () => {
    fc.assert(
      fc.property(amount, amount, (now, before) => {
        const difference = Math.round((now - before) * 100) / 100;
        const write = moneyWriter([now, -before], difference);
        const [a, b] = facts([now, before], 'usd');
        const [change] = facts([difference], 'usd_delta');
        const printed = write(change!).text;
        const seen = read(write(a!).text) - read(write(b!).text);
        const precision = printed.includes('.') ? 1 : 100;
        expect(Math.abs(seen - read(printed))).toBeLessThanOrEqual(precision / 2);
        expect(read(write(change!, 'unsigned').text)).toBe(Math.abs(read(printed)));
      }),
    );
  });

  it('add up as printed', () => {
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 7 }), (parts) => {
        const total = Math.round(parts.reduce((a, b) => a + b, 0) * 100) / 100;
        const write = moneyWriter(parts, total);
        const printed = write(facts([total], 'usd')[0]!).text;
        const seen = facts(parts, 'usd_delta').reduce((sum, fact) => sum + read(write(fact).text), 0);
        expect(Math.abs(seen - read(printed))).toBeLessThanOrEqual(printed.includes('.') ? 0 : 50);
      }),
    );
  });

  it('add up and subtract as a list of changes', () => {
    const pair = fc.tuple(amount, amount);
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 6 }), (pairs) => {
        const changes = pairs.map(([now, before]) => ({
          now,
          before,
          change: Math.round((now - before) * 100) / 100,
        }));
        const total = Math.round(changes.reduce((sum, { change }) => sum + change, 0) * 100) / 100;
        const writers = changeWriters(changes, total);
        const lines = changes.map(({ now, before, change }, i) => {
          const [a, b] = facts([now, before], 'usd').map((fact) => read(writers[i]!(fact).text));
          const text = writers[i]!(facts([change], 'usd_delta')[0]!).text;
          expect(Math.abs(a! - b! - read(text))).toBeLessThanOrEqual(text.includes('.') ? 0 : 50);
          return read(text);
        });
        const printed = moneyWriter([total], total)(facts([total], 'usd')[0]!).text;
        const seen = lines.reduce((sum, cents) => sum + cents, 0);
        expect(Math.abs(seen - read(printed))).toBeLessThanOrEqual(printed.includes('.') ? 0 : 50);
      }),
    );
  });

  it.each<[number, number, string[]]>([
    [201.83, 202.37, ['$201.83', '$202.37', '-$0.54']],
    [5524.61, 3261.58, ['$5,525', '$3,262', '+$2,263']],
    [100.4, 80.6, ['$100.40', '$80.60', '+$19.80']],
  ])('%s after %s', (now, before, expected) => {
    const difference = Math.round((now - before) * 100) / 100;
    const write = moneyWriter([now, -before], difference);
    const spans = [...facts([now, before], 'usd'), ...facts([difference], 'usd_delta')];
    expect(spans.map((fact) => write(fact).text)).toEqual(expected);
  });
});
