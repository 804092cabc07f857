import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { neighbourhood } from '#src/graph/neighbourhood.ts';
import { keepUsageGraph, openUsageGraph } from '#src/store/sqlite/graph_file.ts';
import { openDatabase } from '#src/store/sqlite/open_database.ts';
import { prepareConnection } from '#src/store/sqlite/prepare_connection.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import { NASTY } from '#test/fixtures/nasty_account.ts';
import { writeUsageFile } from '#test/fixtures/usage_fixture.ts';

let folder: string;
let file: string;
let kept: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'graph-file-'));
  file = path.join(folder, 'usage.db');
  kept = path.join(folder, 'build');
  writeUsageFile(file, NASTY);
});

afterEach(() => rmSync(folder, { recursive: true }));

/** A table no question reads, so that the file is large enough for a graph of its own. */
function enlarge(): void {
  const db = openDatabase(file);
  db.exec('CREATE TABLE filler AS SELECT zeroblob(9000000) AS bytes');
  db.close();
}

/** How many nodes and edges a reader finds. */
function read(): unknown {
  const db = openDatabase(file, { readonly: true });
  prepareConnection(db);
  openUsageGraph(db, file, kept);
  const counts = db
    .prepare(
      'SELECT (SELECT COUNT(*) FROM usage_graph_node) AS nodes, (SELECT COUNT(*) FROM usage_graph_edge) AS edges',
    )
    .get();
  db.close();
  return counts;
}

const graphs = () => readdirSync(kept, { withFileTypes: true }).map((entry) => entry.name);

describe('the tables of the graph', () => {
  it('are temporary for a small database, and the same in a file for a large one', () => {
    const small = read();
    expect(keepUsageGraph(file, kept)).toBe(false);
    enlarge();
    expect(read()).toEqual(small);
    expect(graphs()).toEqual([expect.stringMatching(/^graph\.[0-9a-f]{12}\.[0-9a-f]{12}\.db$/)]);
  });

  it('are made again when the database changed, and the old file goes', () => {
    enlarge();
    expect(keepUsageGraph(file, kept)).toBe(true);
    const before = graphs();
    expect(keepUsageGraph(file, kept)).toBe(true);
    expect(graphs()).toEqual(before);
    utimesSync(file, 1, 1);
    expect(keepUsageGraph(file, kept)).toBe(true);
    expect(graphs()).toHaveLength(1);
    expect(graphs()).not.toEqual(before);
  });

  it('of databases that nobody reads any more do not pile up', () => {
    enlarge();
    mkdirSync(kept);
    const old = Array.from({ length: 9 }, (_, i) => `graph.00000000000${i}.000000000000.db`);
    old.forEach((name, i) => {
      writeFileSync(path.join(kept, name), '');
      utimesSync(path.join(kept, name), i, i);
    });
    expect(keepUsageGraph(file, kept)).toBe(true);
    expect(graphs().filter((name) => old.includes(name))).toEqual(old.slice(-4));
    expect(graphs()).toHaveLength(5);
  });

  it('are temporary where no file can be written', () => {
    const small = read();
    enlarge();
    writeUsageFile(kept, {});
    expect(read()).toEqual(small);
  });

  it('follow the data of an open source', async () => {
    const source = openSqliteSource(file);
    const scope = { ref: 'job:new', lane: 'diagnose', from: '2026-10-23', to: '2026-10-31' };
    expect((await neighbourhood(scope, source)).nodeCount).toBe(1);
    const db = openDatabase(file);
    db.exec("INSERT INTO jobs (job_id, workspace_id) VALUES ('new', 'w9')");
    db.close();
    expect((await neighbourhood(scope, source)).lines[0]).toBe(
      'job <name>new</name> lives in workspace <name>w9</name>',
    );
    await source.close();
  });
});
