// Puts stable tokens such as job_a in place of the names in a prompt, and the names back in what was written about it.
import { compareText } from '#src/lib/text.ts';
import type { ModelPrompt } from '../parts.ts';
import type { AccountWord } from './account_words.ts';

export interface Masked {
  readonly user: string;
  /** How many names are masked. */
  readonly count: number;
  restore(text: string): string;
}

/** The task before it is ours and names nothing. */
const DATA_STARTS = /^# Selection$/m;
const FENCE =
  /((?:\b(job run|job|user|department|workspace|warehouse|cluster|instance pool|pool|compute type|tag|report)\s)?)<name>([^<]*)<\/name>/gi;
/** Names of classes everybody has say what failed, and of whom nothing. */
const PUBLIC =
  /^(?:javax?|scala|org\.apache|org\.postgresql|com\.databricks|com\.amazonaws|io\.delta|py4j|pyspark|spark)\./;
/** Of error messages and queries: tables, paths, addresses, what stands in quotes, long ids. Not instance types such as r5.4xlarge. */
const IDENTIFIERS = [
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
  /\b(?:s3a?|abfss?|gs|dbfs|wasbs?|jdbc|https?):[^\s'"`,;)<]+/g,
  /(?<![\w/<])\/(?:[\w.=-]+\/)+[\w.=*-]*/g,
  /`[^`\n]{2,}`|'[^'\n]{3,}'|"[^"\n]{3,}"/g,
  /\b(?:[A-Za-z]\w*_\w+|[a-z]\w*(?:\.[A-Za-z_]\w*){2,})\b/g,
  /\b(?:\d{1,3}\.){3}\d{1,3}\b/g,
  /\b[0-9a-f]{8}-[0-9a-f-]{12,27}\b|\b\d{4}-\d{6}-\w{6,}\b|\b\d{9,}\b/g,
] as const;

/** Deterministic: tokens are given in the order in which names first stand in the text. */
export function mask(prompt: ModelPrompt, words: readonly AccountWord[]): Masked {
  const tokens = createTokens(prompt.system + prompt.user);
  const at = DATA_STARTS.exec(prompt.user)?.index ?? 0;
  const [task, data] = [prompt.user.slice(0, at), prompt.user.slice(at)];
  const fenced = data.replace(FENCE, (whole, before: string, kind: string | undefined, name: string) =>
    kind === undefined || /^(?:report|compute type)$/i.test(kind) || name.trim() === ''
      ? whole
      : `${before}<name>${tokens.of(kind.toLowerCase().replaceAll(' ', '_'), name)}</name>`,
  );
  const known = knownWords(fenced, words);
  const named = known
    ? fenced.replace(known.pattern, (text, ours: string | undefined) =>
        ours === undefined ? tokens.of(known.kindOf(text), text) : text,
      )
    : fenced;
  const user = task + tokens.apply(maskIdentifiers(named, tokens));
  return { user, count: tokens.count(), restore: tokens.restore };
}

/** In fences only: elsewhere such words are ours, or those of the documentation. */
function maskIdentifiers(text: string, tokens: Tokens): string {
  return text.replace(/<name>([^<]*)<\/name>/g, (_, name: string) => {
    const masked = IDENTIFIERS.reduce(
      (left, pattern) =>
        left.replace(pattern, (found) =>
          tokens.isOne(found) || PUBLIC.test(found) ? found : tokens.of('item', found),
        ),
      name,
    );
    return `<name>${masked}</name>`;
  });
}

/** The frame of a prompt stays, whatever a job is called. */
const OURS =
  '<\\/?(?:name|draft|passage)\\b|^## (?:Facts|Surroundings|Passages)$|^# (?:Selection|Context|Your first text)$|\\{\\{f\\d+\\}\\}';

interface Known {
  readonly pattern: RegExp;
  readonly kindOf: (text: string) => string;
}

/** Those of the words that stand in the text, the longest first, in any case of letters. */
function knownWords(text: string, words: readonly AccountWord[]): Known | null {
  const lower = text.toLowerCase();
  const kinds = new Map<string, string>();
  for (const { kind, text: word } of words) {
    const key = cleaned(word).toLowerCase();
    if (key.length > 1 && !kinds.has(key) && lower.includes(key)) kinds.set(key, kind);
  }
  if (kinds.size === 0) return null;
  const longest = [...kinds.keys()].sort((a, b) => b.length - a.length || compareText(a, b));
  const body = longest.map(escaped).join('|');
  const pattern = new RegExp(`(${OURS})|(?<![\\p{L}\\p{N}_])(?:${body})(?![\\p{L}\\p{N}_])`, 'gimu');
  return { pattern, kindOf: (found) => kinds.get(found.toLowerCase()) ?? 'name' };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** As names stand in a prompt: on one line, without what would close a fence. */
function cleaned(text: string): string {
  return text
    .replace(/[\r\n\t\u0085\u2028\u2029]+/g, ' ')
    .replace(/[<>{}]/g, ' ')
    .trim();
}

interface Tokens {
  of(kind: string, text: string): string;
  isOne(text: string): boolean;
  /** What is masked in one place is masked in all, such as in a text of the model that is shown to it again. */
  apply(text: string): string;
  count(): number;
  restore(text: string): string;
}

function createTokens(shown: string): Tokens {
  const byText = new Map<string, string>();
  const byToken = new Map<string, string>();
  const used = new Map<string, number>();
  const lower = shown.toLowerCase();
  const fresh = (kind: string): string => {
    for (;;) {
      const number = used.get(kind) ?? 0;
      used.set(kind, number + 1);
      const token = `${kind}_${letters(number)}`;
      // A word that stands there already could not be told from the token.
      if (!lower.includes(token)) return token;
    }
  };
  return {
    of(kind, text) {
      const known = byText.get(text);
      if (known) return known;
      const token = fresh(kind);
      byText.set(text, token);
      byToken.set(token, text);
      return token;
    },
    isOne: (text) => byToken.has(text),
    apply: (text) => {
      const texts = [...byText.keys()].filter((one) => one.length > 2);
      const longest = texts.sort((a, b) => b.length - a.length || compareText(a, b)).map(escaped);
      if (longest.length === 0) return text;
      const pattern = new RegExp(
        `(${OURS})|(?<![\\p{L}\\p{N}_])(?:${longest.join('|')})(?![\\p{L}\\p{N}_])`,
        'gmu',
      );
      return text.replace(pattern, (found) => byText.get(found) ?? found);
    },
    count: () => byToken.size,
    restore: (text) =>
      text.replace(
        /(?<![\p{L}\p{N}_])[a-z]+(?:_[a-z]+)+(?![\p{L}\p{N}_])/giu,
        (token) => byToken.get(token.toLowerCase()) ?? token,
      ),
  };
}

/** a ... z, aa ... */
function letters(number: number): string {
  const last = String.fromCharCode(97 + (number % 26));
  return number < 26 ? last : letters(Math.floor(number / 26) - 1) + last;
}
