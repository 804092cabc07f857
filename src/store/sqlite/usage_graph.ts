// Makes the tables of the usage graph from the telemetry of an open connection: nodes, typed edges, and what nodes cost per day.
import { ERROR_FAMILIES, errorFamily } from '#src/lib/error_families.ts';
import { hashOf } from '#src/lib/hash.ts';
import { loadSql } from '../sql_file.ts';
import type { SqliteDatabase } from './open_database.ts';

/** What every name of a table of the graph begins with. */
export const GRAPH_PREFIX = 'usage_graph_';

interface NodeGroup {
  readonly files: readonly string[];
  /** One row per node already: nothing to merge. */
  readonly isUnique: boolean;
}

/** In the order of their ids; a thing that several files name is one node. */
const NODES: readonly NodeGroup[] = [
  {
    files: ['account', 'people_seen', 'machines', 'compute', 'job', 'happenings', 'error_family'],
    isUnique: false,
  },
  { files: ['job_cluster'], isUnique: false },
  { files: ['job_run', 'orphan_run'], isUnique: false },
  { files: ['eviction'], isUnique: false },
  { files: ['usage'], isUnique: true },
  { files: ['event'], isUnique: true },
  { files: ['query'], isUnique: true },
];

/** sql/graph/edges/<kind>.sql */
const EDGE_KINDS = [
  'belongs_to',
  'billed_as',
  'changed_by',
  'configured_by',
  'draws_from',
  'failed_in',
  'failed_with',
  'feeds',
  'had',
  'happened_on',
  'has_driver_of',
  'has_workers_of',
  'lives_in',
  'lost_workers_in',
  'owned_by',
  'queried_by',
  'ran',
  'ran_at',
  'ran_on',
  'repeated_by',
  'repeated_statement',
  'repeats',
  'saw',
  'serves',
  'started_by',
  'submitted_by',
  'took',
  'triggered_by',
  'works_in',
] as const;

export type EdgeKind = (typeof EDGE_KINDS)[number];

/** Changes with every statement the graph is made by. */
export function graphVersion(): string {
  const names = [
    ...['tables', 'indexes', 'node_index', 'day'],
    ...NODES.flatMap(({ files }) => files.map((file) => `nodes/${file}`)),
    ...EDGE_KINDS.map((kind) => `edges/${kind}`),
  ];
  const families = ERROR_FAMILIES.map(({ id, name, pattern }) => `${id} ${name} ${pattern}`);
  return hashOf([...names.map((name) => loadSql(`graph/${name}`).hash), ...families]);
}

/** Into `schema` of a prepared connection: 'temp', or an attached file. Everything else is only read. */
export function buildUsageGraph(db: SqliteDatabase, schema: string): void {
  db.function(
    'error_family',
    { deterministic: true },
    (text) => errorFamily((text ?? null) as string | null).name,
  );
  db.transaction(() => {
    db.exec(within(schema, loadSql('graph/tables').text));
    for (const group of NODES) db.exec(insertNodes(schema, group));
    db.exec(within(schema, loadSql('graph/node_index').text));
    for (const kind of EDGE_KINDS) db.exec(insertEdges(schema, kind));
    db.exec(insertDays(schema));
    db.exec(within(schema, loadSql('graph/indexes').text));
  })();
}

function within(schema: string, text: string): string {
  return text.replaceAll(/CREATE (TABLE|INDEX|UNIQUE INDEX) /g, (create) => `${create}${schema}.`);
}

function insertNodes(schema: string, { files, isUnique }: NodeGroup): string {
  const selects = files.map((file) => `SELECT type, key, name FROM (${loadSql(`graph/nodes/${file}`).text})`);
  const rows = `(${selects.join('\nUNION ALL\n')}) WHERE key <> ''`;
  return `INSERT INTO ${schema}.usage_graph_node (type, key, name)
    ${isUnique ? `SELECT type, key, name FROM ${rows}` : `SELECT type, key, MAX(name) FROM ${rows} GROUP BY type, key`}
    ORDER BY type, key`;
}

/** Both ends of an edge are looked up by type and key; rows without one of them are no edge. */
function insertEdges(schema: string, kind: EdgeKind): string {
  return `INSERT INTO ${schema}.usage_graph_edge
    SELECT '${kind}', s.id, t.id, COALESCE(e.at, ''), e.n, e.cost_micros, e.duration_ms, e.failed, e.detail
    FROM (${loadSql(`graph/edges/${kind}`).text}) e
    CROSS JOIN ${schema}.usage_graph_node s ON s.type = e.source_type AND s.key = e.source_key
    CROSS JOIN ${schema}.usage_graph_node t ON t.type = e.target_type AND t.key = e.target_key`;
}

function insertDays(schema: string): string {
  return `INSERT INTO ${schema}.usage_graph_day
    SELECT n.id, d.day, d.cost_micros, d.failed_runs
    FROM (${loadSql('graph/day').text}) d
    CROSS JOIN ${schema}.usage_graph_node n ON n.type = d.type AND n.key = d.key`;
}
