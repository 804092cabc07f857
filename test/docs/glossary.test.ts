import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGlossaryLookup, expandQuestion, parseGlossaryPage } from '#src/docs/glossary.ts';

const TERMS = parseGlossaryPage(`
## Spot instance
Also: spot machine, preemptible machine
See: losing_spot_instances
A spare machine.

## Node
Also: machine, instance
A machine of a cluster.
It may be lost.

## Out of memory
Also: OOM, runs out of RAM
Too little memory.
`);
const LOOKUP = createGlossaryLookup(TERMS);

describe('glossary', () => {
  it('reads terms, synonyms, pages and the definition', () => {
    expect(TERMS[0]).toEqual({
      term: 'Spot instance',
      synonyms: ['spot machine', 'preemptible machine'],
      pages: ['losing_spot_instances'],
      definition: 'A spare machine.',
    });
    expect(TERMS[1]).toMatchObject({ pages: [], definition: 'A machine of a cluster. It may be lost.' });
  });

  it('adds the other words of a phrase, in any inflection', () => {
    expect(expandQuestion(LOOKUP, 'why did the job run out of ram')).toEqual(['Out of memory', 'OOM']);
    expect(expandQuestion(LOOKUP, 'OOM again')).toEqual(['Out of memory', 'runs out of RAM']);
  });

  it('takes the longest phrase and not the words in it', () => {
    expect(expandQuestion(LOOKUP, 'are spot machines cheap')).toEqual([
      'Spot instance',
      'preemptible machine',
    ]);
    expect(expandQuestion(LOOKUP, 'machines')).toEqual(['Node', 'instance']);
  });

  it('adds nothing that was asked already', () => {
    expect(expandQuestion(LOOKUP, 'node, machine or instance')).toEqual([]);
  });

  it('takes any text, and adds at most 16 phrases', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(expandQuestion(LOOKUP, text).length).toBeLessThanOrEqual(16);
      }),
    );
  });
});
