// How well a fact fits the words around a place in a sentence, beside all other facts that could stand there.
import { type FactIndex, type IndexedFact, unitGroup } from './fact_index.ts';
import type { Sentence } from './sentences.ts';

/** A candidate that fits the words less than this part of the best-fitting fact is the wrong fact. */
const FIT = 0.4;
/** Below this the words around say too little to tell facts apart. */
const DECISIVE = 0.5;
/** Said of nearly every fact, so that they tell little. */
const GENERAL = new Set([
  'cost',
  'job',
  'run',
  'share',
  'period',
  'dai',
  'queri',
  'change',
  'chang',
  'move',
  'rise',
  'fall',
]);

/**
 * Candidates that fit the words around the figure about as well as any other fact of the same unit would. Facts that the sentence states
 * by another figure are no rivals: the words may be theirs.
 */
export function fittingOf(
  candidates: readonly IndexedFact[],
  sentence: Sentence,
  at: number,
  index: FactIndex,
  isAbout: (one: IndexedFact) => boolean,
): IndexedFact[] {
  const group = unitGroup(candidates[0]!.fact);
  const elsewhere = statedElsewhere(sentence, at, index);
  const wide = contextOf(sentence, at);
  // A date often stands in a clause of its own.
  const narrow = group === 'day' ? wide : contextOf(sentence, at, true);
  const rivals = index.all.filter(
    (one) => unitGroup(one.fact) === group && !elsewhere.has(one) && isAbout(one),
  );
  if (isWhole(sentence, at)) return [...candidates];
  const best = Math.max(0, ...rivals.map((one) => fitOf(one, narrow, index)));
  if (best < DECISIVE) return [...candidates];
  return candidates.filter((one) => fitOf(one, wide, index) >= best * FIT);
}

/** '$897 of the $4,449': the words are about the part. */
function isWhole({ tokens }: Sentence, at: number): boolean {
  const before = tokens.slice(Math.max(0, at - 4), at);
  const of = before.findLastIndex((token) => token.word === 'of');
  const isPlain = before.slice(of + 1).every((token) => /^(the|its|their|these|all)$/.test(token.word));
  return of > 0 && isPlain && /^(slot|figure)$/.test(before[of - 1]!.kind);
}

function statedElsewhere({ tokens }: Sentence, at: number, index: FactIndex): ReadonlySet<IndexedFact> {
  return new Set(
    tokens.flatMap((token, i) => {
      if (i === at) return [];
      const slot = token.fact ? index.byId.get(token.fact) : undefined;
      if (slot) return [slot];
      return token.keys.flatMap((keys) => keys.split('|').flatMap((key) => index.byKey.get(key) ?? []));
    }),
  );
}

export type Context = ReadonlyMap<string, number>;

/** Senses of the words around a place, the nearer the stronger; only of its clause, or of the whole sentence. */
export function contextOf(sentence: Sentence, at: number, narrow = false): Context {
  const { clause } = sentence.tokens[at]!;
  const context = new Map<string, number>();
  sentence.tokens.forEach((token, i) => {
    if (!token.sense || token.kind !== 'word' || (narrow && token.clause !== clause)) return;
    const strength = (token.clause === clause ? 1 : 0.3) / (1 + Math.abs(i - at) / 12);
    context.set(token.sense, Math.max(strength, context.get(token.sense) ?? 0));
  });
  return context;
}

export function fitOf(one: IndexedFact, context: Context, index: FactIndex): number {
  let fit = 0;
  for (const [sense, strength] of context)
    fit += strength * (one.senses.get(sense) ?? 0) * index.weight(sense) * (GENERAL.has(sense) ? 0.3 : 1);
  return fit;
}
