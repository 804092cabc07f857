import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { characterGramsOf, nameWordsOf, stemsOf, wordsOf } from '#src/embeddings/terms.ts';

describe('terms', () => {
  it('folds case and accents and cuts at punctuation and underscores', () => {
    expect(wordsOf('Café: SPOT_WITH_FALLBACK, 2X-Small!')).toEqual([
      'cafe',
      'spot',
      'with',
      'fallback',
      '2x',
      'small',
    ]);
  });

  it('keeps words that tell something, as stems', () => {
    expect(stemsOf('why are the clusters terminating')).toEqual(['cluster', 'termin']);
  });

  it('keeps stop words when there is nothing else', () => {
    expect(stemsOf('what is it')).toEqual(['what', 'is', 'it']);
  });

  it('cuts names where the case changes', () => {
    expect(nameWordsOf('dailyOrders_v2Load')).toEqual(['daily', 'orders', 'v2', 'load']);
  });

  it('makes runs of 3 and 4 characters with the borders of the word', () => {
    expect(characterGramsOf(['job'])).toEqual(['_jo', 'job', 'ob_', '_job', 'job_']);
  });

  it('reads other scripts and survives emoji', () => {
    expect(wordsOf('تقرير 🔥 日報')).toEqual(['تقرير', '日報']);
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(stemsOf(text).every((stem) => stem.length > 0)).toBe(true);
      }),
    );
  });
});
