// How long the usage graph takes to be made, and the surroundings of any entity to be read, on sample data of about a million nodes.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { neighbourhood } from '#src/graph/neighbourhood.ts';
import { sha256 } from '#src/lib/hash.ts';
import { median } from '#src/lib/stats.ts';
import { buildSampleDatabase } from '#src/store/build_sample_database.ts';
import { openDatabase } from '#src/store/sqlite/open_database.ts';
import { prepareConnection } from '#src/store/sqlite/prepare_connection.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import { buildUsageGraph } from '#src/store/sqlite/usage_graph.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import { atMost, type BenchRow } from './table.ts';

/** Some 250,000 nodes at scale 1. */
const SCALE = 4;
const READINGS = 4;
const DAYS = { from: '2026-10-02', to: '2026-10-31' };
const TYPES = ['job', 'warehouse', 'cluster', 'user'];

export async function measureGraph(): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'graph_bench_'));
  const file = path.join(folder, 'usage.db');
  try {
    buildSampleDatabase(file, { scale: SCALE });
    const built = build(file, path.join(folder, 'graph.db'));
    return [...built, ...(await measureEgoGraphs(file))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function build(file: string, target: string): BenchRow[] {
  const db = openDatabase(file);
  prepareConnection(db);
  db.prepare('ATTACH ? AS usage_graph').run(target);
  db.pragma('usage_graph.journal_mode = OFF');
  const before = process.memoryUsage.rss();
  const start = performance.now();
  buildUsageGraph(db, 'usage_graph');
  const seconds = (performance.now() - start) / 1000;
  const grown = (process.memoryUsage.rss() - before) / 2 ** 20;
  const count = (table: string) => db.prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get() as number;
  const what = `usage graph made: ${count('usage_graph_node')} nodes, ${count('usage_graph_edge')} edges`;
  db.close();
  return [
    { what, value: seconds, unit: 's', goal: atMost(5) },
    { what: 'memory the process grew by meanwhile', value: grown, unit: 'MB', goal: null },
    { what: 'its file', value: statSync(target).size / 2 ** 20, unit: 'MB', goal: null },
  ];
}

/** In this process, so that only the graph is measured. */
async function measureEgoGraphs(file: string): Promise<BenchRow[]> {
  const source = openSqliteSource(file);
  try {
    const times: number[] = [];
    for (const ref of await someRefs(source)) {
      times.push(await bestTime(ref, source));
    }
    const what = `surroundings of one of ${times.length} entities`;
    return [
      { what: `${what}, median`, value: median(times)!, unit: 'ms', goal: atMost(10) },
      {
        what: `${what}, slowest, best of ${READINGS} readings each`,
        value: Math.max(...times),
        unit: 'ms',
        goal: atMost(10),
      },
    ];
  } finally {
    await source.close();
  }
}

/** The first reading also compiles statements, and any may be held up by what else the machine does. */
async function bestTime(ref: string, source: UsageSource): Promise<number> {
  const times: number[] = [];
  for (let reading = 0; reading < READINGS; reading++) {
    const start = performance.now();
    await neighbourhood({ ref, lane: 'diagnose', ...DAYS }, source);
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}

/** All jobs, people, warehouses and clusters, and some runs. */
async function someRefs(source: UsageSource): Promise<string[]> {
  const text = `SELECT type || ':' || key AS ref FROM usage_graph_node WHERE type IN (${TYPES.map((type) => `'${type}'`)})
    UNION ALL SELECT * FROM (SELECT type || ':' || key FROM usage_graph_node WHERE type = 'job_run' ORDER BY key LIMIT 300)`;
  const rows = await source.query<{ ref: string }>({ name: 'bench', text, hash: sha256(text) }, {});
  return rows.map(({ ref }) => ref);
}
