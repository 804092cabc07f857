// Builds and opens the index that finds jobs, people, warehouses and clusters by name.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { canonicalJson, hashOf } from '#src/lib/hash.ts';
import { compareText } from '#src/lib/text.ts';
import { openDatabase, type SqliteDatabase } from '#src/store/sqlite/open_database.ts';
import { type DenseSide, openDenseSide, writeDenseSide } from './dense_side.ts';
import {
  damagedIndex,
  type IndexManifest,
  type IndexPlace,
  type Log,
  openIndexFiles,
  openOrBuild,
} from './index_files.ts';
import { FEATURE_VERSION } from './local_embedder.ts';
import { publishIndex } from './publish_index.ts';
import { nameWordsOf } from './terms.ts';

export interface SearchableEntity {
  readonly type: string;
  readonly id: string;
  readonly name: string;
  /** Further words people may use: department, owner, tags, workspace. */
  readonly extra: string;
}

export interface EntityIndex extends DenseSide {
  readonly entities: readonly SearchableEntity[];
  readonly database: SqliteDatabase;
  close(): void;
}

const VERSION = `entities-1-${FEATURE_VERSION}`;

const SCHEMA = `
CREATE TABLE entities (position INTEGER PRIMARY KEY, type TEXT, id TEXT, name TEXT, extra TEXT, words TEXT);
CREATE INDEX entities_by_words ON entities (words);
CREATE VIRTUAL TABLE entity_grams USING fts5 (name, extra, tokenize = 'trigram');
`;

function entityIndexPlace(buildDir: string): IndexPlace {
  return { dir: buildDir, stem: 'entities', command: 'npm run index' };
}

/** Independent of the order of `entities`; of two with the same type and id the first by name is kept. */
function sortEntities(entities: readonly SearchableEntity[]): SearchableEntity[] {
  const sorted = entities
    // a database made elsewhere may keep ids as numbers, whatever its types promise
    .map(({ type, id, name, extra }) => ({ type, id: String(id), name: String(name), extra: String(extra) }))
    .sort(
      (a, b) =>
        compareText(a.type, b.type) ||
        compareText(a.id, b.id) ||
        compareText(canonicalJson(a), canonicalJson(b)),
    );
  return sorted.filter((entity, i) => entity.type !== sorted[i - 1]?.type || entity.id !== sorted[i - 1]?.id);
}

export function hashEntities(entities: readonly SearchableEntity[]): string {
  return hashOf(sortEntities(entities));
}

export async function buildEntityIndex(options: {
  readonly entities: readonly SearchableEntity[];
  readonly buildDir: string;
  readonly log?: Log;
}): Promise<IndexManifest> {
  const entities = sortEntities(options.entities);
  const manifest = await publishIndex(entityIndexPlace(options.buildDir), async (pathOf) => {
    writeEntities(entities, pathOf('database'));
    // names alone: a department or an owner that many share would draw all of their names together
    const names = entities.map((entity) => entity.name);
    const dense = await writeDenseSide(names, 'names', pathOf, undefined);
    return { sourceSha256: hashOf(entities), version: VERSION, itemCount: entities.length, ...dense };
  });
  options.log?.(`Search index over ${entities.length} names is in ${path.basename(options.buildDir)}.`);
  return manifest;
}

function writeEntities(entities: readonly SearchableEntity[], file: string): void {
  const db = openDatabase(':memory:');
  try {
    db.exec(SCHEMA);
    const insert = db.prepare('INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?)');
    const insertGrams = db.prepare('INSERT INTO entity_grams (rowid, name, extra) VALUES (?, ?, ?)');
    db.transaction(() => {
      entities.forEach((entity, i) => {
        const { type, id, name, extra } = entity;
        insert.run(i, type, id, name, extra, wordKey(nameWordsOf(name)));
        insertGrams.run(i, nameWordsOf(name).join(' '), nameWordsOf(extra).join(' '));
      });
    })();
    db.exec("INSERT INTO entity_grams (entity_grams) VALUES ('optimize')");
    writeFileSync(file, db.serialize());
  } finally {
    db.close();
  }
}

/** Names that differ only in case, accents, punctuation or the order of their words share a key. */
export function wordKey(words: readonly string[]): string {
  return [...words].sort(compareText).join(' ');
}

/** `sourceSha256` (of `hashEntities`) refuses an index built from other names. */
export function openEntityIndex(buildDir: string, sourceSha256?: string): EntityIndex {
  const place = entityIndexPlace(buildDir);
  const files = openIndexFiles(place, VERSION, sourceSha256);
  const dense = openDenseSide(place, files, 'names', undefined);
  const database = openDatabase(files.pathOf('database'), { readonly: true });
  const entities = database
    .prepare('SELECT type, id, name, extra FROM entities ORDER BY position')
    .all() as SearchableEntity[];
  if (entities.length !== files.manifest.itemCount) throw damagedIndex(place, 'names are missing');
  return { ...dense, entities, database, close: () => database.close() };
}

/** Opens the index of exactly these names, building it first when there is none. */
export function ensureEntityIndex(options: {
  readonly entities: readonly SearchableEntity[];
  readonly buildDir: string;
  readonly log?: Log;
}): Promise<EntityIndex> {
  const sourceSha256 = hashEntities(options.entities);
  return openOrBuild(
    async () => openEntityIndex(options.buildDir, sourceSha256),
    () => buildEntityIndex(options),
    options.log,
  );
}
