// A text as sentences of tokens: words, figures, bound facts, names, quotations. Everything the gate checks is read off these.
import type { EntityRef } from '#src/reports/facts.ts';
import type { Line, Span } from '#src/reports/line.ts';
import { figuresIn } from './figures_in_text.ts';
import { escapeRegExp, type NameFinder } from './names.ts';
import { isTelling, senseOf } from './vocabulary.ts';

export interface Token {
  readonly kind: 'word' | 'figure' | 'slot' | 'name' | 'quote' | 'address' | 'mark';
  readonly text: string;
  /** Lower case. */
  readonly word: string;
  /** What a word is about; empty for words that say nothing by themselves. */
  readonly sense: string;
  /** Notations of a figure, see figures_in_text. */
  readonly keys: readonly string[];
  readonly fact: string | null;
  readonly refs: readonly EntityRef[];
  readonly clause: number;
  /** Number of the pair of brackets it stands in; 0 outside. */
  readonly bracket: number;
  /** No space before it. */
  readonly glued: boolean;
}

export interface Sentence {
  readonly text: string;
  readonly tokens: readonly Token[];
}

export interface Reading {
  readonly names: NameFinder;
  /** Texts of the data that may be repeated word for word. */
  readonly quotable: readonly string[];
  /** Text marked as quoted is a quotation (our own narration), or a stranger's words to be read (a model's). */
  readonly trustQuotes: boolean;
}

export type Reader = (line: Line) => readonly Sentence[];

type Raw = Omit<Token, 'clause' | 'bracket' | 'glued'> & { readonly gap: boolean };

const ADDRESS = /(?:https?:\/\/|www\.)\S+/g;
const WORD = /[\p{L}_]+(?:['’\-/][\p{L}_]+)*['’]?|[^\s]/gu;
const CLAUSE_MARK = /^[,;:()“”"]$/;
const CLAUSE_WORD = new Set('while but whereas and because although though which where when'.split(' '));
/** Characters of a quotation that may be a name with words around it. */
const SHORT = 60;
/** 'Did not succeed' speaks of failure. */
const SUCCESS = senseOf('succeed');
const FAILURE = senseOf('fail');
const NOTHING = { sense: '', keys: [], fact: null, refs: [] } as const;

export function reader({ names, quotable, trustQuotes }: Reading): Reader {
  const quotes = quotationFinder(quotable);
  const read = (text: string) => tokensOf(text.normalize('NFKC'), quotes, names);
  return (line) =>
    sentencesOf(
      line.flatMap((span, i) => rawOf(span, /(^|\s)$/.test(line[i - 1]?.text ?? ''), trustQuotes, read)),
    );
}

function rawOf(span: Span, gap: boolean, trustQuotes: boolean, read: (text: string) => Raw[]): Raw[] {
  const { text } = span;
  const base = { ...NOTHING, text, word: text.toLowerCase(), gap };
  if (span.fact) return [{ ...base, kind: 'slot', fact: span.fact }];
  if (span.entity) return [{ ...base, kind: 'name', refs: [span.entity] }];
  if (!span.quoted || !trustQuotes) return read(text);
  // 'the other jobs of Finance' is quoted for its name; an error message stays whole.
  const tokens = text.length <= SHORT ? read(text) : [];
  const isName =
    tokens.some((token) => token.kind === 'name') && tokens.every((token) => token.kind !== 'figure');
  return isName ? tokens : [{ ...base, kind: 'quote' }];
}

interface Hit {
  readonly at: number;
  readonly text: string;
  readonly raw: Pick<Raw, 'kind' | 'keys' | 'refs'>;
}

/** Quotations first, then addresses, names and figures; what is left are words. */
function tokensOf(text: string, quotes: (text: string) => Hit[], names: NameFinder): Raw[] {
  const taken: Hit[] = [];
  const take = (hits: readonly Hit[]) => {
    for (const hit of hits) if (!taken.some((other) => overlap(other, hit))) taken.push(hit);
  };
  take(
    [...text.matchAll(ADDRESS)].map((m) => ({
      at: m.index,
      text: m[0],
      raw: { kind: 'address', keys: [], refs: [] },
    })),
  );
  const named = names(text).map(
    ({ at, text: name, refs }): Hit => ({ at, text: name, raw: { kind: 'name', keys: [], refs } }),
  );
  // A name inside an error message belongs to the message.
  take([...named, ...quotes(text)].sort((a, b) => b.text.length - a.text.length));
  take(figureHits(text));
  taken.sort((a, b) => a.at - b.at);
  const raws: Raw[] = [];
  let end = 0;
  for (const hit of taken) {
    raws.push(...wordsIn(text, end, hit.at));
    raws.push({
      ...NOTHING,
      ...hit.raw,
      text: hit.text,
      word: hit.text.toLowerCase(),
      gap: isGap(text, hit.at),
    });
    end = hit.at + hit.text.length;
  }
  return [...raws, ...wordsIn(text, end, text.length)];
}

function overlap(a: Hit, b: Hit): boolean {
  return a.at < b.at + b.text.length && b.at < a.at + a.text.length;
}

function isGap(text: string, at: number): boolean {
  return at === 0 ? /^\s/.test(text) : /\s/.test(text[at - 1]!);
}

/** Several days of one date share a text; they become one token with the notations of each kept apart by '|'. */
function figureHits(text: string): Hit[] {
  const byPlace = new Map<number, Hit>();
  for (const figure of figuresIn(text)) {
    const known = byPlace.get(figure.at);
    const keys = [...(known?.raw.keys ?? []), figure.keys.join('|')];
    byPlace.set(figure.at, { at: figure.at, text: figure.text, raw: { kind: 'figure', keys, refs: [] } });
  }
  return [...byPlace.values()];
}

function wordsIn(text: string, from: number, to: number): Raw[] {
  return [...text.slice(from, to).matchAll(WORD)].map((match) => {
    const word = match[0].toLowerCase().replace(/['’]s?$/, '');
    const isWord = /\p{L}/u.test(word);
    const sense = isWord && isTelling(word) ? senseOf(word) : '';
    const gap = isGap(text, from + match.index);
    return { ...NOTHING, kind: isWord ? 'word' : 'mark', text: match[0], word, sense, gap };
  });
}

/** A full stop ends a sentence when a space or nothing follows; brackets, commas and joining words begin a clause. */
function sentencesOf(raws: readonly Raw[]): Sentence[] {
  const sentences: Token[][] = [[]];
  let clause = 0;
  let bracket = 0;
  let brackets = 0;
  raws.forEach((raw, i) => {
    const tokens = sentences.at(-1)!;
    if (beginsClause(raw, tokens.length === 0)) clause += 1;
    if (raw.text === '(') bracket = ++brackets;
    if (raw.text === ')') bracket = 0;
    const sense = raw.sense === SUCCESS && tokens.at(-1)?.word === 'not' ? FAILURE : raw.sense;
    tokens.push({ ...raw, sense, clause, bracket, glued: !raw.gap && i > 0 });
    if (endsSentence(raw, raws[i + 1])) {
      sentences.push([]);
      clause = 0;
      bracket = 0;
    }
  });
  return sentences.filter((tokens) => tokens.length > 0).map((tokens) => ({ tokens, text: textOf(tokens) }));
}

function beginsClause(raw: Raw, isFirst: boolean): boolean {
  if (raw.kind === 'mark') return CLAUSE_MARK.test(raw.text);
  return raw.kind === 'word' && CLAUSE_WORD.has(raw.word) && !isFirst;
}

function endsSentence(raw: Raw, next: Raw | undefined): boolean {
  return raw.kind === 'mark' && /^[.;?…]$/.test(raw.text) && (!next || next.gap || next.kind === 'slot');
}

function textOf(tokens: readonly Token[]): string {
  return tokens
    .map((token, i) =>
      i === 0 || token.glued || /^[.,;:)?%]$/.test(token.text) ? token.text : ` ${token.text}`,
    )
    .join('')
    .trim();
}

/** The longest first. A text without a letter would excuse a figure, so it excuses nothing. */
function quotationFinder(quotable: readonly string[]): (text: string) => Hit[] {
  const texts = [...new Set(quotable.map((text) => text.normalize('NFKC').trim()))]
    .filter((text) => /\d|\s|_/.test(text) && /\p{L}{2}|^\p{L}/u.test(text))
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  if (texts.length === 0) return () => [];
  const any = new RegExp(`(?<![\\p{L}\\d])(?:${texts.map(escapeRegExp).join('|')})(?![\\p{L}\\d])`, 'giu');
  return (text) =>
    [...text.matchAll(any)].map((m) => ({
      at: m.index,
      text: m[0],
      raw: { kind: 'quote', keys: [], refs: [] },
    }));
}
