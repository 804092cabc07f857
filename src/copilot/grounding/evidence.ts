// What the narration and the surroundings state, clause by clause: computed by code, so it counts as proof of words that carry no figure.
import type { EntityRef } from '#src/reports/facts.ts';
import type { Draft } from '../answer_types.ts';
import type { FactIndex, IndexedFact } from './fact_index.ts';
import type { Reader, Sentence, Token } from './sentences.ts';
import { carriedBy, spokenOf } from './subjects.ts';
import { type Direction, directionOf, extremeOf } from './vocabulary.ts';

export interface Statement {
  readonly sentence: Sentence;
  readonly tokens: readonly Token[];
  readonly senses: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
  readonly facts: ReadonlySet<string>;
  readonly refs: ReadonlySet<EntityRef>;
  readonly directions: ReadonlySet<Direction>;
  readonly extremes: ReadonlySet<Direction>;
}

export interface Evidence {
  readonly clauses: readonly Statement[];
  readonly sentences: readonly Statement[];
  /** Whole lines of the narration: 'A: B' explains A by B. */
  readonly lines: readonly Statement[];
  readonly surroundings: readonly Statement[];
  readonly words: ReadonlySet<string>;
}

export function gatherEvidence(
  narration: Draft,
  surroundings: readonly string[],
  read: Reader,
  index: FactIndex,
  selected: EntityRef,
): Evidence {
  const lines = [narration.headline, ...narration.points, ...narration.next, ...narration.notes].map(read);
  for (const line of lines) learnFrom(line, index, selected);
  const sentences = lines.flat();
  const around = surroundings.flatMap((text) => read([{ text: text.replace(/<\/?name>/g, ' ') }]));
  const all = [...sentences, ...around].flatMap((sentence) => sentence.tokens.map((token) => token.word));
  return {
    clauses: sentences.flatMap((sentence) =>
      [...new Set(sentence.tokens.map((token) => token.clause))].map((clause) =>
        statement(
          sentence,
          sentence.tokens.filter((token) => token.clause === clause),
        ),
      ),
    ),
    sentences: sentences.map((sentence) => statement(sentence, sentence.tokens)),
    lines: lines.map((line) => {
      const tokens = line.flatMap((sentence) => sentence.tokens);
      return statement({ text: line.map((sentence) => sentence.text).join(' '), tokens }, tokens);
    }),
    surroundings: around.map((sentence) => statement(sentence, sentence.tokens)),
    words: new Set(all),
  };
}

export function statement(sentence: Sentence, tokens: readonly Token[]): Statement {
  return {
    sentence,
    tokens,
    senses: new Set(tokens.map((token) => token.sense).filter((sense) => sense.length > 0)),
    words: new Set(tokens.map((token) => token.word)),
    facts: new Set(tokens.flatMap((token) => token.fact ?? [])),
    refs: new Set(tokens.flatMap((token) => token.refs)),
    directions: new Set(
      tokens.flatMap((token) => (token.kind === 'word' ? (directionOf(token.word) ?? []) : [])),
    ),
    extremes: new Set(
      tokens.flatMap((token) => (token.kind === 'word' ? (extremeOf(token.word) ?? []) : [])),
    ),
  };
}

/** The words around a fact in our own sentence are words for it, and the entity named there is whom it is about. */
function learnFrom(line: readonly Sentence[], index: FactIndex, selected: EntityRef): void {
  let carried: readonly EntityRef[] = [];
  for (const sentence of line) {
    sentence.tokens.forEach((token, at) => {
      const known = token.fact ? index.byId.get(token.fact) : undefined;
      if (!known) return;
      const { refs, named } = spokenOf(sentence, at, carried, selected);
      learn(known, sentence, at, named || carried.length === 0 ? refs : carried);
    });
    carried = carriedBy(sentence, carried);
  }
}

function learn(known: IndexedFact, { tokens }: Sentence, at: number, refs: readonly EntityRef[]): void {
  for (const ref of refs) known.subjects.add(ref);
  for (const { sense, clause } of tokens) {
    if (!sense) continue;
    const strength = clause === tokens[at]!.clause ? 0.8 : 0.25;
    known.senses.set(sense, Math.max(strength, known.senses.get(sense) ?? 0));
  }
}
