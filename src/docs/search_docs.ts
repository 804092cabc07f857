// Answers a question with passages of the documentation: words and vectors, widened by the glossary, merged into one ranking.
import type { Log } from '#src/embeddings/index_files.ts';
import { fuseRankings } from '#src/embeddings/rank_fusion.ts';
import type { DocsIndex, IndexedChunk } from './docs_index.ts';
import { expandQuestion } from './glossary.ts';
import type { Topic } from './ingest.ts';

export interface Passage extends IndexedChunk {
  /** Fused rank score; comparable within one answer only. */
  readonly score: number;
}

export interface SearchOptions {
  readonly k?: number;
  /** Only pages that carry at least one of these topics. */
  readonly topics?: readonly Topic[];
  /** Which halves to use; all of them unless an evaluation compares them. */
  readonly log?: Log;
  readonly using?: { readonly keywords?: boolean; readonly vectors?: boolean; readonly glossary?: boolean };
}

const CANDIDATES = 50;
/** Several passages of one page would crowd out the second opinion. */
const PER_PAGE = 2;
const MAX_QUERY_LENGTH = 2_000;

/** Best first, ties by id. Any text is a valid question; one without a known word has no passages. */
export async function searchDocs(
  index: DocsIndex,
  question: string,
  options: SearchOptions = {},
): Promise<Passage[]> {
  const { keywords = true, vectors = true, glossary = true } = options.using ?? {};
  const text = question.slice(0, MAX_QUERY_LENGTH);
  const allowed = options.topics && positionsWith(index.chunks, options.topics);
  const phrases = glossary ? expandQuestion(index.lookup, text) : [];
  const fused = fuseRankings([
    keywords ? keywordRanking(index, text, phrases, allowed) : [],
    vectors ? await vectorRanking(index, [text, ...phrases].join('\n'), allowed, options.log) : [],
  ]);
  const passages = fused.map(({ item, score }) => ({ ...index.chunks[item]!, score }));
  return limitPerPage(passages).slice(0, Math.max(0, options.k ?? 8));
}

function positionsWith(chunks: readonly IndexedChunk[], topics: readonly Topic[]): ReadonlySet<number> {
  const wanted = new Set(topics);
  return new Set(chunks.flatMap((chunk, i) => (chunk.topics.some((topic) => wanted.has(topic)) ? [i] : [])));
}

function keywordRanking(
  index: DocsIndex,
  text: string,
  phrases: readonly string[],
  allowed: ReadonlySet<number> | undefined,
): number[] {
  const limit = allowed ? index.chunks.length : CANDIDATES;
  const positions = index.keywords.search(text, phrases, limit);
  return (allowed ? positions.filter((position) => allowed.has(position)) : positions).slice(0, CANDIDATES);
}

async function vectorRanking(
  index: DocsIndex,
  text: string,
  allowed: ReadonlySet<number> | undefined,
  log: Log | undefined,
): Promise<number[]> {
  const vector = await embedQuestion(index, text, log);
  const neighbours = vector ? index.vectors.search(vector, CANDIDATES, allowed) : [];
  // a passage at a right angle or beyond shares nothing with the question
  return neighbours.filter((neighbour) => neighbour.score > 0).map((neighbour) => neighbour.label);
}

/** A remote embedder can fail; the words then answer alone. */
async function embedQuestion(
  index: DocsIndex,
  text: string,
  log: Log = () => {},
): Promise<Float32Array | undefined> {
  try {
    return (await index.embedder.embed([text]))[0];
  } catch (error) {
    log(`The question could not be embedded, so only its words are searched: ${(error as Error).message}`);
    return undefined;
  }
}

function limitPerPage(passages: readonly Passage[]): Passage[] {
  const counts = new Map<string, number>();
  return passages.filter((passage) => {
    const count = (counts.get(passage.slug) ?? 0) + 1;
    counts.set(passage.slug, count);
    return count <= PER_PAGE;
  });
}
