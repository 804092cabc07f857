// What was typed, cut into words and filters: 'job="Nightly ledger"' is one piece.
import { UserError } from '#src/lib/errors.ts';

/** Phones turn straight quotes into these. */
const QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '“': '”',
  '‘': '’',
  '„': '“',
  '«': '»',
};

export interface Token {
  readonly key: string | null;
  readonly value: string;
}

/** 'a b=c "d e"' becomes three. Throws UserError for a quote that is not closed. */
export function tokensOf(text: string, keys: readonly string[]): Token[] {
  return tokenize(unescapeSlack(text).trim(), keys);
}

/** Slack sends &, < and > of a message escaped. */
function unescapeSlack(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function tokenize(text: string, keys: readonly string[]): Token[] {
  const tokens: Token[] = [];
  let rest = joinEquals(text, keys);
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
function joinEquals(text: string, keys: readonly string[]): string {
  return text.replace(new RegExp(`\\b(${keys.join('|')})\\s*=[^\\S\\n]*(?=\\S)`, 'gi'), '$1=');
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
