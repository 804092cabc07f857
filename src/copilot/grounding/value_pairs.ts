// Two values of one unit that a sentence sets against each other: 'from A to B', 'A against B', 'A -> B'.
import { type FactIndex, type IndexedFact, isDelta } from './fact_index.ts';
import type { Token } from './sentences.ts';

export interface Valued {
  readonly i: number;
  readonly fact: IndexedFact;
}

export interface Pair {
  readonly now: Valued;
  readonly earlier: Valued;
}

/** Neighbours of one unit, and every figure with the one of the period before. */
export function pairsOf(tokens: readonly Token[], all: readonly Valued[]): Pair[] {
  const valued = all.filter(({ fact }) => fact.value !== null && !isDelta(fact)).sort((a, b) => a.i - b.i);
  return valued.flatMap((first, n) =>
    valued
      .slice(n + 1)
      .filter(
        (second) =>
          isPair(first.fact, second.fact) &&
          (second === valued[n + 1] || first.fact.role !== second.fact.role),
      )
      .map((second) =>
        isForward(tokens, first, second) ? { now: second, earlier: first } : { now: first, earlier: second },
      ),
  );
}

function isForward(tokens: readonly Token[], first: Valued, second: Valued): boolean {
  const between = tokens.slice(first.i + 1, second.i).map((token) => token.text.toLowerCase());
  const arrow = between.includes('→') || between.join('').includes('->');
  return (
    arrow || between.some((word) => /^(to|become|becomes|became)$/.test(word)) || first.fact.role === 'before'
  );
}

export function distanceTo({ now, earlier }: Pair, at: number): number {
  return Math.min(Math.abs(now.i - at), Math.abs(earlier.i - at));
}

function isPair(a: IndexedFact, b: IndexedFact): boolean {
  if (a.fact.unit !== b.fact.unit) return false;
  return a.family === b.family || a.role !== b.role || a.fact.key.split('.')[0] === b.fact.key.split('.')[0];
}

export function valuedIn(tokens: readonly Token[], index: FactIndex): Valued[] {
  return tokens.flatMap((token, i) => {
    const fact = token.fact ? index.byId.get(token.fact) : undefined;
    return fact ? [{ i, fact }] : [];
  });
}
