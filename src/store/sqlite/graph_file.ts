// Where the tables of the usage graph are: temporary ones for a small database, a file of ours for a large one, made again when its telemetry changed.
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '#src/lib/errors.ts';
import { hashOf, sha256 } from '#src/lib/hash.ts';
import { makeFolder } from '#src/lib/make_folder.ts';
import { compareText } from '#src/lib/text.ts';
import { openDatabase, type SqliteDatabase } from './open_database.ts';
import { prepareConnection } from './prepare_connection.ts';
import { buildUsageGraph, graphVersion } from './usage_graph.ts';

const MB = 2 ** 20;

/** Below this a graph is made in less time than a file is worth. */
const SMALL_BYTES = 8 * MB;

/** Above this making it takes longer than a question may; it is then made on demand, by "copilot graph build". */
const LARGE_BYTES = 500 * MB;

/** Graphs of other databases that stay. */
const OTHERS_KEPT = 4;

const FOLDER = fileURLToPath(new URL('../../../data/build/', import.meta.url));

/**
 * Gives a prepared read-only connection the tables of the graph. The telemetry is never written.
 * Throws UserError 'graph_not_built' for a database too large to do that while somebody waits.
 */
export function openUsageGraph(db: SqliteDatabase, file: string, folder = FOLDER): void {
  const kept = sizeOf(file) > SMALL_BYTES ? keptFile(file, folder) : null;
  if (kept !== null && (existsSync(kept) || tryToKeep(file, kept, LARGE_BYTES))) {
    db.prepare('ATTACH ? AS usage_graph').run(kept);
    return;
  }
  db.pragma('query_only = 0');
  buildUsageGraph(db, 'temp');
  db.pragma('query_only = 1');
}

/** Makes the file of a large database whatever its size. Returns false for one that needs none. */
export function keepUsageGraph(file: string, folder = FOLDER): boolean {
  if (sizeOf(file) <= SMALL_BYTES) return false;
  const kept = keptFile(file, folder);
  return existsSync(kept) || tryToKeep(file, kept, Number.POSITIVE_INFINITY);
}

function tryToKeep(file: string, kept: string, limit: number): boolean {
  if (sizeOf(file) > limit) throw notBuilt();
  const folder = workFolder(path.dirname(kept));
  if (folder === null) return false;
  try {
    const made = path.join(folder, 'graph.db');
    buildFile(file, made);
    removeOlder(kept);
    renameSync(made, kept);
    return true;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Beside the finished file, so that it can be renamed; null where nothing can be written. */
function workFolder(folder: string): string | null {
  try {
    makeFolder(folder);
    return mkdtempSync(path.join(folder, 'graph_work_'));
  } catch {
    return null;
  }
}

/** A connection of its own: the reader's may not write anything, not even a file beside. */
function buildFile(file: string, target: string): void {
  const db = openDatabase(file);
  try {
    prepareConnection(db);
    db.prepare('ATTACH ? AS usage_graph').run(target);
    // The file is not there for anybody until it is renamed; what fails halfway is thrown away.
    db.pragma('usage_graph.journal_mode = OFF');
    db.pragma('usage_graph.synchronous = OFF');
    buildUsageGraph(db, 'usage_graph');
  } finally {
    db.close();
  }
}

/** Named after the database, its state and the statements the graph is made by. */
function keptFile(file: string, folder: string): string {
  return path.join(folder, `${prefixOf(file)}${stateOf(file)}.db`);
}

function prefixOf(file: string): string {
  return `graph.${sha256(path.resolve(file)).slice(0, 12)}.`;
}

function stateOf(file: string): string {
  const parts = [file, `${file}-wal`].map((part) => {
    const stat = statSync(part, { throwIfNoEntry: false });
    return stat ? `${stat.dev} ${stat.ino} ${stat.size} ${stat.mtimeMs}` : null;
  });
  return hashOf([...parts, graphVersion()]).slice(0, 12);
}

/** Earlier states of the same database, and of other databases all but the latest few: nobody says when one of those is gone. */
function removeOlder(kept: string): void {
  const folder = path.dirname(kept);
  const prefix = path.basename(kept).split('.').slice(0, 2).join('.');
  const graphs = readdirSync(folder)
    .filter((name) => /^graph\.[0-9a-f]{12}\.[0-9a-f]{12}\.db$/.test(name))
    .map((name) => ({ name, at: statSync(path.join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.at - a.at || compareText(a.name, b.name));
  const others = graphs.filter(({ name }) => !name.startsWith(`${prefix}.`));
  const stale = [...graphs.filter((graph) => !others.includes(graph)), ...others.slice(OTHERS_KEPT)];
  for (const { name } of stale) rmSync(path.join(folder, name), { force: true });
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function notBuilt(): UserError {
  return new UserError({
    code: 'graph_not_built',
    message: 'The usage graph of this large database is not built yet.',
    kept: 'Nothing was changed.',
    next: 'Run "npm run copilot -- graph build" once after the data changed.',
  });
}
