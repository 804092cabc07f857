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
  readonly group: readonly string[];
}

export function createGlossaryLookup(terms: readonly GlossaryTerm[]): GlossaryLookup {
  const lookup = new Map<string, PhraseEntry[]>();
  for (const { term, synonyms } of terms) {
    const group = [term, ...synonyms];
    for (const phrase of group) {
      const stems = wordsOf(phrase).map(stemOf);
      const first = stems[0];
      if (first !== undefined) lookup.set(first, [...(lookup.get(first) ?? []), { stems, group }]);
    }
  }
  for (const entries of lookup.values()) entries.sort((a, b) => b.stems.length - a.stems.length);
  return lookup;
}

/** A question that matches everything would find everything. */
const MAX_ADDED_PHRASES = 16;

/** Other words for the phrases in `text`, in the order of the question; of overlapping phrases the longest counts. */
export function expandQuestion(lookup: GlossaryLookup, text: string): string[] {
  const stems = wordsOf(text).map(stemOf);
  const asked = ` ${stems.join(' ')} `;
  const added = new Set<string>();
  for (let i = 0; i < stems.length; ) {
    const entries = (lookup.get(stems[i]!) ?? []).filter((entry) => startsWith(stems, i, entry.stems));
    const length = entries[0]?.stems.length ?? 1;
    for (const entry of entries.filter((candidate) => candidate.stems.length === length)) {
      for (const phrase of entry.group) if (!asked.includes(` ${stemPhrase(phrase)} `)) added.add(phrase);
    }
    i += length;
  }
  return [...added].slice(0, MAX_ADDED_PHRASES);
}

function startsWith(stems: readonly string[], start: number, phrase: readonly string[]): boolean {
  return phrase.every((stem, i) => stems[start + i] === stem);
}

function stemPhrase(phrase: string): string {
  return wordsOf(phrase).map(stemOf).join(' ');
}
