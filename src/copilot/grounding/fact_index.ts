// The facts as the gate looks them up: by notation, by what they are about, by whom, and beside which other facts they stand.
import type { EntityRef, Fact } from '#src/reports/facts.ts';
import { figuresIn } from './figures_in_text.ts';
import { type Direction, directionOf, extremeOf, sensesOf } from './vocabulary.ts';

export interface IndexedFact {
  readonly fact: Fact;
  readonly keys: ReadonlySet<string>;
  /** Sense -> how strongly the fact is about it, 0..1; the narration adds to it. */
  readonly senses: Map<string, number>;
  /** Who it may be said of; the narration adds to it. */
  readonly subjects: Set<EntityRef>;
  /** The key without 'before', 'after', 'peers': the same for facts that are compared. */
  readonly family: string;
  readonly role: 'now' | 'before' | 'peers';
  readonly value: number | null;
}

export interface FactIndex {
  readonly all: readonly IndexedFact[];
  readonly byId: ReadonlyMap<string, IndexedFact>;
  readonly byKey: ReadonlyMap<string, readonly IndexedFact[]>;
  /** How telling a sense is: rare ones more. */
  weight(sense: string): number;
  /** The other of a pair: the period before, or the peers. */
  partner(of: IndexedFact, role: IndexedFact['role']): IndexedFact | undefined;
}

const ROLES = /(^|[._])(before|previous|after|peers|calm|evicted|failed_before|median_before)(?=[._]|$)/;
const DELTAS = new Set(['usd_delta', 'percent_delta', 'count_delta', 'points']);

export function indexFacts(facts: readonly Fact[]): FactIndex {
  const all = facts.map(indexed);
  const byKey = new Map<string, IndexedFact[]>();
  for (const one of all) for (const key of one.keys) byKey.set(key, [...(byKey.get(key) ?? []), one]);
  const counts = new Map<string, number>();
  for (const one of all)
    for (const sense of one.senses.keys()) counts.set(sense, (counts.get(sense) ?? 0) + 1);
  return {
    all,
    byKey,
    byId: new Map(all.map((one) => [one.fact.id, one])),
    weight: (sense) => Math.log(1 + all.length / (counts.get(sense) ?? all.length)),
    partner: (of, role) =>
      all.find(
        (other) =>
          other !== of &&
          other.role === role &&
          other.family === of.family &&
          other.fact.unit === of.fact.unit &&
          other.fact.subject === of.fact.subject,
      ),
  };
}

function indexed(fact: Fact): IndexedFact {
  const senses = new Map<string, number>();
  for (const sense of sensesOf(fact.key.replace(/[0-9a-f-]{6,}|[._:]/g, ' '))) senses.set(sense, 0.5);
  for (const sense of sensesOf(fact.label)) senses.set(sense, 1);
  if (DELTAS.has(fact.unit))
    for (const sense of ['rise', 'fall', 'chang']) if (!senses.has(sense)) senses.set(sense, 0.5);
  const role = roleOf(fact);
  if (role === 'before') senses.set('befor', 1);
  return {
    fact,
    keys: keysOf(fact),
    senses,
    subjects: new Set([fact.subject]),
    family: familyOf(fact.key),
    role,
    value: typeof fact.value === 'number' ? fact.value : null,
  };
}

function roleOf(fact: Fact): IndexedFact['role'] {
  if (/(^|\.)peers(\.|$)/.test(fact.key)) return 'peers';
  return /(^|[._])(before|previous)([._]|$)/.test(fact.key) ? 'before' : 'now';
}

function familyOf(key: string): string {
  return key
    .replace(ROLES, '$1')
    .replace(/[._]+/g, '.')
    .replace(/^\.|\.$/g, '');
}

/** Every notation of every form; a day also without its year, as its month and as its weekday. */
function keysOf(fact: Fact): ReadonlySet<string> {
  const keys = fact.forms.flatMap((form) => figuresIn(form).flatMap((figure) => figure.keys));
  const days = keys.filter((key) => /^day \d{4}-/.test(key)).map((key) => key.slice('day '.length));
  return new Set([...keys, ...days.flatMap((day) => [`day ${day.slice(5)}`, `month ${day.slice(0, 7)}`])]);
}

export function isDelta({ fact }: IndexedFact): boolean {
  return DELTAS.has(fact.unit);
}

export function signOf(value: number): Direction | 0 {
  return value > 0 ? 1 : value < 0 ? -1 : 0;
}

/** Units that can be told apart in a text only by what is said. */
export function unitGroup({ unit }: Fact): string {
  if (/^usd/.test(unit)) return 'usd';
  if (/^percent|^ratio$/.test(unit)) return 'percent';
  if (/^(count|count_delta|days|rank|score)$/.test(unit)) return 'number';
  return /^(minutes|hours)$/.test(unit) ? 'time span' : unit;
}

/** Share of a whole in percent, whatever the unit. */
export function percentOf({ fact, value }: IndexedFact): number | null {
  if (value === null) return null;
  if (fact.unit === 'ratio') return value * 100;
  return fact.unit === 'percent' || fact.unit === 'percent_delta' ? value : null;
}

export function labelDirections({ fact }: IndexedFact): ReadonlySet<Direction> {
  return new Set(fact.label.split(/\W+/).flatMap((word) => directionOf(word) ?? []));
}

export function labelExtremes({ fact }: IndexedFact): ReadonlySet<Direction> {
  return new Set(
    fact.label
      .replace(/\bat (least|most)\b|most it could be/g, '')
      .split(/\W+/)
      .flatMap((word) => extremeOf(word) ?? []),
  );
}
