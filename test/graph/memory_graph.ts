// A small usage graph in memory: the plainest reading of the port, to compare others with.
import type {
  GraphStore,
  StepEdge,
  StepFigures,
  StepQuery,
  StepRest,
  StepResult,
} from '#src/graph/graph_store.ts';
import type { EdgeKind } from '#src/store/sqlite/usage_graph.ts';

export interface MemoryEdge {
  readonly kind: EdgeKind;
  readonly source: string;
  readonly target: string;
  readonly at: string;
  readonly n: number;
  readonly cost_micros: number | null;
  readonly duration_ms: number | null;
  readonly failed: number;
  readonly detail: string | null;
}

export interface MemoryGraph {
  /** In the order of ties. */
  readonly nodes: readonly { readonly ref: string; readonly name: string | null }[];
  readonly edges: readonly MemoryEdge[];
  readonly days: readonly {
    readonly ref: string;
    readonly day: string;
    readonly cost_micros: number | null;
    readonly failed_runs: number | null;
  }[];
}

export function memoryGraphStore(graph: MemoryGraph): GraphStore {
  const names = new Map(graph.nodes.map(({ ref, name }) => [ref, name]));
  const order = new Map(graph.nodes.map(({ ref }, i) => [ref, i]));
  const rank = (ref: string) => order.get(ref)!;
  return {
    nameOf: async (ref) => names.get(ref) ?? null,
    step: async (query) => {
      const found = (query.depth > 1 ? reached(graph, query) : touched(graph, query))
        .map((edge) => ({ ...edge, name: names.get(edge.ref) ?? null }))
        .map((edge) => ({ ...edge, via: { ref: edge.via.ref, name: viaName(query, edge, names) } }))
        .map((edge) => weighed(graph, query, edge));
      return cut(
        found.sort((a, b) => compare(query, a, b, rank)),
        query.quota,
      );
    },
  };
}

function viaName(query: StepQuery, edge: StepEdge, names: ReadonlyMap<string, string | null>): string | null {
  return query.depth > 1 ? (names.get(edge.via.ref) ?? null) : null;
}

const ends = (edge: MemoryEdge, { direction }: StepQuery) =>
  direction === 'out' ? ([edge.source, edge.target] as const) : ([edge.target, edge.source] as const);

function touched(graph: MemoryGraph, query: StepQuery): StepEdge[] {
  const from = query.window === 'within' ? query.from : '';
  const until = query.window === 'always' ? 'z' : `${query.to}z`;
  const groups = new Map<string, MemoryEdge[]>();
  graph.edges.forEach((edge, i) => {
    const [here, there] = ends(edge, query);
    if (here !== query.ref || !query.kinds.includes(edge.kind)) return;
    if (edge.at < from || edge.at > until) return;
    const key = `${edge.kind} ${there} ${query.isEach ? i : ''}`;
    groups.set(key, [...(groups.get(key) ?? []), edge]);
  });
  return [...groups.values()].map((edges) => {
    const first = edges[0]!;
    const via = { ref: query.ref, name: null };
    return {
      kind: first.kind,
      ref: ends(first, query)[1],
      name: null,
      hops: 1,
      via,
      detail: first.detail,
      ...sumOf(edges),
    };
  });
}

function reached(graph: MemoryGraph, query: StepQuery): StepEdge[] {
  const rank = new Map(graph.nodes.map(({ ref }, i) => [ref, i]));
  const hops = new Map([[query.ref, 0]]);
  const found: StepEdge[] = [];
  const edges = graph.edges.filter((edge) => query.kinds.includes(edge.kind));
  for (let hop = 1; hop <= query.depth; hop++) {
    const vias = new Map<string, string>();
    for (const edge of edges) {
      const [here, there] = ends(edge, query);
      if (hops.get(here) !== hop - 1 || hops.has(there)) continue;
      const known = vias.get(there);
      if (known === undefined || rank.get(here)! < rank.get(known)!) vias.set(there, here);
    }
    for (const [ref, via] of vias) {
      hops.set(ref, hop);
      const none = { at: null, n: 1, cost_micros: null, duration_ms: null, failed: 0, detail: null };
      found.push({
        ...none,
        kind: query.kinds[0]!,
        ref,
        name: null,
        hops: hop,
        via: { ref: via, name: null },
      });
    }
  }
  return found;
}

function weighed(graph: MemoryGraph, { score, from, to }: StepQuery, edge: StepEdge): StepEdge {
  if (score !== 'worth' && score !== 'trouble') return edge;
  const days = graph.days.filter(({ ref, day }) => ref === edge.ref && day >= from && day <= to);
  const cost = add(days.map((day) => day.cost_micros));
  return {
    ...edge,
    failed: add(days.map((day) => day.failed_runs)),
    cost_micros: score === 'worth' ? cost : edge.cost_micros,
  };
}

function compare(query: StepQuery, a: StepEdge, b: StepEdge, rank: (ref: string) => number): number {
  const down = (x: number | null, y: number | null) =>
    (y ?? Number.NEGATIVE_INFINITY) === (x ?? Number.NEGATIVE_INFINITY)
      ? 0
      : (y ?? Number.NEGATIVE_INFINITY) > (x ?? Number.NEGATIVE_INFINITY)
        ? 1
        : -1;
  const text = (x: string | null, y: string | null) => ((x ?? '') < (y ?? '') ? -1 : x === y ? 0 : 1);
  const kind = (edge: StepEdge) => query.kinds.indexOf(edge.kind as EdgeKind);
  const byScore = {
    cost: () => down(a.cost_micros, b.cost_micros),
    worth: () => down(a.cost_micros, b.cost_micros),
    trouble: () => down(a.failed, b.failed),
    failures: () => down(a.failed, b.failed) || text(a.at, b.at),
    duration: () => down(a.duration_ms, b.duration_ms) || b.n - a.n,
    count: () => b.n - a.n,
    recency: () => text(b.at, a.at),
    kind: () => kind(a) - kind(b),
  }[query.score]();
  const byDetail = query.isEach ? text(a.detail, b.detail) : 0;
  return a.hops - b.hops || byScore || byDetail || rank(a.ref) - rank(b.ref) || text(a.kind, b.kind);
}

function cut(edges: readonly StepEdge[], quota: number): StepResult {
  const others = edges.slice(quota);
  if (others.length === 0) return { edges: edges.slice(0, quota), rest: null };
  const durations = others.flatMap((edge) => edge.duration_ms ?? []).sort((a, b) => a - b);
  const rest: StepRest = {
    ...sumOf(others.map((edge) => ({ ...edge, at: edge.at ?? '' }))),
    edges: others.length,
    p50_ms: quantile(durations, 0.5),
    p95_ms: quantile(durations, 0.95),
  };
  return { edges: edges.slice(0, quota), rest };
}

type Figures = Omit<StepFigures, 'at'> & { readonly at: string };

function sumOf(edges: readonly Figures[]): StepFigures {
  return {
    at:
      edges
        .map((edge) => edge.at)
        .sort()
        .at(-1) || null,
    n: edges.reduce((sum, edge) => sum + edge.n, 0),
    cost_micros: add(edges.map((edge) => edge.cost_micros)),
    duration_ms: add(edges.map((edge) => edge.duration_ms)),
    failed: add(edges.map((edge) => edge.failed)),
  };
}

function add(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/** Between the two nearest values, in proportion. */
function quantile(sorted: readonly number[], share: number): number | null {
  if (sorted.length === 0) return null;
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)]!;
  return below + (place - Math.floor(place)) * ((sorted[Math.floor(place) + 1] ?? below) - below);
}
