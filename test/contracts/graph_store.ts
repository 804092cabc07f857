// What every store of the usage graph must do, however it keeps its edges.
import { describe, expect, it } from 'vitest';
import type { GraphStore, StepQuery, StepResult } from '#src/graph/graph_store.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import { type FixtureRows, withUsage } from '#test/fixtures/usage_fixture.ts';

export type OpenGraph = (source: UsageSource) => Promise<GraphStore>;

const RUNS = [400, 100, 300, 100, 200];

const ACCOUNT: FixtureRows = {
  jobs: ['a', 'b', 'c', 'd', 'e'].map((id) => ({ job_id: id, job_name: `Job ${id}` })),
  // a feeds b and c, both feed d, d feeds a again; e waits for itself alone.
  job_dependencies: [
    ['b', 'a'],
    ['c', 'a'],
    ['d', 'b'],
    ['d', 'c'],
    ['a', 'd'],
    ['e', 'e'],
  ].map(([job_id, depends_on_job_id]) => ({ job_id: job_id!, depends_on_job_id: depends_on_job_id! })),
  job_runs: RUNS.map((duration_ms, i) => ({
    job_run_id: `r${i}`,
    job_id: 'a',
    start_time: `2026-10-2${i} 02:00:00`,
    duration_ms,
    run_status: 'SUCCESS',
  })),
  compute_usage: RUNS.map((ms, i) => ({
    compute_usage_id: `u${i}`,
    parent_id: `r${i}`,
    parent_type: 'JOB_RUN',
    total_cost: ms / 100,
    usage_date: `2026-10-2${i}`,
  })),
};

const QUERY: StepQuery = {
  ref: 'job:a',
  kinds: ['ran'],
  direction: 'out',
  depth: 1,
  score: 'cost',
  isEach: false,
  window: 'within',
  from: '2026-10-20',
  to: '2026-10-31',
  quota: 2,
};

export function graphStoreContract(name: string, open: OpenGraph): void {
  const ask = (query: Partial<StepQuery>): Promise<StepResult> =>
    withUsage(ACCOUNT, async (source) => (await open(source)).step({ ...QUERY, ...query }));
  const refs = async (query: Partial<StepQuery>) => (await ask(query)).edges.map((edge) => edge.ref);

  describe(`${name}, as a graph store`, () => {
    it('gives the best edges, and all the others as one', async () => {
      const { edges, rest } = await ask({});
      expect(edges.map(({ ref, cost_micros }) => [ref, cost_micros])).toEqual([
        ['job_run:r0', 4_000_000],
        ['job_run:r2', 3_000_000],
      ]);
      expect(rest).toMatchObject({
        edges: 3,
        cost_micros: 4_000_000,
        duration_ms: 400,
        failed: 0,
        p50_ms: 100,
      });
      expect(rest!.p95_ms).toBeCloseTo(190);
    });

    it('breaks ties by the id of the other end', async () => {
      expect(await refs({ quota: 9 })).toEqual([
        'job_run:r0',
        'job_run:r2',
        'job_run:r4',
        'job_run:r1',
        'job_run:r3',
      ]);
    });

    it('looks at the days asked for alone, or up to their end, or at all', async () => {
      const days = { from: '2026-10-21', to: '2026-10-22', quota: 9 };
      expect(await refs(days)).toEqual(['job_run:r2', 'job_run:r1']);
      expect(await refs({ ...days, window: 'until' })).toHaveLength(3);
      expect(await refs({ ...days, window: 'always' })).toHaveLength(5);
    });

    it('follows edges back', async () => {
      const { edges } = await ask({ ref: 'job_run:r1', direction: 'in', window: 'always' });
      expect(edges).toMatchObject([{ ref: 'job:a', name: 'Job a', kind: 'ran' }]);
    });

    it('meets every node once, at its nearest, and ends on a cycle', async () => {
      const chain = { kinds: ['feeds'], depth: 9, score: 'worth', window: 'always', quota: 9 } as const;
      const { edges, rest } = await ask(chain);
      expect(edges.map(({ ref, hops, via }) => [ref, hops, via.ref])).toEqual([
        ['job:b', 1, 'job:a'],
        ['job:c', 1, 'job:a'],
        ['job:d', 2, 'job:b'],
      ]);
      expect(rest).toBeNull();
      expect(await refs({ ...chain, direction: 'in' })).toEqual(['job:d', 'job:b', 'job:c']);
      expect(await refs({ ...chain, ref: 'job:e' })).toEqual([]);
    });

    it('goes no further than it is told', async () => {
      const { edges } = await ask({ kinds: ['feeds'], depth: 2, ref: 'job:b', window: 'always', quota: 9 });
      expect(edges.map(({ ref }) => ref)).toEqual(['job:d', 'job:a']);
    });

    it('knows nothing of a node that is not there', async () => {
      expect(await ask({ ref: "job:'; DROP TABLE jobs; --" })).toEqual({ edges: [], rest: null });
      const name = await withUsage(ACCOUNT, async (source) => (await open(source)).nameOf('job:nope'));
      expect(name).toBeNull();
    });
  });
}
