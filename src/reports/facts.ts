// Facts and the sentences made of them: a figure in a sentence is always a bound fact, never typed by hand.
import { formatDay, type IsoDay } from '#src/lib/dates.ts';
import { formatValue, type Unit } from './units.ts';

/** An entity as 'type:id'; the type ends at the first colon. */
export type EntityRef = string;

export interface Fact {
  /** 'f1', 'f2' ... in the order of the sheet; what a model writes as {{f1}}. */
  readonly id: string;
  /** Readable key, unique in the sheet: 'cost.total'. */
  readonly key: string;
  /** What it measures, in words: 'cost in the period'. */
  readonly label: string;
  readonly value: number | string | null;
  readonly unit: Unit;
  /** Who it is about: an entity, or 'report'. */
  readonly subject: EntityRef;
  /** The window or comparison: '2026-10-02..2026-10-31'. */
  readonly scope: string;
  /** Hash of the SQL that stated it, or of the facts it was derived from. */
  readonly sqlHash: string;
  /** Which row: its key, '' for a whole result. */
  readonly rowKey: string;
  /** How it may be written; the first is how we write it. */
  readonly forms: readonly string[];
}

export interface FactInput {
  readonly key: string;
  readonly label: string;
  readonly value: number | string | null;
  readonly unit: Unit;
  readonly subject?: EntityRef;
  readonly scope?: string;
  readonly sqlHash?: string;
  readonly rowKey?: string;
}

/** Collects facts in a stable order and numbers them. */
export interface FactSheet {
  readonly facts: readonly Fact[];
  /** Adds a fact; the same key again returns the first one. */
  add(input: FactInput): Fact;
  get(key: string): Fact | undefined;
}

export interface SheetDefaults {
  readonly subject: EntityRef;
  readonly scope: string;
  readonly sqlHash: string;
  /** Day whose year is left out when dates are written. */
  readonly today: IsoDay;
}

export function createFactSheet(defaults: SheetDefaults): FactSheet {
  const facts: Fact[] = [];
  const byKey = new Map<string, Fact>();
  return {
    facts,
    get: (key) => byKey.get(key),
    add(input) {
      const known = byKey.get(input.key);
      if (known) return sameFact(known, input);
      const fact: Fact = {
        id: `f${facts.length + 1}`,
        key: input.key,
        label: input.label,
        value: input.value,
        unit: input.unit,
        subject: input.subject ?? defaults.subject,
        scope: input.scope ?? defaults.scope,
        sqlHash: input.sqlHash ?? defaults.sqlHash,
        rowKey: input.rowKey ?? '',
        forms: formsOf(input, defaults.today),
      };
      facts.push(fact);
      byKey.set(fact.key, fact);
      return fact;
    },
  };
}

/** One key, one value: a second value under the same key is a bug, and would put a wrong figure into a sentence. */
function sameFact(known: Fact, input: FactInput): Fact {
  if (known.value === input.value && known.unit === input.unit) return known;
  throw new Error(`Fact "${known.key}" is ${known.value} ${known.unit}, not ${input.value} ${input.unit}`);
}

function formsOf(input: FactInput, today: IsoDay): string[] {
  if (input.value === null) return ['not known'];
  if (input.unit === 'day') return [formatDay(String(input.value), today), String(input.value)];
  return formatValue(input.value, input.unit);
}
