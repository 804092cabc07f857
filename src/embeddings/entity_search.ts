// Finds an entity by what a person typed: exact names first, then names that share letters or words, typing errors included.
import { distance } from 'fastest-levenshtein';
import { type EntityIndex, type SearchableEntity, wordKey } from './entity_index.ts';
import { fuseRankings } from './rank_fusion.ts';
import { nameWordsOf } from './terms.ts';
import type { Neighbour } from './vector_index.ts';

export interface EntityHit extends SearchableEntity {
  /** The id or the whole name was typed, apart from case, accents, punctuation and the order of words. */
  readonly isExact: boolean;
  /** Cosine of question and name, 0.3 to 1; 0 when the likeness is no more than chance. */
  readonly similarity: number;
  /** Fused rank score; comparable within one answer only. */
  readonly score: number;
}

export interface EntitySearchOptions {
  readonly k?: number;
  /** Only entities of these types. */
  readonly types?: readonly string[];
}

const CANDIDATES = 50;
/** Cosine below which two names share only a few common letters. */
const CHANCE_SIMILARITY = 0.3;
/** A long question holds one name; its first letters are enough to find it. */
const MAX_QUERY_LENGTH = 300;
const MAX_NAME_WORDS = 12;

/** Best first, ties by type and id. Any text is a valid question; one without letters or digits finds exact names only. */
export async function searchEntities(
  index: EntityIndex,
  text: string,
  options: EntitySearchOptions = {},
): Promise<EntityHit[]> {
  const types = options.types ? JSON.stringify(options.types) : null;
  const words = nameWordsOf(text.slice(0, MAX_QUERY_LENGTH));
  const exact = exactPositions(index, text.trim(), types);
  const near = await nearPositions(index, words.join(' '), options.types);
  const contained = [...new Set([...exact, ...containedPositions(index, words, types)])];
  const grams = gramPositions(index, words, types);
  const nearest = near.map((neighbour) => neighbour.label);
  const candidates = [...new Set([...contained, ...grams, ...nearest])];
  const fused = fuseRankings([contained, grams, nearest, fewestEdits(index, words, candidates)]);
  const similarity = new Map(near.map((neighbour) => [neighbour.label, neighbour.score]));
  return fused
    .map(({ item, score }) => ({
      ...index.entities[item]!,
      isExact: exact.includes(item),
      similarity: similarity.get(item) ?? 0,
      score,
    }))
    .sort((a, b) => Number(b.isExact) - Number(a.isExact))
    .slice(0, options.k ?? 10);
}

const OF_TYPES = '(@types IS NULL OR type IN (SELECT value FROM json_each(@types)))';

function exactPositions(index: EntityIndex, text: string, types: string | null): number[] {
  const sql = `SELECT position FROM entities
    WHERE (id = @text OR name = @text OR type || ':' || id = @text OR (words = @key AND words <> '')) AND ${OF_TYPES}
    ORDER BY position`;
  const key = wordKey(nameWordsOf(text));
  return index.database.prepare(sql).pluck().all({ text, key, types }) as number[];
}

/** Whole names inside a sentence, longest first: 'why did etl_orders_daily fail' holds one. */
function containedPositions(index: EntityIndex, words: readonly string[], types: string | null): number[] {
  const keys = words.flatMap((_, start) =>
    Array.from({ length: Math.min(MAX_NAME_WORDS, words.length - start) }, (_unused, i) =>
      wordKey(words.slice(start, start + i + 1)),
    ),
  );
  const sql = `SELECT position FROM entities WHERE words IN (SELECT value FROM json_each(@keys)) AND ${OF_TYPES}
    ORDER BY length(words) DESC, position LIMIT ${CANDIDATES}`;
  return index.database
    .prepare(sql)
    .pluck()
    .all({ keys: JSON.stringify(keys), types }) as number[];
}

function gramPositions(index: EntityIndex, words: readonly string[], types: string | null): number[] {
  const match = gramQuery(words.join(' '));
  if (match === null) return [];
  const sql = `SELECT rowid FROM entity_grams WHERE entity_grams MATCH @match
      AND (@types IS NULL OR rowid IN (SELECT position FROM entities WHERE ${OF_TYPES}))
    ORDER BY round(bm25(entity_grams, 4.0, 1.0), 6), rowid LIMIT ${CANDIDATES}`;
  return index.database.prepare(sql).pluck().all({ match, types }) as number[];
}

/** Every run of three characters, quoted: a single typing error leaves most runs of a name whole. */
function gramQuery(text: string): string | null {
  const characters = [...text];
  const grams = new Set<string>();
  for (let i = 0; i + 3 <= characters.length; i++) grams.add(`"${characters.slice(i, i + 3).join('')}"`);
  return grams.size > 0 ? [...grams].join(' OR ') : null;
}

/** Candidates spelt almost like the question, fewest edits first: tells _v2 from _v3 where shared letters cannot. */
function fewestEdits(index: EntityIndex, words: readonly string[], candidates: readonly number[]): number[] {
  const typed = words.join('');
  const limit = Math.max(1, Math.floor(typed.length / 5));
  return candidates
    .map((position) => ({
      position,
      edits: distance(typed, nameWordsOf(index.entities[position]!.name).join('')),
    }))
    .filter(({ edits }) => edits <= limit)
    .sort((a, b) => a.edits - b.edits || a.position - b.position)
    .map(({ position }) => position);
}

async function nearPositions(
  index: EntityIndex,
  query: string,
  types: readonly string[] | undefined,
): Promise<Neighbour[]> {
  const [vector] = await index.embedder.embed([query]);
  const near = vector ? index.vectors.search(vector, CANDIDATES, types && positionsOf(index, types)) : [];
  return near.filter((neighbour) => neighbour.score >= CHANCE_SIMILARITY);
}

function positionsOf(index: EntityIndex, types: readonly string[]): ReadonlySet<number> {
  const wanted = new Set(types);
  return new Set(index.entities.flatMap((entity, i) => (wanted.has(entity.type) ? [i] : [])));
}
