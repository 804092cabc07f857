import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StepQuery, StepResult } from '#src/graph/graph_store.ts';
import { stepsOf } from '#src/graph/policy.ts';
import { sqlGraphStore } from '#src/graph/sql_graph_store.ts';
import { openDatabase } from '#src/store/sqlite/open_database.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import { graphStoreContract } from '#test/contracts/graph_store.ts';
import { sql } from '#test/contracts/usage_source.ts';
import { NASTY } from '#test/fixtures/nasty_account.ts';
import { withUsage } from '#test/fixtures/usage_fixture.ts';
import { type MemoryGraph, memoryGraphStore } from './memory_graph.ts';

/** The edge tables, row by row. */
async function loadGraph(source: UsageSource): Promise<MemoryGraph> {
  const all = async <Row>(text: string) => [...(await source.query<Row>(sql(text), {}))];
  const ref = (alias: string) => `${alias}.type || ':' || ${alias}.key`;
  return {
    nodes: await all(`SELECT ${ref('n')} AS ref, n.name FROM usage_graph_node n ORDER BY n.id`),
    edges: await all(`SELECT e.*, ${ref('s')} AS source, ${ref('t')} AS target FROM usage_graph_edge e
      JOIN usage_graph_node s ON s.id = e.source JOIN usage_graph_node t ON t.id = e.target ORDER BY e.rowid`),
    days: await all(
      `SELECT d.*, ${ref('n')} AS ref FROM usage_graph_day d JOIN usage_graph_node n ON n.id = d.node`,
    ),
  };
}

graphStoreContract('SQLite', async (source) => sqlGraphStore(source));
graphStoreContract('Memory', async (source) => memoryGraphStore(await loadGraph(source)));

const DAYS = { from: '2026-10-23', to: '2026-10-31' };
const TYPES = ['job', 'job_run', 'warehouse', 'cluster', 'user'] as const;

describe('any step', () => {
  it('finds in SQLite what is found in memory, and what is shown and what is left are all there is', async () => {
    await withUsage(NASTY, async (source) => {
      const graph = await loadGraph(source);
      const [stored, memory] = [sqlGraphStore(source), memoryGraphStore(graph)];
      const refs = graph.nodes
        .map(({ ref }) => ref)
        .filter((ref) => TYPES.some((type) => ref.startsWith(`${type}:`)));
      const anyQuery = fc.record({
        ref: fc.constantFrom(...refs),
        pick: fc.nat(),
        quota: fc.integer({ min: 1, max: 4 }),
      });
      await fc.assert(
        fc.asyncProperty(anyQuery, async ({ ref, pick, quota }) => {
          const steps = stepsOf(ref.slice(0, ref.indexOf(':')));
          const query = { ...steps[pick % steps.length]!, ...DAYS, ref, quota };
          const found = await stored.step(query);
          expect(found).toEqual(await memory.step(query));
          expect(totals(found)).toEqual(totals(await stored.step({ ...query, quota: 1_000_000 })));
        }),
        { numRuns: 300, seed: 7 },
      );
    });
  });
});

function totals({ edges, rest }: StepResult): readonly number[] {
  const parts = [...edges.map((edge) => ({ ...edge, edges: 1 })), ...(rest ? [rest] : [])];
  const sum = (pick: (part: (typeof parts)[number]) => number | null) =>
    parts.reduce((total, part) => total + (pick(part) ?? 0), 0);
  return [
    sum((p) => p.edges),
    sum((p) => p.n),
    sum((p) => p.cost_micros),
    sum((p) => p.duration_ms),
    sum((p) => p.failed),
  ];
}

describe('a hub', () => {
  it('of 100,000 runs is walked to its end: the best are shown, the others are counted', async () => {
    await withUsage({ jobs: [{ job_id: 'hub' }], date_series: [] }, async (source, file) => {
      const db = openDatabase(file);
      db.exec(`INSERT INTO job_runs (job_run_id, job_id, start_time, duration_ms, run_status)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
        SELECT 'r' || i, 'hub', '2026-10-30 00:00:00', i, 'SUCCESS' FROM n`);
      db.close();
      const query: StepQuery = {
        ...stepsOf('job').find(({ name }) => name === 'job_runs')!,
        ...DAYS,
        ref: 'job:hub',
        quota: 5,
      };
      const { edges, rest } = await sqlGraphStore(source).step(query);
      expect(edges.map(({ ref }) => ref)).toEqual([
        'job_run:r1',
        'job_run:r10',
        'job_run:r100',
        'job_run:r1000',
        'job_run:r10000',
      ]);
      expect(rest).toMatchObject({ edges: 99_995, duration_ms: (100_000 * 100_001) / 2 - 11_111 });
    });
  });
});
