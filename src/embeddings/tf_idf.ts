// Weighs the terms of texts: frequent in this text and rare elsewhere counts most.
import { compareText } from '#src/lib/text.ts';

/** One text as term numbers and weights, term numbers ascending. */
export interface SparseRow {
  readonly terms: Int32Array;
  readonly weights: Float64Array;
}

export interface Vocabulary {
  readonly terms: readonly string[];
  readonly termNumber: ReadonlyMap<string, number>;
  readonly idf: Float32Array;
}

/** The `maxTerms` most widespread terms, in alphabetical order. */
export function fitVocabulary(texts: readonly (readonly string[])[], maxTerms: number): Vocabulary {
  const documentCounts = new Map<string, number>();
  for (const text of texts) {
    for (const term of new Set(text)) documentCounts.set(term, (documentCounts.get(term) ?? 0) + 1);
  }
  const kept = [...documentCounts]
    .sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]))
    .slice(0, maxTerms)
    .sort((a, b) => compareText(a[0], b[0]));
  const idf = kept.map(([, count]) => Math.log((1 + texts.length) / (1 + count)) + 1);
  return createVocabulary(
    kept.map(([term]) => term),
    Float32Array.from(idf),
  );
}

export function createVocabulary(terms: readonly string[], idf: Float32Array): Vocabulary {
  return { terms, idf, termNumber: new Map(terms.map((term, i) => [term, i])) };
}

/** (1 + ln count) x idf, scaled to length 1; unknown terms are left out. */
export function weighTerms(vocabulary: Vocabulary, text: readonly string[]): SparseRow {
  const counts = new Map<number, number>();
  for (const term of text) {
    const number = vocabulary.termNumber.get(term);
    if (number !== undefined) counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  const terms = Int32Array.from(counts.keys()).sort();
  const weights = Float64Array.from(
    terms,
    (term) => (1 + Math.log(counts.get(term)!)) * vocabulary.idf[term]!,
  );
  const norm = Math.sqrt(weights.reduce((total, weight) => total + weight * weight, 0));
  return { terms, weights: norm > 0 ? weights.map((weight) => weight / norm) : weights };
}
