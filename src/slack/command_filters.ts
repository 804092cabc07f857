// The filters and the days of a command: 'last 14 days workspace=prod' becomes parameters, or an error that names what is wrong.
import { UserError } from '#src/lib/errors.ts';
import { nearest } from '#src/lib/text.ts';
import type { RawParams } from '#src/reports/params.ts';
import { contradiction } from '#src/reports/period.ts';
import type { Token } from './command_tokens.ts';

type Key = keyof RawParams;
/** Those that are written with an equals sign. */
type Filter = Exclude<Key, 'period'>;
export const KEYS: readonly Filter[] = [
  'from',
  'to',
  'last',
  'workspace',
  'department',
  'tag',
  'job',
  'limit',
];
/** Of each pair only one can hold. */
const EXCLUDE: readonly (readonly [Key, Key])[] = [
  ['last', 'period'],
  ['from', 'period'],
  ['to', 'period'],
  ['from', 'last'],
];
const UNIT = /^(day|week|month|quarter|year)s?$/;

interface Param {
  readonly key: Key;
  readonly value: string;
  /** As it was typed, for errors. */
  readonly typed: string;
  /** How many tokens it took. */
  readonly used: number;
}

const PERIOD_WORDS = [
  'last',
  'this',
  'past',
  'previous',
  'from',
  'to',
  'since',
  'until',
  'yesterday',
  'today',
];

export function isPeriodWord(word: string): boolean {
  return PERIOD_WORDS.includes(word.toLowerCase());
}

/** Throws UserError: 'unknown_word', 'unknown_filter', 'empty_filter', 'bad_last', 'contradiction'. */
export function readFilters(tokens: readonly Token[]): RawParams {
  const found: Param[] = [];
  for (let i = 0; i < tokens.length; i += found.at(-1)!.used) {
    const param = readParam(tokens.slice(i));
    const other = found.find(({ key }) => clash(key, param.key));
    if (other) throw contradiction(other.typed, param.typed);
    found.push(param);
  }
  return rawOf(found);
}

function clash(one: Key, other: Key): boolean {
  return one === other || EXCLUDE.some((pair) => pair.includes(one) && pair.includes(other));
}

function rawOf(found: readonly Param[]): RawParams {
  return Object.fromEntries(found.map(({ key, value }) => [key, value]));
}

function readParam(tokens: readonly Token[]): Param {
  const [first, second] = [tokens[0]!, tokens[1]];
  if (first.key !== null) return { ...keyed(first.key, first.value), used: 1 };
  const word = first.value.toLowerCase();
  const next = second?.key === null ? second.value : undefined;
  if (word === 'yesterday' || word === 'today') return { key: 'period', value: word, typed: word, used: 1 };
  if (word === 'this' && next !== undefined && UNIT.test(next.toLowerCase()))
    return { key: 'period', value: `this ${next.toLowerCase()}`, typed: `this ${next}`, used: 2 };
  if (word === 'last' || word === 'past' || word === 'previous') return lastDays(tokens);
  const key = word === 'since' ? 'from' : word === 'until' ? 'to' : word;
  if ((key === 'from' || key === 'to') && next !== undefined)
    return { key, value: next, typed: `${first.value} ${next}`, used: 2 };
  throw new UserError({
    code: 'unknown_word',
    message: `"${first.value.slice(0, 60)}" is not a filter.`,
    next: `Filters are written as ${KEYS.map((name) => `${name}=`).join(' ')}, days also as "last 14 days", "last month" or "yesterday"; names with spaces go in quotes.`,
  });
}

function keyed(name: string, value: string): Omit<Param, 'used'> {
  const key = KEYS.find((known) => known === name.toLowerCase());
  if (key === undefined) throw unknownFilter(name);
  const typed = `${key}=${value}`;
  if (key === 'last' && value.trim() !== '') return { ...lastOf(value.trim().split(/\s+/)), typed };
  if (value.trim() !== '') return { key, value, typed };
  throw new UserError({
    code: 'empty_filter',
    message: `"${key}=" has no value.`,
    next: `Write it right after the sign, for example ${EXAMPLES[key]}.`,
  });
}

const EXAMPLES: Readonly<Record<Filter, string>> = {
  from: 'from=2026-10-01',
  to: 'to=2026-10-31',
  last: 'last=14',
  workspace: 'workspace=prod',
  department: 'department=Finance',
  tag: 'tag=Critical',
  job: 'job="Nightly ledger"',
  limit: 'limit=20',
};

function unknownFilter(typed: string): UserError {
  const close = nearest(typed, KEYS);
  return new UserError({
    code: 'unknown_filter',
    message: `There is no filter "${typed.slice(0, 40)}".${close ? ` Did you mean "${close}"?` : ''}`,
    next: `The filters are: ${KEYS.join(', ')}.`,
  });
}

/** Without the comma or question mark behind it. */
function wordOf({ key, value }: Token): string {
  return key === null ? value.toLowerCase().replace(/[^a-z0-9]+$/, '') : '';
}

/** 'last 14 days', 'last 2 weeks', 'last week', 'last 14'. */
function lastDays(tokens: readonly Token[]): Param {
  const words = tokens.slice(1, 3).map((token) => wordOf(token));
  const isCounted = /^\d/.test(words[0] ?? '');
  const taken =
    isCounted && /^(d$|day|week|month|quarter|year)/.test(words[1] ?? '')
      ? words.slice(0, 2)
      : words.slice(0, 1);
  const { key, value } = lastOf(taken);
  return { key, value, typed: ['last', ...taken].join(' '), used: 1 + taken.length };
}

/** A number of days or weeks is a number of days; months stay words, and so does a calendar unit without a number. */
function lastOf(words: readonly string[]): Pick<Param, 'key' | 'value'> {
  const text = words.join(' ').toLowerCase();
  const [, count, unit = 'day'] = /^(\d+)\s*([a-z]+)?$/.exec(text) ?? [];
  const one = unit === 'd' ? 'day' : (UNIT.exec(unit)?.[1] ?? null);
  if (count === undefined && UNIT.test(text)) return { key: 'period', value: `last ${text}` };
  if (count !== undefined && one === 'day') return { key: 'last', value: count };
  if (count !== undefined && one === 'week') return { key: 'last', value: String(Number(count) * 7) };
  if (count !== undefined && one !== null) return { key: 'last', value: `${count} ${unit}` };
  throw new UserError({
    code: 'bad_last',
    message: `"last ${text.slice(0, 40)}" is not a period.`,
    next: 'For example: last 14 days, last 2 weeks, last month, this month, last week, yesterday.',
  });
}

/** What can be made out in free text: words that are no filter are passed over, of two that contradict the first counts. */
export function readLoosely(tokens: readonly Token[]): { readonly words: string; readonly raw: RawParams } {
  const found: Param[] = [];
  const words: string[] = [];
  for (let i = 0; i < tokens.length; ) {
    const param = readable(tokens.slice(i));
    const fits = param !== null && found.every((other) => !clash(other.key, param.key));
    if (fits) found.push(param);
    if (param === null) words.push(tokens[i]!.value);
    i += param?.used ?? 1;
  }
  return { words: words.join(' '), raw: rawOf(found) };
}

function readable(tokens: readonly Token[]): Param | null {
  try {
    const param = readParam(tokens);
    // "from the team" is prose.
    const isProse = tokens[0]?.key === null && /^(from|to)$/.test(param.key) && !/^\d/.test(param.value);
    return isProse ? null : param;
  } catch {
    return null;
  }
}
