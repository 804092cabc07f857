// False amounts in words: a figure replaced by another number as a word, or a multiple or fraction nobody computed.
import type { Fact } from '#src/reports/facts.ts';
import type { Corrupt, Corruption } from './corruptions.ts';

const WORDS = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'eleven', 'a dozen'];
const VALUES = [2, 3, 4, 5, 6, 7, 8, 9, 11, 12];
/** A claim and the percent shares or changes that would make it true. */
const CLAIMS: readonly (readonly [string, readonly (readonly [number, number])[]])[] = [
  [' That is twice as much as before.', [[90, 110]]],
  [' It doubled.', [[90, 110]]],
  [' It has tripled.', [[180, 220]]],
  [' It costs three times as much as before.', [[180, 220]]],
  [' It halved.', [[-55, -45]]],
  [' That is half of it.', [[44, 56]]],
  [' That is a third of it.', [[30, 37]]],
  [' That is a quarter of it.', [[22, 28]]],
  [' Two thirds of the runs failed.', [[62, 71]]],
  [' One in four runs failed.', [[22, 28]]],
  [' Every third run failed.', [[30, 37]]],
  [' All runs failed.', [[99, 100]]],
  [' None of its runs failed.', [[0, 0]]],
];

export const falseNumberWord: Corrupt = (line, { study }, random) => {
  const counts = line.flatMap((span, at) => {
    const fact = study.sheet.facts.find(({ id }) => id === span.fact);
    return fact && (fact.unit === 'count' || fact.unit === 'percent') && typeof fact.value === 'number'
      ? [{ at, fact }]
      : [];
  });
  if (counts.length > 0 && random.chance(0.5)) {
    const { at, fact } = random.pick(counts);
    return fact.unit === 'count' ? wrongCount(line, at, fact) : wrongShare(line, at, fact);
  }
  const last = line.at(-1)!;
  if (!line.some((span) => span.fact) || last.quoted) return null;
  const shares = study.sheet.facts
    .filter((fact) => /percent|ratio/.test(fact.unit))
    .map((fact) => Number(fact.value) * (fact.unit === 'ratio' ? 100 : 1));
  const free = CLAIMS.filter(([text, spoilers]) => {
    if (/None|All runs/.test(text) && !(Number(study.sheet.get('runs.failed')?.value) > 0)) return false;
    return !spoilers.some(([low, high]) => shares.some((share) => share >= low && share <= high));
  });
  const claim = random.pick(free)[0];
  const stop = /[.?]$/.test(last.text) ? '' : '.';
  return { line: [...line, { text: `${stop}${claim}` }], what: claim.trim() };

  function wrongCount(from: typeof line, at: number, fact: Fact): Corruption {
    const others = WORDS.filter(
      (_, i) => !study.sheet.facts.some((one) => one.label === fact.label && one.value === VALUES[i]),
    );
    const word = random.pick(others);
    return {
      line: from.map((old, i) => (i === at ? { text: word } : old)),
      what: `${fact.value} -> ${word}`,
    };
  }

  function wrongShare(from: typeof line, at: number, fact: Fact): Corruption {
    const value = Number(fact.value);
    const options = (
      [
        ['half', 50],
        ['a third', 33],
        ['a quarter', 25],
        ['two thirds', 67],
        ['a tenth', 10],
      ] as const
    ).filter(([, share]) => Math.abs(share - value) > 6);
    const [word] = random.pick(options);
    return { line: from.map((old, i) => (i === at ? { text: word } : old)), what: `${value}% -> ${word}` };
  }
};
