// Binds every figure of a sentence to a fact of the right unit, the right subject and the right topic, or says which of these is missing.
import type { EntityRef } from '#src/reports/facts.ts';
import { type FactIndex, type IndexedFact, unitGroup } from './fact_index.ts';
import { fittingOf } from './fit.ts';
import type { Sentence, Token } from './sentences.ts';
import { type Fault, gluedTo, unitFault } from './slot_faults.ts';
import { type SpokenOf, speaksOfWhole, spokenOf } from './subjects.ts';
import type { Violation } from './verdict.ts';
import { isCounted, sensesOf } from './vocabulary.ts';

/** Token position -> the facts it may state. */
export type Bindings = ReadonlyMap<number, readonly IndexedFact[]>;

export interface Bound {
  readonly bindings: Bindings;
  readonly violations: readonly Violation[];
  readonly figures: number;
}

export interface Place {
  readonly index: FactIndex;
  readonly selected: EntityRef;
  readonly carried: readonly EntityRef[];
  readonly nameOf: (ref: EntityRef) => string | undefined;
}

export function bindFigures(sentence: Sentence, place: Place): Bound {
  const bindings = new Map<number, readonly IndexedFact[]>();
  const violations: Violation[] = [];
  let figures = 0;
  sentence.tokens.forEach((token, at) => {
    if (token.kind !== 'figure' && token.kind !== 'slot') return;
    const glued = gluedTo(sentence, at);
    for (const keys of token.kind === 'slot' ? [''] : token.keys) {
      figures += 1;
      const found = glued ?? bind(sentence, at, keys.split('|'), place);
      if (Array.isArray(found)) bindings.set(at, [...(bindings.get(at) ?? []), ...found]);
      else violations.push({ ...(found as Fault), text: token.text, sentence: sentence.text });
    }
  });
  const alike = twins(sentence, bindings);
  return { bindings, violations: [...violations, ...alike], figures: figures + alike.length };
}

/** '3 of 3 attempts', 'longer than' itself: the two sides of a comparison cannot be one fact. */
function twins({ tokens, text }: Sentence, bindings: Bindings): Violation[] {
  const places = [...bindings.keys()].sort((a, b) => a - b);
  return places.slice(1).flatMap((second, i) => {
    const first = places[i]!;
    const [a, b] = [bindings.get(first)!, bindings.get(second)!];
    const between = tokens.slice(first + 1, second).map((token) => token.word);
    const compares =
      between.length <= 6 && between.some((word) => /^(of|than|against|instead|to|→|after)$/.test(word));
    const isOne = a.length === 1 && b.length === 1 && a[0] === b[0];
    if (!compares || !isOne) return [];
    return [
      {
        kind: 'digit' as const,
        text: tokens[second]!.text,
        sentence: text,
        why: `both figures are ${a[0]!.fact.label}`,
      },
    ];
  });
}

function bind(sentence: Sentence, at: number, keys: readonly string[], place: Place): IndexedFact[] | Fault {
  const token = sentence.tokens[at]!;
  const { index } = place;
  const named = token.fact ? index.byId.get(token.fact) : undefined;
  if (token.fact && !named) return { kind: 'digit', why: 'no fact has this id' };
  const isRank = sentence.tokens[at - 1]?.text === '#';
  const found = keys.flatMap((key) => index.byKey.get(key) ?? []);
  const candidates = named ? [named] : found.filter(({ fact }) => !isRank || fact.unit === 'rank');
  const isDay =
    keys.some((key) => /^(day|month|time) /.test(key)) || (named && /^(day|time)$/.test(named.fact.unit));
  if (candidates.length === 0) return unknown(keys, index);
  if (named) {
    const fault = unitFault(sentence, at, named);
    if (fault) return fault;
  }
  const spoken = spokenOf(sentence, at, place.carried, place.selected);
  const whole = speaksOfWhole(sentence, at, place.selected);
  const isAbout = (one: IndexedFact) => fitsSubject(one, spoken, whole, place);
  const ofSubject = candidates.filter(isAbout);
  if (ofSubject.length === 0) return wrongSubject(candidates, place);
  const inTime = ofSubject.filter((one) => timeFits(sentence, at, one, index));
  if (inTime.length === 0) return { kind: 'digit', why: `the figure is ${ofSubject[0]!.fact.label}` };
  const counted = inTime.filter((one) => nounFits(sentence, at, one));
  if (counted.length === 0) return { kind: 'unit', why: `the figure is ${ofSubject[0]!.fact.label}` };
  const fitting = fittingOf(counted, sentence, at, place.index, isAbout);
  if (fitting.length > 0) return fitting;
  return {
    kind: isDay ? 'date' : 'digit',
    why: `the figure is ${counted[0]!.fact.label}, and the sentence speaks of something else`,
  };
}

function unknown(keys: readonly string[], index: FactIndex): Fault {
  if (keys.some((key) => /^(day|month|time) /.test(key)))
    return { kind: 'date', why: 'no fact has this date or time' };
  const value = keys[0]!.replace(/^\S+ /, '').replace(/^[-+]/, '');
  const other = [...index.byKey.keys()].find(
    (key) => /^[^dm]\S* |^dbu |^min /.test(key) && key.replace(/^\S+ [-+]?/, '') === value,
  );
  const signed = other && /^\S+ [-+]/.test(keys[0]!) && other.split(' ')[0] === keys[0]!.split(' ')[0];
  if (signed) return { kind: 'direction', why: 'the fact has another sign' };
  return other
    ? { kind: 'unit', why: 'the value is a fact, but in another unit' }
    : { kind: 'digit', why: 'no fact has this value' };
}

function wrongSubject(candidates: readonly IndexedFact[], place: Place): Fault {
  const owner = candidates[0]!.fact.subject;
  return { kind: 'subject', why: `the figure is one of ${place.nameOf(owner) ?? owner}` };
}

function fitsSubject(one: IndexedFact, { refs, named }: SpokenOf, whole: boolean, place: Place): boolean {
  if (refs.some((ref) => one.subjects.has(ref))) return true;
  if (one.fact.key.startsWith('window.') || one.fact.key.startsWith('setting.')) return true;
  if (one.fact.subject === place.selected) return !named || whole;
  return place.nameOf(one.fact.subject) === undefined;
}

/** A figure of the period before needs a word that says so, in its clause or the one before it. */
function timeFits({ tokens }: Sentence, at: number, one: IndexedFact, index: FactIndex): boolean {
  if (one.role !== 'before' || !index.partner(one, 'now')) return true;
  const { clause } = tokens[at]!;
  return tokens.some(
    (token) => token.clause <= clause && token.clause >= clause - 1 && COMPARES.test(token.word),
  );
}

const COMPARES =
  /^(before|previous|previously|prior|earlier|formerly|was|were|had|from|after|against|than|instead|to|compared|level|up|down|rose|fell|increased|decreased|grew|used|last|old|both|same|→)$/;

/** '46 queries' needs a fact about queries; the noun is looked for up to the next mark. */
function nounFits(sentence: Sentence, at: number, one: IndexedFact): boolean {
  if (unitGroup(one.fact) !== 'number') return true;
  const noun = nounAfter(sentence.tokens, at);
  if (noun === null || one.senses.has(noun)) return true;
  return !sensesOf(one.fact.label).some(isCounted);
}

/** '30 of the 34 runs': the noun behind both. */
export function nounAfter(tokens: readonly Token[], at: number): string | null {
  for (const token of tokens.slice(at + 1, at + 6)) {
    if (token.kind === 'mark' || token.kind === 'name' || token.kind === 'quote') return null;
    if (token.kind !== 'word') continue;
    if (token.word === 'times' || token.word === 'time') return null;
    if (token.sense && isCounted(token.sense)) return token.sense;
    if (
      /^(in|on|by|with|for|at|and|or|is|was|were|are|have|had|has|from|to|instead|against)$/.test(token.word)
    )
      return null;
  }
  return null;
}
