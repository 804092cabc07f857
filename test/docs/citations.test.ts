import { describe, expect, it } from 'vitest';
import { sourceLines } from '#src/docs/citations.ts';

const PHOTON = {
  title: 'What is Photon?',
  url: 'https://docs.databricks.com/aws/en/compute/photon',
  checked: '2026-11-22',
  confidence: 'confirmed' as const,
};

describe('source lines', () => {
  it('names the page, the day and the address', () => {
    expect(sourceLines([PHOTON], '2026-12-01')).toEqual([
      { title: PHOTON.title, url: PHOTON.url, text: 'our summary of "What is Photon?", checked 22 Nov' },
    ]);
  });

  it('adds the year when it is another one', () => {
    expect(sourceLines([PHOTON], '2027-01-01')[0]?.text).toBe(
      'our summary of "What is Photon?", checked 22 Nov 2026',
    );
  });

  it('does not claim a check of a page that was only cited', () => {
    const [line] = sourceLines([{ ...PHOTON, confidence: 'cited' }], '2026-12-01');
    expect(line?.text).toBe('our summary of "What is Photon?", written 22 Nov, page not yet checked');
  });

  it('has one line per page in the order of the passages', () => {
    const other = { ...PHOTON, title: 'Budgets', url: 'https://docs.databricks.com/budgets' };
    expect(sourceLines([other, PHOTON, other, PHOTON], '2026-12-01').map(({ title }) => title)).toEqual([
      'Budgets',
      'What is Photon?',
    ]);
    expect(sourceLines([], '2026-12-01')).toEqual([]);
  });
});
