// What was typed after the command: 'job_cost last 14 days workspace=prod' becomes a report and its parameters.
import { UserError } from '#src/lib/errors.ts';
import { nearest } from '#src/lib/text.ts';
import type { RawParams } from '#src/reports/params.ts';

export type Command =
  | { readonly kind: 'picker' }
  | { readonly kind: 'help' }
  | { readonly kind: 'digest' }
  /** `report` as typed: whether it exists is the registry's to say. */
  | { readonly kind: 'report'; readonly report: string; readonly raw: RawParams };

type Key = keyof RawParams;
const KEYS: readonly Key[] = ['from', 'to', 'last', 'workspace', 'department', 'tag', 'job', 'limit'];
const UNIT_DAYS: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30, quarter: 90, year: 365 };
/** Phones turn straight quotes into these. */
const QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '“': '”',
  '‘': '’',
  '„': '“',
  '«': '»',
};

interface Token {
  readonly key: string | null;
  readonly value: string;
}

/** Throws UserError for what it cannot read: an unknown filter, a word too many, an open quote. */
export function parseCommand(text: string, reportIds: readonly string[]): Command {
  const tokens = tokenize(unescapeSlack(text).trim());
  const words = leadingWords(tokens);
  const first = words[0]?.toLowerCase();
  if (first === undefined && tokens.length === 0) return { kind: 'picker' };
  if (tokens.length === 1 && (first === 'help' || first === '?')) return { kind: 'help' };
  if (tokens.length === 1 && first === 'digest') return { kind: 'digest' };
  if (first === undefined) throw noReport(tokens, reportIds);
  const { report, used } = reportOf(words, reportIds);
  return { kind: 'report', report, raw: readParams(tokens.slice(used)) };
}

/** Slack sends &, < and > of a message escaped. */
function unescapeSlack(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let rest = joinEquals(text);
  while (rest !== '') {
    const key = /^([A-Za-z_]+)=/.exec(rest)?.[1] ?? null;
    if (key !== null) rest = rest.slice(key.length + 1);
    const { value, length } = readValue(rest);
    tokens.push({ key, value });
    rest = rest.slice(length).trimStart();
  }
  return tokens;
}

/** 'workspace = prod' is read as 'workspace=prod'. */
function joinEquals(text: string): string {
  return text.replace(new RegExp(`\\b(${KEYS.join('|')})\\s*=[^\\S\\n]*(?=\\S)`, 'gi'), '$1=');
}

function readValue(text: string): { value: string; length: number } {
  const close = QUOTES[text[0] ?? ''];
  if (close === undefined) {
    const value = /^\S*/.exec(text)![0];
    return { value, length: value.length };
  }
  const end = text.indexOf(close, 1);
  const straight = text.indexOf('"', 1);
  const at = end > 0 ? end : straight;
  if (at > 0) return { value: text.slice(1, at), length: at + 1 };
  throw new UserError({
    code: 'open_quote',
    message: `A quote is opened and not closed: ${text.slice(0, 40)}`,
    next: 'Close it, for example job="Nightly ledger".',
  });
}

function leadingWords(tokens: readonly Token[]): string[] {
  const end = tokens.findIndex((token) => token.key !== null || isPeriodWord(token.value));
  return tokens.slice(0, end < 0 ? tokens.length : end).map((token) => token.value);
}

function isPeriodWord(word: string): boolean {
  return ['last', 'from', 'to', 'since', 'until'].includes(word.toLowerCase());
}

/** 'Job cost' names job_cost too; of several words the longest run that is a report counts. */
function reportOf(words: readonly string[], ids: readonly string[]): { report: string; used: number } {
  for (let used = words.length; used > 0; used--) {
    const joined = words.slice(0, used).join('_').toLowerCase().replaceAll('-', '_');
    if (ids.includes(joined)) return { report: joined, used };
  }
  return { report: words.join('_'), used: words.length };
}

function readParams(tokens: readonly Token[]): RawParams {
  const raw: Partial<Record<Key, string>> = {};
  for (let i = 0; i < tokens.length; ) {
    const { key, value, used } = readParam(tokens.slice(i));
    raw[key] = value;
    i += used;
  }
  return raw;
}

function readParam(tokens: readonly Token[]): { key: Key; value: string; used: number } {
  const [first, second] = [tokens[0]!, tokens[1]];
  if (first.key !== null) return { ...keyed(first.key, first.value), used: 1 };
  const word = first.value.toLowerCase();
  if (word === 'last') return lastDays(tokens);
  const key = word === 'since' ? 'from' : word === 'until' ? 'to' : word;
  if ((key === 'from' || key === 'to') && second?.key === null) return { key, value: second.value, used: 2 };
  throw new UserError({
    code: 'unknown_word',
    message: `"${first.value.slice(0, 60)}" is not a filter.`,
    next: `Filters are written as ${KEYS.map((name) => `${name}=`).join(' ')}; names with spaces go in quotes.`,
  });
}

function keyed(typed: string, value: string): { key: Key; value: string } {
  const key = KEYS.find((known) => known === typed.toLowerCase());
  if (key === undefined) throw unknownFilter(typed);
  if (value.trim() === '')
    throw new UserError({
      code: 'empty_filter',
      message: `"${key}=" has no value.`,
      next: `Write it right after the sign, for example ${EXAMPLES[key]}.`,
    });
  return { key, value: key === 'last' ? value.replace(/\s*d(ays?)?$/i, '') : value };
}

const EXAMPLES: Readonly<Record<Key, string>> = {
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

/** 'last 14 days', 'last 2 weeks', 'last week', 'last 14'. */
function lastDays(tokens: readonly Token[]): { key: Key; value: string; used: number } {
  const words = tokens.slice(1, 3).map((token) => (token.key === null ? token.value.toLowerCase() : ''));
  const count = /^\d+$/.test(words[0] ?? '') ? Number(words[0]) : null;
  const unit = UNIT_DAYS[(count === null ? words[0] : words[1])?.replace(/s$/, '') ?? ''];
  if (count === null && unit === undefined)
    throw new UserError({
      code: 'bad_last',
      message: `"last ${words[0] ?? ''}" is not a period.`,
      next: 'For example: last 14 days, last 2 weeks, last month.',
    });
  const used = 1 + (count === null ? 0 : 1) + (unit === undefined ? 0 : 1);
  return { key: 'last', value: String((count ?? 1) * (unit ?? 1)), used };
}

function noReport(tokens: readonly Token[], ids: readonly string[]): UserError {
  return new UserError({
    code: 'unknown_report',
    message: `Name the report first: "${tokens[0]?.key ?? ''}" alone does not say which.`,
    next: `The reports are: ${ids.join(', ')}.`,
  });
}
