// 'Three', 'half', 'twice', 'one in four', 'all runs': amounts in words must be facts like figures are.
import { nounAfter } from './bind_figures.ts';
import { type IndexedFact, isDelta, percentOf, unitGroup } from './fact_index.ts';
import { contextOf, fitOf } from './fit.ts';
import { boundIn, type Check, fault, type Scene } from './scene.ts';
import { countOf, isCounted, sensesOf } from './vocabulary.ts';

const WHY = 'no fact states this amount';
const FIT = 0.35;

const FRACTIONS: readonly (readonly [RegExp, number])[] = [
  [/^(about |almost |nearly |roughly |around |just |exactly )?half\b/, 50],
  [/^two thirds\b/, 66.7],
  [/^three quarters\b/, 75],
  [/^(a |one |every )third\b/, 33.3],
  [/^(a |one |every )quarter\b/, 25],
  [/^(a |one |every )fourth\b/, 25],
  [/^(a |one |every )fifth\b/, 20],
  [/^(a |one |every )tenth\b/, 10],
];
const MULTIPLES: readonly (readonly [RegExp, number])[] = [
  [/^(twice|double|doubled|doubles|doubling)\b/, 2],
  [/^(thrice|triple|tripled|triples|tripling)\b/, 3],
  [/^(quadrupled|quadruple)\b/, 4],
  [/^(halved|halves|halving)\b/, 0.5],
];

export const checkNumberWords: Check = (scene) => {
  const found: ReturnType<typeof fault>[] = [];
  let skip = -1;
  scene.sentence.tokens.forEach((token, at) => {
    if (token.kind !== 'word' || at <= skip) return;
    const phrase = phraseAt(scene, at);
    const checked =
      fraction(scene, at, phrase) ??
      oneIn(scene, at, phrase) ??
      multiple(scene, at, phrase) ??
      allOrNone(scene, at, phrase) ??
      count(scene, at, phrase);
    if (!checked) return;
    skip = at + checked.length - 1;
    if (!checked.holds)
      found.push(fault(scene, 'number_word', phrase.split(' ').slice(0, checked.length).join(' '), WHY));
  });
  return found;
};

interface Checked {
  readonly holds: boolean;
  /** In words. */
  readonly length: number;
}

function phraseAt({ sentence: { tokens } }: Scene, at: number): string {
  return tokens
    .slice(at, at + 6)
    .map((token) => token.word)
    .join(' ');
}

/** The same words in the narration with the same next word: 'the last seven days'. */
function isNarrated(scene: Scene, at: number, length: number): boolean {
  const { tokens } = scene.sentence;
  const end = tokens.findIndex((token, i) => i >= at + length && token.sense !== '');
  // 'A trend takes three.': nothing follows, so the word before decides.
  const isLast = end < 0 || end > at + length + 3;
  if (isLast && !tokens[at - 1]?.word) return false;
  const own = tokens
    .slice(...(isLast ? [at - 1, at + length] : [at, end + 1]))
    .map((token) => token.sense || token.word)
    .join(' ');
  return scene.evidence.sentences.some((sentence) =>
    ` ${sentence.tokens.map((token) => token.sense || token.word).join(' ')} `.includes(` ${own} `),
  );
}

function fraction(scene: Scene, at: number, phrase: string): Checked | null {
  const hit = FRACTIONS.find(([words]) => words.test(phrase));
  if (!hit) return null;
  const length = hit[0].exec(phrase)![0].split(' ').length;
  if (/^(a|every) third (party|attempt)/.test(phrase)) return null;
  const before = scene.sentence.tokens
    .slice(Math.max(0, at - 2), at)
    .map((token) => token.word)
    .join(' ');
  const bound = boundIn(scene);
  const isMedian =
    hit[1] === 50 &&
    nounAfter(scene.sentence.tokens, at + length - 1) !== null &&
    bound.some(({ fact }) => /median|weekday/.test(fact.label));
  if (isMedian || isNarrated(scene, at, length)) return { holds: true, length };
  const [low, high] = rangeOf(hit[1], before, phrase);
  const within = (share: number | null) => share !== null && share >= low && share <= high;
  const holds =
    candidates(scene, at, (fact) => within(percentOf(fact))).length > 0 ||
    ratiosOf(bound).some((ratio) => within(ratio * 100));
  return { holds, length };
}

/** 'A third' is 33% as written; 'about a third' a few points more or less; 'more than half' what lies above. */
function rangeOf(share: number, before: string, phrase: string): readonly [number, number] {
  if (/(more than|over)$/.test(before)) return [share, share + 16];
  if (/(less than|under)$/.test(before)) return [share - 16, share];
  const about =
    /(about|almost|nearly|roughly|around)$/.test(before) ||
    /^(about|almost|nearly|roughly|around)/.test(phrase);
  return about ? [share - 4, share + 4] : [share - 1, share + 1];
}

function ratiosOf(bound: readonly IndexedFact[]): number[] {
  const values = bound.filter(
    (fact) => fact.value && !isDelta(fact) && /^(count|usd|minutes|hours|dbu)$/.test(fact.fact.unit),
  );
  return values.flatMap((a) =>
    values.filter((b) => b !== a && b.fact.unit === a.fact.unit).map((b) => a.value! / b.value!),
  );
}

function oneIn(scene: Scene, at: number, phrase: string): Checked | null {
  const match = /^(?:one (?:in|of|out of)|every) (\w+)/.exec(phrase);
  const of =
    match && (countOf(match[1]!) ?? { other: 2, second: 2, third: 3, fourth: 4, fifth: 5 }[match[1]!]);
  if (!match || !of || of < 2) return null;
  const share = 100 / of;
  const isNear = (value: number | null) => value !== null && Math.abs(value - share) <= 3;
  const holds =
    candidates(scene, at, (fact) => isNear(percentOf(fact))).length > 0 ||
    ratiosOf(boundIn(scene)).some((ratio) => isNear(ratio * 100));
  return { holds, length: match[0].split(' ').length };
}

function multiple(scene: Scene, at: number, phrase: string): Checked | null {
  const word = MULTIPLES.find(([words]) => words.test(phrase));
  const times = /^(\w+) times (as|more|the|higher|longer|larger)\b/.exec(phrase);
  const factor = word?.[1] ?? (times ? countOf(times[1]!) : undefined);
  if (!factor) return null;
  const length = word ? 1 : 2;
  const isNear = (value: number) => Math.abs(value - factor) <= factor * 0.05;
  const states = (fact: IndexedFact) =>
    fact.value !== null &&
    ((fact.fact.unit === 'times' && isNear(fact.value)) ||
      (fact.fact.unit === 'percent_delta' && isNear(1 + fact.value / 100)));
  const bound = boundIn(scene);
  const pairs = bound.flatMap((fact) => {
    const partner = scene.place.index.partner(fact, fact.role === 'now' ? 'before' : 'now');
    if (!partner?.value || !fact.value) return [];
    return [fact.role === 'now' ? fact.value / partner.value : partner.value / fact.value];
  });
  return {
    holds:
      isNarrated(scene, at, length) ||
      pairs.some(isNear) ||
      bound.some(states) ||
      candidates(scene, at, states).length > 0,
    length,
  };
}

/** Only of things that failed, succeeded or were evicted: 'all jobs together' is a sum. */
function allOrNone(scene: Scene, at: number, phrase: string): Checked | null {
  const match = /^(all|every|each|no|none)\b/.exec(phrase);
  const { tokens } = scene.sentence;
  const { clause } = tokens[at]!;
  const predicate = tokens.find(
    (token) => token.clause === clause && /^(fail|succeed|evict)$/.test(token.sense),
  );
  if (
    !match ||
    !predicate ||
    tokens[at - 1]?.word === 'not' ||
    /^(all|each|every) (other|others|jobs?)\b/.test(phrase)
  )
    return null;
  const noun = nounAfter(tokens, at);
  if (!noun && !/^(none|all of|no )/.test(phrase)) return null;
  const isAll = !/^no/.test(match[0]);
  const said = scene.evidence.sentences.some(
    (one) =>
      (isAll ? one.words.has('all') : one.words.has('no') || one.words.has('none')) &&
      one.senses.has(predicate.sense) &&
      (isAll || ![...one.facts].some((id) => isCountOf(scene.place.index.byId.get(id)!, predicate.sense))),
  );
  const wanted = (fact: IndexedFact) =>
    isAll
      ? percentOf(fact) === 100
      : fact.value === 0 && fact.senses.has(predicate.sense) && fact.role === 'now';
  return { holds: said || candidates(scene, at, wanted).length > 0, length: 1 };
}

/** '5 failed (none in the period before)' does not say that none failed. */
function isCountOf(one: IndexedFact, sense: string): boolean {
  return one.role === 'now' && Number(one.value) > 0 && one.fact.key.includes(sense);
}

function count(scene: Scene, at: number, phrase: string): Checked | null {
  const { tokens } = scene.sentence;
  const article = /^a (dozen|hundred|thousand)\b/.test(phrase);
  const value = countOf(article ? phrase.split(' ')[1]! : phrase.split(' ')[0]!);
  if (value === undefined) return null;
  const length = article ? 2 : 1;
  const noun = nounAfter(tokens, at + length - 1);
  if (value === 1 && (noun === null || isGeneric(scene, at))) return null;
  if (isNarrated(scene, at, length)) return { holds: true, length };
  const wanted = (fact: IndexedFact) =>
    fact.value === value &&
    unitGroup(fact.fact) === 'number' &&
    (noun === null || fact.senses.has(noun) || !sensesOf(fact.fact.label).some(isCounted));
  return { holds: candidates(scene, at, wanted).length > 0, length };
}

/** 'One query costs $2': any query. */
function isGeneric(scene: Scene, at: number): boolean {
  const { clause } = scene.sentence.tokens[at]!;
  return boundIn(scene, clause).some(({ fact }) => /\bper\b|median|mean|of a |of an /.test(fact.label));
}

/** Facts with the wanted value that fit the words about as well as any fact of their unit does. */
function candidates(scene: Scene, at: number, wanted: (fact: IndexedFact) => boolean): IndexedFact[] {
  const { index, carried, selected } = scene.place;
  const context = contextOf(scene.sentence, at);
  const named = scene.sentence.tokens.flatMap((token) => token.refs);
  const about = named.length > 0 ? named : [selected, ...carried];
  const all = index.all.filter(
    (fact) => about.some((ref) => fact.subjects.has(ref)) || fact.fact.subject === selected,
  );
  return all.filter((fact) => {
    if (!wanted(fact)) return false;
    const rivals = all.filter((other) => unitGroup(other.fact) === unitGroup(fact.fact));
    const best = Math.max(0, ...rivals.map((other) => fitOf(other, context, index)));
    const fit = fitOf(fact, context, index);
    return fit > 0 && fit >= best * FIT;
  });
}
