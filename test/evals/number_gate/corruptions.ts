// Eight ways to make a true text false. Each is built so that the result cannot be true by accident; where that is not certain, none is made.
import { figuresIn } from '#src/copilot/grounding/figures_in_text.ts';
import type { Random } from '#src/lib/random.ts';
import type { Fact } from '#src/reports/facts.ts';
import type { Line, Span } from '#src/reports/line.ts';
import type { CleanText } from './clean_texts.ts';
import { falseCause } from './false_causes.ts';
import { falseNumberWord } from './false_number_words.ts';
import { falseRank } from './false_ranks.ts';

export const CLASSES = [
  'digit',
  'unit',
  'swapped entity',
  'flipped direction',
  'false rank',
  'number word',
  'date',
  'invented cause',
] as const;
export type CorruptionClass = (typeof CLASSES)[number];

export interface Corruption {
  readonly line: Line;
  /** What was done, for the list of misses. */
  readonly what: string;
}

/** Changes one line; null when the line offers nothing to change in this way. */
export type Corrupt = (line: Line, text: CleanText, random: Random) => Corruption | null;

export const CORRUPTIONS: Readonly<Record<CorruptionClass, Corrupt>> = {
  digit: wrongDigit,
  unit: wrongUnit,
  'swapped entity': swappedEntity,
  'flipped direction': flippedDirection,
  'false rank': falseRank,
  'number word': falseNumberWord,
  date: wrongDate,
  'invented cause': falseCause,
};

function wrongDigit(line: Line, { study }: CleanText, random: Random): Corruption | null {
  const at = pickSpan(
    line,
    random,
    (span) => Boolean(span.fact) && /\d/.test(span.text) && !isDay(span, study.sheet.facts),
  );
  if (at === null) return null;
  const old = line[at]!.text;
  const places = [...old].flatMap((c, i) => (/\d/.test(c) ? [i] : []));
  const place = random.pick(places);
  const digit = String((Number(old[place]) + random.int(1, 9)) % 10);
  const text = old.slice(0, place) + digit + old.slice(place + 1);
  if (/^[-+$]*0\d/.test(text) || isTrue(text, line[at]!, study.sheet.facts)) return null;
  return replaced(line, at, { text }, `${old} -> ${text}`);
}

/** Another fact of the same label and subject has this value: then the sentence may still be true. */
function isTrue(text: string, span: Span, facts: readonly Fact[]): boolean {
  const own = facts.find((fact) => fact.id === span.fact)!;
  const keys = new Set(figuresIn(text).flatMap((figure) => figure.keys));
  const alike = facts.filter((fact) => fact.label === own.label && fact.subject === own.subject);
  return alike.some((fact) =>
    fact.forms.some((form) => figuresIn(form).some((f) => f.keys.some((key) => keys.has(key)))),
  );
}

const OTHER_UNITS: readonly (readonly [RegExp, (digits: string) => string])[] = [
  [/^[-+]?\$/, (digits) => `${digits} DBU`],
  [/points$/, (digits) => `${digits}%`],
  [/%$/, (digits) => `${digits} points`],
  [/ h$/, (digits) => `${digits} min`],
  [/ min$/, (digits) => `${digits} h`],
  [/ s$/, (digits) => `${digits} min`],
  [/ DBU$/, (digits) => `$${digits}`],
  [/ GB$/, (digits) => `${digits}%`],
  [/ times$/, (digits) => `${digits}%`],
  [/^[\d,]+$/, (digits) => `${digits}%`],
];

function wrongUnit(line: Line, { study }: CleanText, random: Random): Corruption | null {
  const at = pickSpan(line, random, (span) => {
    const fact = study.sheet.facts.find(({ id }) => id === span.fact);
    return Boolean(fact) && OTHER_UNITS.some(([form]) => form.test(span.text));
  });
  if (at === null) return null;
  const old = line[at]!.text;
  const write = OTHER_UNITS.find(([form]) => form.test(old))![1];
  const text = write(old.replace(/^[-+]?\$?/, '').replace(/ ?(points|%|h|min|s|DBU|GB|times)$/, ''));
  return replaced(line, at, { text }, `${old} -> ${text}`);
}

function swappedEntity(line: Line, { study }: CleanText, random: Random): Corruption | null {
  const at = pickSpan(line, random, (span) => Boolean(span.entity));
  if (at === null) return null;
  const own = line[at]!;
  const type = own.entity!.split(':')[0]!;
  const inLine = new Set(line.flatMap((span) => (span.entity ? [span.entity] : [])));
  const all = random.chance(0.7) ? study.names : study.accountNames;
  const forms = line.filter((span) => span.fact).map((span) => span.text);
  const sameFigures = (ref: string) =>
    study.sheet.facts.some((fact) => fact.subject === ref && fact.forms.some((form) => forms.includes(form)));
  const others = all.filter(
    ({ ref, name }) =>
      ref.startsWith(`${type}:`) && !inLine.has(ref) && name !== own.text && !sameFigures(ref),
  );
  if (others.length === 0) return null;
  const other = random.pick(others);
  return replaced(line, at, { text: other.name, entity: other.ref }, `${own.text} -> ${other.name}`);
}

const OPPOSITES: readonly (readonly [string, string])[] = [
  ['rose', 'fell'],
  ['rises', 'falls'],
  ['rise', 'fall'],
  ['rising', 'falling'],
  ['grew', 'shrank'],
  ['increased', 'decreased'],
  ['increase', 'decrease'],
  ['up', 'down'],
  ['more', 'less'],
  ['higher', 'lower'],
  ['above', 'below'],
  ['longer', 'shorter'],
  ['larger', 'smaller'],
  ['fewer', 'more'],
  ['slower', 'faster'],
  ['cheaper', 'dearer'],
];

const BOTH_WAYS = OPPOSITES.flatMap(([a, b]) => [
  [a, b],
  [b, a],
]) as readonly (readonly [string, string])[];

interface Turn {
  readonly at: number;
  readonly from: string;
  readonly to: string;
  readonly index: number;
}

/** Only where a figure stands in the same clause, so that the direction says something about it. */
function flippedDirection(line: Line, _text: CleanText, random: Random): Corruption | null {
  const places = line.flatMap((span, at) =>
    span.fact || span.entity || span.quoted
      ? []
      : turnsIn(span.text, at).filter(({ index }) => hasFigure(line, at, index)),
  );
  if (places.length === 0) return null;
  const { at, from, to, index } = random.pick(places);
  const old = line[at]!.text;
  const word = /^\p{Lu}/u.test(from) ? to[0]!.toUpperCase() + to.slice(1) : to;
  const text = old.slice(0, index) + word + old.slice(index + from.length);
  return replaced(line, at, { text }, `${from} -> ${word}`);
}

/** Not 'up to', 'more than half', 'or more': these are bounds. */
function turnsIn(text: string, at: number): Turn[] {
  return BOTH_WAYS.flatMap(([from, to]) =>
    [...text.matchAll(new RegExp(`\\b${from}\\b`, 'gi'))]
      .filter((match) => !/^ (to|than half|people|and|or)\b/.test(text.slice(match.index + from.length)))
      .filter((match) => !/\b(at|or|the|no|once) $/i.test(text.slice(0, match.index)))
      .map((match) => ({ at, from: match[0], to, index: match.index })),
  );
}

function hasFigure(line: Line, at: number, index: number): boolean {
  const before = line.slice(0, at).map(mark).join('') + line[at]!.text.slice(0, index);
  const after =
    line[at]!.text.slice(index) +
    line
      .slice(at + 1)
      .map(mark)
      .join('');
  return /#[^.,;:()]*$/.test(before) || /^[^.,;:()]*#/.test(after);
}

function mark(span: Span): string {
  return span.fact ? '#' : span.text;
}

function isDay(span: Span, facts: readonly Fact[]): boolean {
  const unit = facts.find(({ id }) => id === span.fact)?.unit;
  return unit === 'day' || unit === 'time';
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function wrongDate(line: Line, { study }: CleanText, random: Random): Corruption | null {
  const at = pickSpan(line, random, (span) => isDay(span, study.sheet.facts));
  if (at === null) return null;
  const span = line[at]!;
  const own = study.sheet.facts.find(({ id }) => id === span.fact)!;
  const others = study.sheet.facts.filter(
    (fact) => fact.unit === 'day' && fact.label !== own.label && fact.value !== own.value,
  );
  if (own.unit === 'day' && others.length > 0 && random.chance(0.3)) {
    const other = random.pick(others);
    if (isTrue(other.forms[0]!, span, study.sheet.facts)) return null;
    return replaced(
      line,
      at,
      { text: other.forms[0]!, fact: other.id },
      `${span.text} -> ${other.forms[0]} (${other.key})`,
    );
  }
  const text = own.unit === 'time' ? otherTime(span.text, random) : otherDay(span.text, random);
  if (text === span.text || isTrue(text, span, study.sheet.facts)) return null;
  return replaced(line, at, { text }, `${span.text} -> ${text}`);
}

function otherTime(text: string, random: Random): string {
  return text.replace(/^\d\d/, (hour) => String((Number(hour) + random.int(1, 23)) % 24).padStart(2, '0'));
}

function otherDay(text: string, random: Random): string {
  if (random.chance(0.3))
    return text.replace(
      /[A-Z][a-z]{2}/,
      (month) => MONTHS[(MONTHS.indexOf(month) + random.int(1, 11)) % 12]!,
    );
  return text.replace(/^\d+/, (day) => String(((Number(day) + random.int(1, 26)) % 28) + 1));
}

function pickSpan(line: Line, random: Random, wanted: (span: Span) => boolean): number | null {
  const places = line.flatMap((span, i) => (wanted(span) ? [i] : []));
  return places.length === 0 ? null : random.pick(places);
}

/** The changed span is free text, as a model would have typed it, unless it is given a fact. */
export function replaced(line: Line, at: number, span: Span, what: string): Corruption {
  return { line: line.map((old, i) => (i === at ? span : old)), what };
}
