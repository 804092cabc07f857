// Whether what is needed is in a context: as a fact of the right value and unit, as a fact of a kind, or as words of the data.
import type { Fact } from '#src/reports/facts.ts';
import type { Unit } from '#src/reports/units.ts';
import { keyPattern, type Need } from './gold.ts';

/** What a writer is shown, apart from the passages of documents. */
export interface Shown {
  readonly facts: readonly Fact[];
  readonly text: string;
}

export type GoldValue = number | string;
type GoldUnit = NonNullable<Need['unit']>;

const FAMILIES: Readonly<Record<GoldUnit, readonly Unit[]>> = {
  usd: ['usd', 'usd_delta'],
  usd_per_dbu: ['usd_per_dbu'],
  dbu: ['dbu'],
  count: ['count', 'days'],
  percent: ['percent', 'percent_delta'],
  minutes: ['minutes'],
  day: ['day', 'time'],
};

/** Half of the last digit a reader sees; money to the cent, counts exactly. */
const TOLERANCES: Readonly<Partial<Record<GoldUnit, number>>> = {
  usd: 0.0051,
  usd_per_dbu: 0.00051,
  dbu: 0.051,
  percent: 0.051,
  minutes: 0.051,
};

export function isHeld(need: Need, value: GoldValue, shown: Shown): boolean {
  if (need.text) return plain(shown.text).includes(plain(String(value)));
  if (need.keys) return shown.facts.some(({ key }) => keyPattern(need.keys!).test(key));
  if (need.adds_up) return addsUp(need.adds_up, Number(value), shown.facts);
  return factsFor(need, value, shown).length > 0;
}

/** Facts that say what is needed: what they hold is not wasted. */
export function factsFor(need: Need, value: GoldValue, { facts }: Shown): readonly Fact[] {
  if (need.keys) return facts.filter(({ key }) => keyPattern(need.keys!).test(key));
  if (need.adds_up) return termsOf(need.adds_up, facts);
  const { unit, label } = need;
  if (!unit) return [];
  return facts.filter((fact) => isOfValue(fact, unit, value) && (!label || fact.label.includes(label)));
}

function isOfValue(fact: Fact, unit: GoldUnit, value: GoldValue): boolean {
  if (fact.value === null || !FAMILIES[unit].includes(fact.unit)) return false;
  if (unit === 'day') return String(fact.value).slice(0, 10) === String(value).slice(0, 10);
  return Math.abs(Math.abs(Number(fact.value)) - Math.abs(Number(value))) <= (TOLERANCES[unit] ?? 0);
}

/** Each term is rounded to the cent, so that as many half cents may be left. */
function addsUp(keys: string, whole: number, facts: readonly Fact[]): boolean {
  const terms = termsOf(keys, facts);
  const total = terms.reduce((sum, fact) => sum + Number(fact.value), 0);
  return terms.length > 0 && Math.abs(total - whole) <= 0.005 * (terms.length + 1);
}

function termsOf(keys: string, facts: readonly Fact[]): readonly Fact[] {
  return facts.filter(({ key, unit }) => unit === 'usd_delta' && keyPattern(keys).test(key));
}

/** Contexts take fences and slots out of names, and one space for several. */
function plain(text: string): string {
  return text
    .replace(/[<>{}]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
