// What was typed after the command: 'job_cost last 14 days workspace=prod' becomes a report and its parameters.
import { UserError } from '#src/lib/errors.ts';
import type { RawParams } from '#src/reports/params.ts';
import { isPeriodWord, KEYS, readFilters, readLoosely } from './command_filters.ts';
import { type Token, tokensOf } from './command_tokens.ts';

export type Command =
  | { readonly kind: 'picker' }
  | { readonly kind: 'help' }
  | { readonly kind: 'digest' }
  /** `report` as typed: whether it exists is the registry's to say. */
  | { readonly kind: 'report'; readonly report: string; readonly raw: RawParams };

/** "help me", "help please". */
const HELP_WORDS = 3;

/** Throws UserError for what it cannot read: an unknown filter, a word too many, two filters that contradict, an open quote. */
export function parseCommand(text: string, reportIds: readonly string[]): Command {
  const tokens = tokensOf(text, KEYS);
  const words = leadingWords(tokens);
  const first = words[0]?.toLowerCase().replace(/[!.,]+$/, '');
  if (first === undefined && tokens.length === 0) return { kind: 'picker' };
  if (tokens.length <= HELP_WORDS && (first === 'help' || first === '?')) return { kind: 'help' };
  if (tokens.length === 1 && first === 'digest') return { kind: 'digest' };
  if (first === undefined) throw noReport(tokens, reportIds);
  const { report, used } = reportOf(words, reportIds);
  return { kind: 'report', report, raw: readFilters(tokens.slice(used)) };
}

/** What can be made out in free text, and the words that are left over. */
export function looseCommand(text: string): { readonly words: string; readonly raw: RawParams } {
  try {
    return readLoosely(tokensOf(text, KEYS));
  } catch {
    return { words: text, raw: {} };
  }
}

/** The report a text begins with; null when it names none. */
export function reportNamed(text: string, reportIds: readonly string[]): string | null {
  const { report } = reportOf(text.trim().split(/\s+/), reportIds);
  return reportIds.includes(report) ? report : null;
}

function leadingWords(tokens: readonly Token[]): string[] {
  const end = tokens.findIndex((token) => token.key !== null || isPeriodWord(token.value));
  return tokens.slice(0, end < 0 ? tokens.length : end).map((token) => token.value);
}

/** 'Job cost' names job_cost too; of several words the longest run that is a report counts. */
function reportOf(words: readonly string[], ids: readonly string[]): { report: string; used: number } {
  for (let used = words.length; used > 0; used--) {
    const joined = words.slice(0, used).join('_').toLowerCase().replaceAll('-', '_');
    if (ids.includes(joined)) return { report: joined, used };
  }
  return { report: words.join('_'), used: words.length };
}

function noReport(tokens: readonly Token[], ids: readonly string[]): UserError {
  return new UserError({
    code: 'unknown_report',
    message: `Name the report first: "${tokens[0]?.key ?? tokens[0]?.value ?? ''}" alone does not say which.`,
    next: `The reports are: ${ids.join(', ')}.`,
  });
}
