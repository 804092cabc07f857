// 'Because of', 'driven by', 'led to': only where facts or the narration give this as a cause; what merely happened near is none.
import type { IndexedFact } from './fact_index.ts';
import { boundIn, type Check, fault, type Scene, sensesIn, shared } from './scene.ts';
import type { Token } from './sentences.ts';
import type { Violation } from './verdict.ts';

/** The cause stands behind these ... */
const BEHIND =
  /^(because|due to|owing to|driven by|thanks to|caused by|explained by|triggered by|as a result of|result of|results from|resulted from|on account of|comes from|come from|came from|stems from|on the back of|attributable to|down to|follows from|brought about by|since)\b/;
/** ... or before these. */
const BEFORE =
  /^(led to|leads to|leading to|explains|explain|explained|caused|causes|causing|triggered|triggers|resulted in|results in|accounts for|account for|accounted for|contributed|contributes|drives|drove|is responsible for|is to blame|is behind|is why|made it|pushed)\b/;
/** Said of every change, so that they name no cause. */
const GENERAL = new Set(
  'cost chang job run period before now cluster warehous report caus part reason effect result fact main major new increas rise fall price_'.split(
    ' ',
  ),
);

export const checkCause: Check = (scene) =>
  scene.sentence.tokens.flatMap((token, at) => (token.kind === 'word' ? claimsAt(scene, at) : []));

function claimsAt(scene: Scene, at: number): Violation[] {
  const { tokens } = scene.sentence;
  const phrase = tokens
    .slice(at, at + 4)
    .map((one) => one.word)
    .join(' ');
  const behind = BEHIND.exec(phrase)?.[0];
  if (behind && !(behind === 'since' && isTime(tokens, at)) && !isBack(tokens, at)) {
    const cause = tokens.slice(at + behind.split(' ').length);
    return isRepeated(scene, behind, cause) || isProven(scene, cause, tokens.slice(0, at))
      ? []
      : [fault(scene, 'cause', `${behind} ${textOf(cause)}`, WHY)];
  }
  const before = BEFORE.exec(phrase)?.[0];
  if (!before || isNoClaim(tokens[at - 1]?.word ?? '', before)) return [];
  const [cause, effect] = [tokens.slice(0, at), tokens.slice(at)];
  if (before.startsWith('account') && boundIn(scene).some(({ fact }) => /share/.test(fact.label))) return [];
  return isRepeated(scene, before, effect) || isProven(scene, cause, effect)
    ? []
    : [fault(scene, 'cause', before, WHY)];
}

/** 'Splits it into causes', 'to explain', 'what leads to it'. */
function isNoClaim(before: string, verb: string): boolean {
  if (before === 'what') return true;
  return /^(to|into|the|most|frequent|which)$/.test(before) && !/^leads? to|^led to/.test(verb);
}

/** The narration joins the same things with the same words. */
function isRepeated({ evidence }: Scene, joint: string, tokens: readonly Token[]): boolean {
  const senses = sensesIn(tokens);
  const named = tokens.flatMap((token) => token.refs);
  return evidence.sentences.some((sentence) => {
    const text = sentence.tokens.map((token) => token.word).join(' ');
    const sameNames = named.every((ref) => sentence.refs.has(ref));
    return text.includes(joint) && sameNames && shared(senses, sentence.senses) >= 0.6 * senses.size;
  });
}

const WHY = 'no fact or statement gives this as a cause';

/** 'Since 12 Oct', 'since the change': a time. */
function isTime(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1];
  if (next?.kind !== 'word') return true;
  return (
    /^(the|then|that|undoing)$/.test(next.word) &&
    !tokens
      .slice(at + 3, at + 6)
      .some((token) => /^(was|were|is|are|has|have|increased|hired|rose|fell|got|went)$/.test(token.word))
  );
}

/** 'Caused by' was read at 'caused'. */
function isBack(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.word === 'result' && tokens[at - 1]?.word === 'a';
}

function textOf(tokens: readonly Token[]): string {
  return tokens
    .slice(0, 6)
    .map((token) => token.text)
    .join(' ');
}

function isProven(scene: Scene, cause: readonly Token[], effect: readonly Token[]): boolean {
  const clauses = new Set(cause.map((token) => token.clause));
  const bound = [...clauses]
    .flatMap((clause) => boundIn(scene, clause))
    .filter((fact) => isIn(scene, fact, cause));
  const senses = telling(cause);
  if (isQuotedCause(scene, cause, effect) || hasPart(scene, cause)) return true;
  const effects = sensesIn(effect);
  if (cause.length === 0) return false;
  const sources = causesIn(scene);
  if (bound.some(isCauseFact))
    return (
      senses.size === 0 || covered(senses, [...sources.map((one) => one.senses), ...bound.map(sensesOfFact)])
    );
  if (senses.size === 0)
    return (
      bound.length === 0 &&
      sensesIn(cause).size > 0 &&
      sources.some((one) => shared(sensesIn(cause), one.senses) > 0)
    );
  return (
    covered(
      senses,
      sources.map((one) => one.senses),
    ) || scene.evidence.lines.some((line) => explains(line.tokens, senses, effects, bound))
  );
}

/** 'Upstream missing or late led to 3 failed runs': a text of the data that the narration puts beside the same effect. */
function isQuotedCause({ evidence }: Scene, cause: readonly Token[], effect: readonly Token[]): boolean {
  const quotes = cause.filter((token) => token.kind === 'quote').map((token) => token.word);
  if (quotes.length === 0) return false;
  const effects = sensesIn(effect);
  const states = (quote: string) =>
    evidence.sentences.some(
      ({ tokens, senses }) =>
        tokens.some((token) => token.word.includes(quote)) && shared(effects, senses) > 0,
    );
  return quotes.every(states);
}

/** A thing named as the cause, with a part of the change that is its own. */
function hasPart({ place }: Scene, cause: readonly Token[]): boolean {
  const refs = cause.flatMap((token) => token.refs);
  return place.index.all.some(
    (one) => isCauseFact(one) && refs.includes(one.fact.subject) && one.fact.subject !== place.selected,
  );
}

function isIn({ bindings, sentence }: Scene, fact: IndexedFact, tokens: readonly Token[]): boolean {
  return [...bindings].some(([at, facts]) => facts.includes(fact) && tokens.includes(sentence.tokens[at]!));
}

function telling(tokens: readonly Token[]): ReadonlySet<string> {
  return new Set([...sensesIn(tokens)].filter((sense) => !GENERAL.has(sense)));
}

/** Most of the words of the cause stand together in one source. */
function covered(senses: ReadonlySet<string>, sources: readonly ReadonlySet<string>[]): boolean {
  return sources.some((source) => shared(senses, source) / senses.size >= 0.6);
}

/** Parts of a change, families of failures: what the code itself computed as causes. */
function isCauseFact({ fact, value }: IndexedFact): boolean {
  return (
    Boolean(value) &&
    (/^part of the change|failed runs: |cost of the hours in which no query/.test(fact.label) ||
      /^change\./.test(fact.key))
  );
}

function sensesOfFact(one: IndexedFact): ReadonlySet<string> {
  return new Set(one.senses.keys());
}

function causesIn(scene: Scene) {
  const facts = scene.place.index.all.filter(isCauseFact);
  const ids = new Set(facts.map(({ fact }) => fact.id));
  const stated = [...scene.evidence.clauses, ...scene.evidence.sentences].filter(
    (one) =>
      [...one.facts].some((id) => ids.has(id)) ||
      /\b(because|since|so|makes?)\b/.test([...one.words].join(' ')),
  );
  return [...facts.map((one) => ({ senses: sensesOfFact(one) })), ...stated];
}

/** 'It has recovered: the last runs went through.' The part behind the colon explains the part before it. */
function explains(
  line: readonly Token[],
  cause: ReadonlySet<string>,
  effect: ReadonlySet<string>,
  bound: readonly IndexedFact[],
): boolean {
  const colon = line.findIndex((token) => token.text === ':' || token.text === ',');
  if (colon < 0) return false;
  const behind = line.slice(colon + 1);
  const sharesFact = bound.some(({ fact }) => behind.some((token) => token.fact === fact.id));
  const isCause = sharesFact || covered(cause, [sensesIn(behind)]);
  return isCause && shared(effect, sensesIn(line.slice(0, colon))) > 0;
}
