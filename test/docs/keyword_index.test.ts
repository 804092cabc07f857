import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createKeywordIndex, matchExpression, openKeywordIndex } from '#src/docs/keyword_index.ts';
import { openDatabase } from '#src/store/sqlite/open_database.ts';

const db = openDatabase(':memory:');
createKeywordIndex(db, [
  {
    title: 'Pools',
    heading: 'Idle',
    text: 'A pool keeps machines waiting. SPOT_INSTANCE_TERMINATION is another thing.',
  },
  {
    title: 'Instances',
    heading: 'Spot',
    text: 'The termination of a spot instance, an instance of spot, termination.',
  },
  { title: 'Photon', heading: 'Cost', text: 'Runs faster and burns more.' },
]);
const index = openKeywordIndex(db);

afterAll(() => db.close());

describe('keyword index', () => {
  it('finds by stems', () => {
    expect(index.search('pooling', [], 5)).toEqual([0]);
    expect(index.search('does it run fast', [], 5)).toEqual([2]);
  });

  it('ranks an exact code above its words', () => {
    expect(index.search('SPOT_INSTANCE_TERMINATION', [], 5)[0]).toBe(0);
  });

  it('searches added phrases as phrases', () => {
    expect(index.search('xyzzy', ['machines waiting'], 5)).toEqual([0]);
    expect(index.search('xyzzy', ['waiting machines'], 5)).toEqual([]);
  });

  it('keeps to the limit', () => {
    expect(index.search('termination', [], 1)).toHaveLength(1);
  });

  it.each(['', '   ', '"', "'", '()', '***', '🔥', '-', '^'])('has nothing for %j', (text) => {
    expect(matchExpression(text, [])).toBeNull();
    expect(index.search(text, [], 5)).toEqual([]);
  });

  it.each([
    'photon AND',
    'why? (photon',
    '-photon',
    'NEAR(photon',
    'title:photon',
    'photon*',
    '"photon',
    'photon OR NOT',
    '{photon}',
    'a ^ photon + b',
  ])('reads %j as words and not as syntax', (text) => {
    expect(index.search(text, [], 5)).toContain(2);
  });

  it('takes any text and any phrase', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[a-z"'()*:^{}+\-. ]{0,40}$/));
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 3 }), (question, phrases) => {
        expect(index.search(question, phrases, 5).length).toBeLessThanOrEqual(3);
      }),
    );
  });

  it('shortens a question of a thousand words', () => {
    const long = Array.from({ length: 1_000 }, (_, i) => `word${i}`).join(' ');
    expect(matchExpression(long, [])!.split(' OR ')).toHaveLength(64);
    expect(index.search(`${long} photon`, [], 5)).toEqual([]);
  });
});
