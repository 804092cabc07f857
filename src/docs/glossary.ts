// The words people use for the same thing: parsed from corpus/glossary, used to widen a question before it is searched.
import { stemOf, wordsOf } from '#src/embeddings/terms.ts';

export interface GlossaryTerm {
  readonly term: string;
  /** Other words for it, without the term itself. */
  readonly synonyms: readonly string[];
  /** Slugs of the pages that say more. */
  readonly pages: readonly string[];
  readonly definition: string;
}

/** One '## Term' section each: a line 'Also: a, b', a line 'See: page, page', then the definition. */
export function parseGlossaryPage(body: string): GlossaryTerm[] {
  return body
    .split(/^## /m)
    .slice(1)
    .map((section) => parseTerm(section.trim().split('\n')));
}

function parseTerm(lines: readonly string[]): GlossaryTerm {
  const term = lines[0]!.trim();
  const definition = lines
    .slice(1)
    .filter((line) => !/^(Also|See):/.test(line))
    .join(' ')
    .trim();
  if (definition === '') throw new Error(`the term "${term}" has no definition`);
  return { term, synonyms: listAfter(lines, 'Also:'), pages: listAfter(lines, 'See:'), definition };
}

function listAfter(lines: readonly string[], label: string): string[] {
  const line = lines.find((candidate) => candidate.startsWith(label)) ?? label;
  return line
    .slice(label.length)
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
}

/** Looks up phrases by their first stem, longest first. */
export type GlossaryLookup = ReadonlyMap<string, readonly PhraseEntry[]>;

interface PhraseEntry {
  readonly stems: readonly string[];
  /** The phrase is the term itself and no synonym. */
  readonly isTerm: boolean;
  readonly group: readonly string[];
}

export function createGlossaryLookup(terms: readonly GlossaryTerm[]): GlossaryLookup {
  const lookup = new Map<string, PhraseEntry[]>();
  for (const { term, synonyms } of terms) {
    const group = [term, ...synonyms];
    for (const phrase of group) {
      const stems = wordsOf(phrase).map(stemOf);
      const entries = lookup.get(stems[0] ?? '') ?? [];
      lookup.set(stems[0] ?? '', [...entries, { stems, isTerm: phrase === term, group }]);
    }
  }
  for (const entries of lookup.values()) entries.sort((a, b) => b.stems.length - a.stems.length);
  return lookup;
}

/** A question that matches everything would find everything. */
const MAX_ADDED_PHRASES = 16;

/**
 * Other words for what was asked, in its order. Only words that are not the term itself are widened: terms are the
 * words of the pages already, and their synonyms would outvote the rest of the question. Of overlapping phrases the
 * longest counts.
 */
export function expandQuestion(lookup: GlossaryLookup, text: string): string[] {
  const stems = wordsOf(text).map(stemOf);
  const asked = ` ${stems.join(' ')} `;
  const added = new Set<string>();
  for (let i = 0; i < stems.length; ) {
    const entry = lookup.get(stems[i]!)?.find((candidate) => startsWith(stems, i, candidate.stems));
    for (const phrase of entry && !entry.isTerm ? entry.group : []) {
      if (!asked.includes(` ${wordsOf(phrase).map(stemOf).join(' ')} `)) added.add(phrase);
    }
    i += entry?.stems.length ?? 1;
  }
  return [...added].slice(0, MAX_ADDED_PHRASES);
}

function startsWith(stems: readonly string[], start: number, phrase: readonly string[]): boolean {
  return phrase.every((stem, i) => stems[start + i] === stem);
}
