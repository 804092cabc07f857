// Names: only those the answer is about or around, and only with what is stated of them.
import type { EntityRef } from '#src/reports/facts.ts';
import type { Statement } from './evidence.ts';
import { type IndexedFact, isDelta, signOf } from './fact_index.ts';
import { boundIn, type Check, fault, type Scene, sensesIn, shared } from './scene.ts';
import type { Token } from './sentences.ts';
import type { Violation } from './verdict.ts';
import { directionOf, sensesOf } from './vocabulary.ts';

export interface NamesKnown {
  readonly spokenOf: ReadonlySet<EntityRef>;
  /** Words that may begin with a capital: of the narration, the facts, the prompt. */
  readonly vocabulary: ReadonlySet<string>;
}

export function checkEntities({ spokenOf, vocabulary }: NamesKnown): Check {
  return (scene) =>
    scene.sentence.tokens.flatMap((token, at): Violation[] => {
      const why = whyNot(scene, at, spokenOf, vocabulary);
      return why === null
        ? []
        : [fault(scene, token.kind === 'address' ? 'address' : 'entity', token.text, why)];
    });
}

function whyNot(
  scene: Scene,
  at: number,
  spokenOf: ReadonlySet<EntityRef>,
  vocabulary: ReadonlySet<string>,
): string | null {
  const token = scene.sentence.tokens[at]!;
  if (token.kind === 'address') return 'sources are listed by the program';
  if (token.kind !== 'name') return isUnknownName(scene, at, vocabulary) ? 'no known name' : null;
  if (!token.refs.some((ref) => spokenOf.has(ref))) return 'nothing here is about it';
  return isSupported(scene, token) ? null : 'this is not stated of it';
}

/** A capital in mid-sentence, or an identifier, that stands in nothing the model was shown. */
function isUnknownName(
  { sentence: { tokens } }: Scene,
  at: number,
  vocabulary: ReadonlySet<string>,
): boolean {
  const token = tokens[at]!;
  if (token.kind !== 'word' || vocabulary.has(token.word)) return false;
  if (/\p{L}_\p{L}/u.test(token.text)) return true;
  const before = tokens[at - 1];
  const isInside = before !== undefined && !/^[.:?"“*]$/.test(before.text);
  return isInside && /^\p{Lu}\p{Ll}/u.test(token.text);
}

/** A figure bound to it proves the name; without one, the sentence must speak of it as the narration or the surroundings do. */
function isSupported(scene: Scene, token: Token): boolean {
  const { selected } = scene.place;
  const { refs } = token;
  const bound = boundIn(scene);
  if (bound.some((fact) => refs.some((ref) => fact.subjects.has(ref)) && !fact.subjects.has(selected)))
    return true;
  const senses = sensesIn(scene.sentence.tokens);
  const others = scene.sentence.tokens
    .filter((one) => one.kind === 'name' && one !== token)
    .flatMap((one) => one.refs);
  const { sentences, surroundings } = scene.evidence;
  const all = [...sentences, ...surroundings];
  const isOf = (one: Statement) => refs.some((ref) => one.refs.has(ref));
  const support = bestOverlap(senses, others, all.filter(isOf));
  const rival = bestOverlap(
    senses,
    others,
    all.filter((one) => one.refs.size > 0 && !isOf(one)),
  );
  if (
    scene.place.index.all.some(
      (one) =>
        refs.includes(one.fact.subject) &&
        one.fact.subject !== selected &&
        (labelSays(one, senses) || moves(scene, one)),
    )
  )
    return true;
  if (refs.includes(selected)) return rival < 0.75 * senses.size || support >= rival || bound.length > 0;
  return support > 0 ? support >= rival * 0.6 : senses.size === 0;
}

/** 'Only VaR nightly got cheaper': it has a change in this direction. */
function moves({ sentence }: Scene, one: IndexedFact): boolean {
  const sign = signOf(one.value ?? 0);
  return (
    isDelta(one) && sentence.tokens.some((token) => token.kind === 'word' && directionOf(token.word) === sign)
  );
}

/** 'Nightly ledger has the largest part of the change': a fact of it is about these words. */
function labelSays(one: IndexedFact, senses: ReadonlySet<string>): boolean {
  const said = shared(new Set(sensesOf(one.fact.label)), senses);
  return said >= 2 || (said > 0 && isDelta(one));
}

function bestOverlap(
  senses: ReadonlySet<string>,
  others: readonly EntityRef[],
  statements: readonly Statement[],
): number {
  return Math.max(
    0,
    ...statements.map(
      (one) => shared(senses, one.senses) + (others.some((ref) => one.refs.has(ref)) ? 0.5 : 0),
    ),
  );
}
