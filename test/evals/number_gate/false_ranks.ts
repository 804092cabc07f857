// Ranks nobody stated: a superlative turned around, or put where no rank fact supports it.
import type { Corrupt, Corruption } from './corruptions.ts';

const OPPOSITES: readonly (readonly [string, string])[] = [
  ['largest', 'smallest'],
  ['biggest', 'smallest'],
  ['most expensive', 'cheapest'],
  ['dearest', 'cheapest'],
  ['cheapest', 'dearest'],
  ['highest', 'lowest'],
  ['heaviest', 'lightest'],
  ['slowest', 'fastest'],
  ['longest', 'shortest'],
  ['busiest', 'quietest'],
  ['most often', 'least often'],
];
const CLAIMS = [
  ' It is the cheapest of all.',
  ' That is the second highest of all.',
  ' It is the third most expensive.',
  ' It ranks first.',
  ' No other one costs as much.',
  ' That is the lowest value on record.',
];

export const falseRank: Corrupt = (line, text, random) => {
  const turned: Corruption[] = [];
  line.forEach((span, at) => {
    if (span.fact || span.entity || span.quoted) return;
    for (const [from, to] of OPPOSITES) {
      const index = span.text.search(new RegExp(`\\b${from}\\b`));
      if (index < 0) continue;
      const changed = span.text.slice(0, index) + to + span.text.slice(index + from.length);
      turned.push({
        line: line.map((old, i) => (i === at ? { ...old, text: changed } : old)),
        what: `${from} -> ${to}`,
      });
    }
  });
  if (turned.length > 0 && random.chance(0.7)) return random.pick(turned);
  const rank = text.study.sheet.facts.find(
    (fact) => fact.unit === 'rank' && fact.subject === text.study.subject.ref,
  )?.value;
  const last = line.at(-1)!;
  if (!line.some((span) => span.fact) || last.quoted) return null;
  // Of another entity in a list a high rank may be true.
  const inList = line.some((span) => span.entity && span.entity !== text.study.subject.ref);
  const claim = random.pick(CLAIMS.filter((one) => !inList || /cheapest|lowest/.test(one)));
  const isFirst = /ranks first|No other/.test(claim);
  if (isFirst && (rank === 1 || /#1\b|alone|leads|most of/.test(line.map((span) => span.text).join(''))))
    return null;
  if ((/second/.test(claim) && rank === 2) || (/third/.test(claim) && rank === 3)) return null;
  const stop = /[.?]$/.test(last.text) ? '' : '.';
  return { line: [...line, { text: `${stop}${claim}` }], what: claim.trim() };
};
