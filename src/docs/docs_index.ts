// Builds and opens the index over the bundled documentation: passages, their words, their vectors and the glossary.
import { writeFileSync } from 'node:fs';
import { type DenseSide, openDenseSide, writeDenseSide } from '#src/embeddings/dense_side.ts';
import type { Embedder } from '#src/embeddings/embedder.ts';
import {
  damagedIndex,
  type IndexManifest,
  type IndexPlace,
  type Log,
  openIndexFiles,
  openOrBuild,
} from '#src/embeddings/index_files.ts';
import { FEATURE_VERSION } from '#src/embeddings/local_embedder.ts';
import { publishIndex } from '#src/embeddings/publish_index.ts';
import { UserError } from '#src/lib/errors.ts';
import { openDatabase, type SqliteDatabase } from '#src/store/sqlite/open_database.ts';
import { type Chunk, chunkPage } from './chunk.ts';
import { createGlossaryLookup, type GlossaryLookup, type GlossaryTerm } from './glossary.ts';
import { type Corpus, hashCorpus, type Page, readCorpus } from './ingest.ts';
import { createKeywordIndex, type KeywordIndex, openKeywordIndex } from './keyword_index.ts';

/** A passage with what is needed to cite it. */
export interface IndexedChunk
  extends Chunk,
    Pick<Page, 'title' | 'url' | 'checked' | 'topics' | 'confidence'> {}

export interface DocsIndex extends DenseSide {
  readonly chunks: readonly IndexedChunk[];
  readonly glossary: readonly GlossaryTerm[];
  readonly lookup: GlossaryLookup;
  readonly keywords: KeywordIndex;
  readonly corpusSha256: string;
  close(): void;
}

/** Raise the number when chunks, weights or tables change. */
const VERSION = `docs-1-${FEATURE_VERSION}`;

const SCHEMA = `
CREATE TABLE passages (position INTEGER PRIMARY KEY, passage TEXT NOT NULL);
CREATE TABLE glossary (position INTEGER PRIMARY KEY, term TEXT NOT NULL);
`;

export interface DocsIndexOptions {
  readonly corpusDir: string;
  readonly outDir: string;
  /** The local one, fitted on the corpus, when absent. */
  readonly embedder?: Embedder | undefined;
  readonly log?: Log;
}

function placeOf(outDir: string): IndexPlace {
  return { dir: outDir, stem: 'docs', command: 'npm run docs' };
}

export async function buildDocsIndex(options: DocsIndexOptions): Promise<IndexManifest> {
  const corpus = readCorpus(options.corpusDir);
  if (corpus.pages.length === 0) throw emptyCorpus(options.corpusDir);
  const chunks = corpus.pages.flatMap((page) => chunkPage(page).map((chunk) => withSource(chunk, page)));
  const manifest = await publishIndex(placeOf(options.outDir), async (pathOf) => {
    writeFileSync(pathOf('database'), databaseBytes(chunks, corpus));
    const dense = await writeDenseSide(chunks.map(embeddedText), 'words', pathOf, options.embedder);
    return { sourceSha256: corpus.sha256, version: VERSION, itemCount: chunks.length, ...dense };
  });
  options.log?.(`Documentation index: ${corpus.pages.length} pages, ${chunks.length} passages.`);
  return manifest;
}

function withSource(chunk: Chunk, page: Page): IndexedChunk {
  const { title, url, checked, topics, confidence } = page;
  return { ...chunk, title, url, checked, topics, confidence };
}

function embeddedText(chunk: IndexedChunk): string {
  return `${chunk.title}\n${chunk.heading}\n${chunk.text}`;
}

function databaseBytes(chunks: readonly IndexedChunk[], corpus: Corpus): Uint8Array {
  const db = openDatabase(':memory:');
  try {
    db.exec(SCHEMA);
    insertAll(db, 'INSERT INTO passages VALUES (?, ?)', chunks);
    insertAll(db, 'INSERT INTO glossary VALUES (?, ?)', corpus.glossary);
    createKeywordIndex(db, chunks);
    return db.serialize();
  } finally {
    db.close();
  }
}

function insertAll(db: SqliteDatabase, sql: string, items: readonly unknown[]): void {
  const insert = db.prepare(sql);
  db.transaction(() => {
    items.forEach((item, i) => {
      insert.run(i, JSON.stringify(item));
    });
  })();
}

/**
 * Opens a built index, every file checked. With `corpusDir` an index of another state of the corpus is refused.
 * Throws UserError (missing, stale, damaged, other embedder) that names the remedy.
 */
export async function openDocsIndex(
  outDir: string,
  options: { readonly corpusDir?: string; readonly embedder?: Embedder | undefined } = {},
): Promise<DocsIndex> {
  const place = placeOf(outDir);
  const files = openIndexFiles(place, VERSION, options.corpusDir && hashCorpus(options.corpusDir));
  const dense = openDenseSide(place, files, 'words', options.embedder);
  const db = openDatabase(files.pathOf('database'), { readonly: true });
  const chunks = readAll<IndexedChunk>(db, 'SELECT passage FROM passages ORDER BY position');
  const glossary = readAll<GlossaryTerm>(db, 'SELECT term FROM glossary ORDER BY position');
  if (chunks.length !== files.manifest.itemCount) throw damagedIndex(place, 'passages are missing');
  return {
    ...dense,
    chunks,
    glossary,
    lookup: createGlossaryLookup(glossary),
    keywords: openKeywordIndex(db),
    corpusSha256: files.manifest.sourceSha256,
    close: () => db.close(),
  };
}

function readAll<T>(db: SqliteDatabase, sql: string): T[] {
  return (db.prepare(sql).pluck().all() as string[]).map((text) => JSON.parse(text) as T);
}

/** Opens the index of the present corpus, building it first when it is missing, stale or damaged. */
export function ensureDocsIndex(options: DocsIndexOptions): Promise<DocsIndex> {
  return openOrBuild(
    () => openDocsIndex(options.outDir, options),
    () => buildDocsIndex(options),
    options.log,
  );
}

function emptyCorpus(corpusDir: string): UserError {
  return new UserError({
    code: 'empty_corpus',
    message: `There are no documentation pages below ${corpusDir}.`,
    next: 'Restore the folder corpus/docs from the repository.',
  });
}
