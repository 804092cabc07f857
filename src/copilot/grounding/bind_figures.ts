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
  const alike = [...twins(sentence, bindings), ...otherDays(sentence, bindings, place.index)];
  return { bindings, violations: [...violations, ...alike], figures: figures + alike.length };
}

/** '23 Oct $248': the day must be the one of the figure behind it. */
function otherDays({ tokens, text }: Sentence, bindings: Bindings, index: FactIndex): Violation[] {
  return [...bindings].flatMap(([at, days]) => {
    const beside = days.every(({ fact }) => fact.unit === 'day') ? (bindings.get(at + 1) ?? []) : [];
    const own = beside.flatMap(({ fact }) => index.all.filter((one) => isDayOf(one, fact.key)));
    if (own.length === 0 || own.some((one) => days.some(({ fact }) => fact.value === one.fact.value)))
      return [];
    return [
      {
        kind: 'date' as const,
        text: tokens[at]!.text,
        sentence: text,
        why: `that was on ${own[0]!.fact.forms[0]}`,
      },
    ];
  });
}

function isDayOf({ fact }: IndexedFact, key: string): boolean {
  return fact.unit === 'day' && (fact.key === `${key}.day` || fact.key === key.replace(/[^.]+$/, 'day'));
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
  const candidates = candidatesAt(sentence, at, keys, place.index);
  if (!Array.isArray(candidates)) return candidates as Fault;
  const spoken = spokenOf(sentence, at, place.carried, place.selected);
  const whole = speaksOfWhole(sentence, at, place.selected);
  const isAbout = (one: IndexedFact) => fitsSubject(one, spoken, whole, place);
  const ofSubject = candidates.filter(isAbout);
  if (ofSubject.length === 0) return wrongSubject(candidates, place);
  const kind = ofSubject.every(({ fact }) => /^(day|time)$/.test(fact.unit)) ? 'date' : 'digit';
  const { label } = ofSubject[0]!.fact;
  const inTime = ofSubject.filter(
    (one) => timeFits(sentence, at, one, place.index) && predicateFits(sentence, at, one),
  );
  if (inTime.length === 0) return { kind, why: `the figure is ${label}` };
  const counted = inTime.filter((one) => nounFits(sentence, at, one));
  if (counted.length === 0) return { kind: 'unit', why: `the figure is ${label}` };
  const fitting = fittingOf(counted, sentence, at, place.index, isAbout);
  return fitting.length > 0
    ? fitting
    : { kind, why: `the figure is ${label}, and the sentence speaks of something else` };
}

/** Facts with this value and unit, or what is wrong with the figure as it stands. */
function candidatesAt(
  sentence: Sentence,
  at: number,
  keys: readonly string[],
  index: FactIndex,
): IndexedFact[] | Fault {
  const id = sentence.tokens[at]!.fact;
  if (id !== null) {
    const slot = index.byId.get(id);
    if (!slot) return { kind: 'digit', why: 'no fact has this id' };
    return unitFault(sentence, at, slot) ?? [slot];
  }
  const isRank = sentence.tokens[at - 1]?.text === '#';
  const found = keys
    .flatMap((key) => index.byKey.get(key) ?? [])
    .filter(({ fact }) => !isRank || fact.unit === 'rank');
  return found.length > 0 ? found : unknown(keys, index);
}

/** '35 runs failed' needs a count of failures; '5 of the 35 runs failed' does not for the 35. */
function predicateFits({ tokens }: Sentence, at: number, one: IndexedFact): boolean {
  const { clause } = tokens[at]!;
  const before = tokens.slice(Math.max(0, at - 2), at).map((token) => token.word);
  if (one.fact.unit !== 'count' || before.includes('of')) return true;
  const behind = tokens.slice(at + 1).filter((token) => token.clause === clause);
  const end = behind.findIndex((token) => /^(figure|slot|mark)$/.test(token.kind));
  const predicate = behind.slice(0, end < 0 ? undefined : end).find((token) => OUTCOMES.test(token.word));
  if (!predicate) return true;
  const about = sensesOf(`${one.fact.label} ${one.fact.key.replace(/[._]/g, ' ')}`);
  return about.includes(predicate.sense) || about.includes('outcom');
}

const OUTCOMES = /^(fail|fails|failed|succeed|succeeds|succeeded)$/;

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
  const { clause } = tokens[at]!;
  if (one.fact.unit === 'day' && one.fact.key.startsWith('window.')) return isBound(tokens, at);
  if (one.role !== 'before' || !index.partner(one, 'now')) return true;
  return tokens.some(
    (token) => token.clause <= clause && token.clause >= clause - 1 && COMPARES.test(token.word),
  );
}

/** 'From 2 Oct', 'complete to 31 Oct', '31 Oct is the last day of the period'. */
function isBound(tokens: readonly Token[], at: number): boolean {
  const before = tokens
    .slice(Math.max(0, at - 3), at)
    .some((token) =>
      /^(from|to|until|through|since|between|period|ends?|ended|complete|–|-)$/.test(token.word),
    );
  return (
    before ||
    tokens.slice(at + 1, at + 7).some((token) => /^(complete|period|to|until|through|–|-)$/.test(token.word))
  );
}

const COMPARES =
  /^(before|previous|previously|prior|earlier|formerly|was|were|had|from|after|against|than|instead|compared|level|up|down|rose|fell|increased|decreased|grew|used|last|old|both|same|→)$/;

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
