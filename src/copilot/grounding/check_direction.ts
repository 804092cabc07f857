// 'Rose', 'fewer', 'above': must agree with the sign of a change, with the order of a pair, or with what the narration says of the same fact.

import { type IndexedFact, isDelta, labelDirections, signOf } from './fact_index.ts';
import { contextOf, fitOf } from './fit.ts';
import { boundIn, type Check, clauseOf, fault, type Scene, sensesIn, shared, states } from './scene.ts';
import { distanceTo, pairsOf, valuedIn } from './value_pairs.ts';
import { type Direction, directionOf, isTelling, senseOf } from './vocabulary.ts';

const FIXED = [
  [/^(add|adds|added|sum|sums|set|made|make|makes|takes|take|look|up)$/, /^up$/, null],
  [null, /^up$/, /^(to|and)$/],
  [/^(or|no|once|any|the|at|what|two|one|even|for|much)$/, /^(more|less|fewer)$/, null],
  [
    null,
    /^(more|less|fewer)$/,
    /^(than)$/,
    /^(half|two|twice|one (in|of|out|third|quarter|fifth)|a (third|quarter|fifth|tenth|dozen))/,
  ],
  [null, /^lower$/, /^(auto-stop|auto|it|them|this|that)$/],
  [null, /^more$/, /^(money|on|details|about|and)$/],
] as const;

export const checkDirection: Check = (scene) =>
  scene.sentence.tokens.flatMap((token, at) => {
    const direction = token.kind === 'word' ? directionOf(token.word) : undefined;
    if (!direction || isFixed(scene, at)) return [];
    const verdict = agrees(scene, at, direction);
    return verdict === true ? [] : [fault(scene, 'direction', token.text, verdict)];
  });

/** 'Up to', 'add up to', 'or more': no direction. */
function isFixed({ sentence: { tokens } }: Scene, at: number): boolean {
  const word = (i: number) => tokens[i]?.word ?? '';
  return FIXED.some(
    ([before, own, after, then]) =>
      own.test(word(at)) &&
      (before === null || before.test(word(at - 1))) &&
      (after === null || after.test(word(at + 1))) &&
      (then === undefined || then.test(`${word(at + 2)} ${word(at + 3)}`)),
  );
}

function agrees(scene: Scene, at: number, direction: Direction): true | string {
  const { clause } = scene.sentence.tokens[at]!;
  const here = boundIn(scene, clause);
  const facts = here.length > 0 ? here : boundIn(scene);
  return (
    turned(scene, at, direction) ??
    repeated(scene, at) ??
    narrated(scene, at, facts, direction) ??
    byChange(facts, direction) ??
    byOrder(scene, at, direction) ??
    byPartner(scene, facts, direction) ??
    contradicted(scene, facts, direction) ??
    byLabel(facts, direction) ??
    byTopic(scene, at, direction)
  );
}

/** 'Larger parts' where the narration or the label of the fact has 'smaller parts'; '34 rose' where the fact counts what fell. */
function turned(scene: Scene, at: number, direction: Direction): string | undefined {
  const { tokens } = scene.sentence;
  const beside = [at - 1, at - 2].flatMap((i) => scene.bindings.get(i) ?? []);
  const counted = beside.filter((fact) => fact.fact.unit === 'count' && labelDirections(fact).size === 1);
  const isOther = counted.length > 0 && counted.every((fact) => !labelDirections(fact).has(direction));
  if (isOther && tokens[at + 1]?.word !== 'than') return `the figure is ${counted[0]!.fact.label}`;
  if (isOpposite(scene, at, direction)) return 'the other way round is stated';
  const noun = tokens[at + 1]?.sense;
  if (!noun) return undefined;
  const labels = boundIn(scene, tokens[at]!.clause).map((fact) =>
    directedNouns(fact.fact.label.split(/\W+/)),
  );
  const said = scene.evidence.clauses.map((clause) =>
    directedNouns(clause.tokens.map((token) => token.word)),
  );
  const all = [...labels, ...said]
    .flat()
    .filter((one) => one.noun === noun)
    .map((one) => one.direction);
  return all.length > 0 && !all.includes(direction) ? `the other way round is stated` : undefined;
}

/** Nearly word for word a clause of the narration with the same figures, but for the direction. */
function isOpposite(scene: Scene, at: number, direction: Direction): boolean {
  const token = scene.sentence.tokens[at]!;
  const facts = boundIn(scene, token.clause);
  const senses = new Set(
    [...sensesIn(clauseOf(scene, token.clause))].filter((sense) => sense !== token.sense),
  );
  const alike = scene.evidence.clauses.filter(
    (clause) =>
      facts.length > 0 &&
      clause.directions.size === 1 &&
      states(clause, facts) &&
      senses.size >= 2 &&
      shared(senses, clause.senses) >= 0.75 * senses.size,
  );
  return alike.length > 0 && alike.every((clause) => !clause.directions.has(direction));
}

function directedNouns(words: readonly string[]): { readonly direction: Direction; readonly noun: string }[] {
  return words.flatMap((word, i) => {
    const direction = directionOf(word);
    const noun = words[i + 1];
    return direction && noun && isTelling(noun) ? [{ direction, noun: senseOf(noun) }] : [];
  });
}

/** A clause without figures, word for word from the narration. */
function repeated(scene: Scene, at: number): true | undefined {
  const token = scene.sentence.tokens[at]!;
  const senses = sensesIn(clauseOf(scene, token.clause));
  if (boundIn(scene, token.clause).length > 0 || senses.size === 0) return undefined;
  const same = scene.evidence.clauses.some(
    (clause) => clause.words.has(token.word) && shared(senses, clause.senses) === senses.size,
  );
  return same || undefined;
}

/** The narration says the same of the same fact, and nothing else. */
function narrated(
  scene: Scene,
  at: number,
  facts: readonly IndexedFact[],
  direction: Direction,
): true | undefined {
  const word = scene.sentence.tokens[at]!.word;
  const said = scene.evidence.clauses.filter((clause) => states(clause, facts) && clause.directions.size > 0);
  if (said.some((clause) => clause.words.has(word) && clause.directions.size === 1)) return true;
  const one =
    said.length > 0 &&
    said.every((clause) => clause.directions.size === 1 && clause.directions.has(direction));
  return one && facts.every((fact) => !isDelta(fact) || signOf(fact.value ?? 0) === direction)
    ? true
    : undefined;
}

function byChange(facts: readonly IndexedFact[], direction: Direction): true | string | undefined {
  const changes = facts.filter((fact) => isDelta(fact) && fact.value);
  if (changes.length === 0) return undefined;
  if (changes.some((fact) => signOf(fact.value!) === direction)) return true;
  return `${changes[0]!.fact.label} is ${changes[0]!.fact.forms[0]}`;
}

/** 'A, up from B', 'from B to A', 'A against B', 'A instead of B': two values of one unit in one sentence. */
function byOrder(scene: Scene, at: number, direction: Direction): true | string | undefined {
  const valued = [...scene.bindings].flatMap(([i, facts]) => (facts[0] ? [{ i, fact: facts[0] }] : []));
  const pairs = pairsOf(scene.sentence.tokens, valued);
  const pair = pairs.sort((a, b) => distanceTo(a, at) - distanceTo(b, at))[0];
  if (!pair) return undefined;
  const { now, earlier } = pair;
  const sign = signOf(now.fact.value! - earlier.fact.value!);
  if (sign === 0 || sign === direction) return true;
  return `${now.fact.fact.label} is ${now.fact.fact.forms[0]}, ${earlier.fact.fact.label} ${earlier.fact.fact.forms[0]}`;
}

/** The narration states the same facts with the other direction only. */
function contradicted(scene: Scene, facts: readonly IndexedFact[], direction: Direction): string | undefined {
  const said = scene.evidence.clauses.filter((clause) => states(clause, facts) && clause.directions.size > 0);
  const isOther = said.length > 0 && said.every((clause) => !clause.directions.has(direction));
  return isOther && !facts.some(isDelta) ? 'the other way round is stated' : undefined;
}

/** Only one of the two is in the sentence. */
function byPartner(
  { place }: Scene,
  facts: readonly IndexedFact[],
  direction: Direction,
): true | string | undefined {
  for (const fact of facts) {
    const partner = place.index.partner(fact, fact.role === 'now' ? 'before' : 'now');
    if (!partner || fact.value === null || partner.value === null) continue;
    // 'The other jobs fail less often (3.2%)': said of the peers, as only their figure is there.
    const [now, then] = fact.role === 'before' ? [partner, fact] : [fact, partner];
    const sign = signOf(now.value! - then.value!);
    return sign === direction
      ? true
      : `${now.fact.label} is ${now.fact.forms[0]}, ${then.fact.label} ${then.fact.forms[0]}`;
  }
  return undefined;
}

function byLabel(facts: readonly IndexedFact[], direction: Direction): true | undefined {
  const said = facts.some((fact) => labelDirections(fact).has(direction));
  const isSaving = facts.some((fact) => /saving|without/.test(fact.fact.label));
  return said || (isSaving && direction === -1) ? true : undefined;
}

/** No figure decides: the change the words speak of, else a clause of the narration with the same direction and subject matter. */
function byTopic(scene: Scene, at: number, direction: Direction): true | string {
  const { place, evidence, sentence } = scene;
  const token = sentence.tokens[at]!;
  const senses = sensesIn(clauseOf(scene, token.clause));
  const alike = [...evidence.clauses, ...evidence.sentences].filter(
    (clause) =>
      clause.directions.has(direction) && (clause.words.has(token.word) || clause.directions.size === 1),
  );
  if (alike.some((clause) => shared(senses, clause.senses) >= Math.min(2, senses.size))) return true;
  const compared = evidence.sentences.filter((one) => shared(senses, one.senses) >= 2);
  if (
    compared.some((one) =>
      pairsOf(one.tokens, valuedIn(one.tokens, place.index)).some(
        ({ now, earlier }) => signOf(now.fact.value! - earlier.fact.value!) === direction,
      ),
    )
  )
    return true;
  const context = contextOf(sentence, at);
  const changes = place.index.all
    .filter((fact) => isDelta(fact) && fact.value && fitOf(fact, context, place.index) > 0)
    .sort((a, b) => fitOf(b, context, place.index) - fitOf(a, context, place.index));
  const best = changes[0] ?? ownChange(scene, direction) ?? onlyChange(scene, senses, token.sense, direction);
  if (!best) return 'no fact states this direction';
  return signOf(best.value!) === direction ? true : `${best.fact.label} is ${best.fact.forms[0]}`;
}

/** 'Only VaR nightly got cheaper': the change of the one that is named. */
function ownChange({ place, sentence }: Scene, direction: Direction): IndexedFact | undefined {
  const refs = sentence.tokens.flatMap((token) => token.refs).filter((ref) => ref !== place.selected);
  const changes = place.index.all.filter(
    (fact) => isDelta(fact) && fact.value && refs.includes(fact.fact.subject),
  );
  return changes.find((fact) => signOf(fact.value!) === direction) ?? changes[0];
}

/** 'It rose': nothing else is said, so the change of the selected entity is meant. */
function onlyChange(
  scene: Scene,
  senses: ReadonlySet<string>,
  own: string,
  direction: Direction,
): IndexedFact | undefined {
  if ([...senses].some((sense) => sense !== own)) return undefined;
  const { index, selected } = scene.place;
  const changes = index.all.filter((fact) => isDelta(fact) && fact.value && fact.fact.subject === selected);
  return changes.find((fact) => signOf(fact.value!) === direction) ?? changes[0];
}
