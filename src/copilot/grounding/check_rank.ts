// 'Largest', 'cheapest', 'second', 'no other': needs a rank fact, a list in which it is so, or the same said in the narration.
import type { EntityRef } from '#src/reports/facts.ts';
import { type IndexedFact, labelExtremes } from './fact_index.ts';
import { boundIn, type Check, clauseOf, fault, type Scene, shared, states } from './scene.ts';
import { spokenOf } from './subjects.ts';
import { type Direction, extremeOf, ordinalOf } from './vocabulary.ts';

interface Claim {
  readonly at: number;
  readonly text: string;
  readonly direction: Direction;
  /** 1: first of all. */
  readonly place: number;
}

export const checkRank: Check = (scene) =>
  claimsIn(scene)
    .filter((claim) => !isProven(scene, claim))
    .map((claim) => fault(scene, 'rank', claim.text, 'no fact states this rank'));

function claimsIn(scene: Scene): Claim[] {
  const { tokens } = scene.sentence;
  return tokens.flatMap((token, at): Claim[] => {
    if (token.kind !== 'word' || isFixed(scene, at)) return [];
    const extreme = extremeOf(token.word);
    const before = tokens[at - 1]?.word ?? '';
    if (extreme) return [{ at, text: token.text, direction: extreme, place: ordinalOf(before) ?? 1 }];
    const text = tokens
      .slice(at, at + 3)
      .map((one) => one.word)
      .join(' ');
    if (/^no (other|job|warehouse|cluster)\b.*/.test(text) && /\bas\b|\bmore\b/.test(scene.sentence.text))
      return [{ at, text, direction: 1, place: 1 }];
    const ordinal = ordinalOf(token.word);
    const isRank =
      ordinal &&
      /^(comes|came|ranks|ranked|is|in|place|number)$/.test(before) &&
      !/^(step|attempt|attempts|day|saved|of)$/.test(tokens[at + 1]?.word ?? '');
    return isRank ? [{ at, text: token.text, direction: 1, place: ordinal }] : [];
  });
}

/** 'At most', 'most of', 'at least', 'the most it could be': bounds and parts, no ranks. */
function isFixed({ sentence: { tokens } }: Scene, at: number): boolean {
  const word = (i: number) => tokens[i]?.word ?? '';
  if (word(at - 1) === 'at' && /^(most|least|best|worst)$/.test(word(at))) return true;
  if (word(at) === 'most') {
    const next = word(at + 1);
    if (
      tokens[at + 1]?.kind === 'mark' ||
      ['it', 'of', 'runs', 'failures', 'jobs', 'queries', 'people', 'evictions'].includes(next)
    )
      return true;
  }
  return word(at) === 'top' && /^(on)$/.test(word(at - 1));
}

function isProven(scene: Scene, claim: Claim): boolean {
  const { clause } = scene.sentence.tokens[claim.at]!;
  const here = boundIn(scene, clause);
  const facts = here.length > 0 ? here : boundIn(scene);
  return (
    (claim.place === 1 && (byLabel(facts, claim) || narrated(scene, claim, facts))) ||
    byRankFact(scene, claim) ||
    byList(scene, claim, facts)
  );
}

function byLabel(facts: readonly IndexedFact[], { direction }: Claim): boolean {
  return facts.some((fact) => labelExtremes(fact).has(direction));
}

/** The narration has the same superlative with the same fact, or of the same entity with the same noun. */
function narrated(scene: Scene, claim: Claim, facts: readonly IndexedFact[]): boolean {
  const tokens = clauseOf(scene, scene.sentence.tokens[claim.at]!.clause);
  const senses = new Set(
    tokens.map((token) => token.sense).filter((sense) => sense && !/^(peak|often)$/.test(sense)),
  );
  const refs = scene.sentence.tokens.flatMap((token) => token.refs);
  const noun = nounOf(scene, claim);
  const { clauses, sentences } = scene.evidence;
  const sameNoun = (words: ReadonlySet<string>) => noun === null || words.has(noun);
  const said = [...clauses, ...sentences].filter((one) => one.extremes.has(claim.direction));
  if (said.some((one) => states(one, facts) && sameExtremeNear(one.tokens, claim))) return true;
  return said.some(
    (one) =>
      sameNoun(one.words) &&
      (refs.length > 0
        ? refs.some((ref) => one.refs.has(ref))
        : shared(senses, one.senses) >= Math.min(2, senses.size) && senses.size > 0),
  );
}

function sameExtremeNear(tokens: Scene['sentence']['tokens'], { direction }: Claim): boolean {
  return tokens.some((token) => extremeOf(token.word) === direction);
}

/** 'the most expensive warehouse' -> 'warehouse'. */
function nounOf({ sentence: { tokens } }: Scene, { at }: Claim): string | null {
  const next = tokens
    .slice(at + 1, at + 4)
    .filter((token) => token.kind === 'word' && token.sense && !/^(peak|often)$/.test(token.sense));
  return next[0]?.word ?? null;
}

function refsOf(scene: Scene, { at }: Claim): readonly EntityRef[] {
  return spokenOf(scene.sentence, at, scene.place.carried, scene.place.selected).refs;
}

function byRankFact(scene: Scene, claim: Claim): boolean {
  const refs = refsOf(scene, claim);
  const { all } = scene.place.index;
  const rank = all.find(({ fact }) => fact.unit === 'rank' && refs.includes(fact.subject));
  if (!rank) return false;
  if (claim.direction === 1) return rank.value === claim.place;
  return false;
}

/** Among facts of one kind about several things, as listed: the value of this one stands at that place. */
function byList(scene: Scene, claim: Claim, facts: readonly IndexedFact[]): boolean {
  const { all } = scene.place.index;
  const refs = refsOf(scene, claim);
  const tail = (fact: IndexedFact) => fact.fact.key.slice(fact.fact.subject.length + 1);
  const own = (facts.length > 0 ? facts : all).filter(
    ({ fact }) => refs.includes(fact.subject) && fact.key.startsWith(`${fact.subject}.`),
  );
  return (
    own.some((one) => {
      const siblings = all.filter(
        (other) =>
          other.fact.key.startsWith(`${other.fact.subject}.`) &&
          tail(other) === tail(one) &&
          other.fact.label === one.fact.label,
      );
      return isAt(one, siblings, claim);
    }) ||
    facts.some((one) =>
      isAt(
        one,
        all.filter((other) => isSameKind(one, other)),
        claim,
      ),
    )
  );
}

/** 'failed runs: A' and 'failed runs: B'; all savings. */
function isSameKind(a: IndexedFact, b: IndexedFact): boolean {
  if (a.fact.unit !== b.fact.unit || a.role !== b.role) return false;
  const kind = ({ fact }: IndexedFact) =>
    (/^[^:]+(?=: )/.exec(fact.label) ?? /^saving\b/.exec(fact.label))?.[0];
  return kind(a) !== undefined && kind(a) === kind(b);
}

function isAt(one: IndexedFact, siblings: readonly IndexedFact[], claim: Claim): boolean {
  if (siblings.length < 2 || one.value === null || one.role !== 'now') return false;
  const larger = siblings.filter((other) => (other.value ?? 0) > one.value!).length;
  return claim.direction === 1 && larger === claim.place - 1;
}
