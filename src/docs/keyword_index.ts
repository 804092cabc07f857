// Finds passages by their words: SQLite's full-text index with English stemming, asked so that no text is a syntax error.
import { isStopWord, wordsOf } from '#src/embeddings/terms.ts';
import type { SqliteDatabase } from '#src/store/sqlite/open_database.ts';

export interface KeywordRow {
  readonly title: string;
  readonly heading: string;
  readonly text: string;
}

/** A word in the title says more about a page than the same word in its text. */
const TITLE_WEIGHT = 4;
const HEADING_WEIGHT = 2;
const TEXT_WEIGHT = 1;

/** More words than this are no question, and every word costs time. */
const MAX_TERMS = 64;

/** Row ids are positions in `rows`. */
export function createKeywordIndex(db: SqliteDatabase, rows: readonly KeywordRow[]): void {
  db.exec(
    `CREATE VIRTUAL TABLE passage_words USING fts5 (title, heading, text, tokenize = 'porter unicode61')`,
  );
  const insert = db.prepare('INSERT INTO passage_words (rowid, title, heading, text) VALUES (?, ?, ?, ?)');
  db.transaction(() => {
    rows.forEach((row, i) => {
      insert.run(i, row.title, row.heading, row.text);
    });
  })();
  db.exec("INSERT INTO passage_words (passage_words) VALUES ('optimize')");
}

export interface KeywordIndex {
  /** Positions, best first, ties by position. Empty when the text holds no word. */
  search(text: string, phrases: readonly string[], limit: number): number[];
}

export function openKeywordIndex(db: SqliteDatabase): KeywordIndex {
  const weights = [TITLE_WEIGHT, HEADING_WEIGHT, TEXT_WEIGHT].join(', ');
  const select = db
    .prepare(
      `SELECT rowid FROM passage_words WHERE passage_words MATCH ?
       ORDER BY round(bm25(passage_words, ${weights}), 6), rowid LIMIT ?`,
    )
    .pluck();
  return {
    search: (text, phrases, limit) => {
      const match = matchExpression(text, phrases);
      return match === null ? [] : (select.all(match, limit) as number[]);
    },
  };
}

/**
 * Words and phrases, each quoted, joined with OR: raw text would be read as query syntax. A code such as
 * SPOT_INSTANCE_TERMINATION is asked as the phrase and as its words, so that the exact code ranks first.
 */
export function matchExpression(text: string, phrases: readonly string[]): string | null {
  const words = wordsOf(text);
  const telling = words.filter((word) => !isStopWord(word));
  const codes = (text.slice(0, 2_000).match(/[\p{L}\p{N}]+(?:[_.-][\p{L}\p{N}]+)+/gu) ?? []).map(asPhrase);
  const terms = [...codes, ...(telling.length > 0 ? telling : words), ...phrases.map(asPhrase)];
  const quoted = [...new Set(terms)]
    .filter(Boolean)
    .slice(0, MAX_TERMS)
    .map((term) => `"${term}"`);
  return quoted.length > 0 ? quoted.join(' OR ') : null;
}

/** Letters, digits and single spaces only: nothing in it can end the quotation. */
function asPhrase(text: string): string {
  return wordsOf(text).join(' ');
}
