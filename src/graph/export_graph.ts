// The usage graph for other tools: nodes and edges as CSV, or as openCypher statements whose values are all parameters.
import { loadSql } from '#src/store/sql_file.ts';
import type { UsageSource } from '#src/store/usage_source.ts';

interface NodeRow {
  readonly id: number;
  readonly type: string;
  readonly key: string;
  readonly name: string | null;
}

interface EdgeRow {
  readonly id: number;
  readonly kind: string;
  readonly source_type: string;
  readonly source_key: string;
  readonly target_type: string;
  readonly target_key: string;
  readonly at: string;
  readonly n: number;
  readonly cost_micros: number | null;
  readonly duration_ms: number | null;
  readonly failed: number;
  readonly detail: string | null;
}

export type GraphFormat = 'csv' | 'cypher';

export interface GraphCounts {
  readonly nodes: number;
  readonly edges: number;
}

/** Files that are written piece by piece, in order. */
export type WritePiece = (file: string, text: string) => void;

/** Rows read and written at once. */
const PAGE = 1000;

export async function exportGraph(
  format: GraphFormat,
  source: UsageSource,
  write: WritePiece,
): Promise<GraphCounts> {
  const form = format === 'csv' ? CSV : CYPHER;
  for (const [file, text] of form.head) write(file, text);
  const nodes = await eachPage<NodeRow>('graph/export_nodes', source, (rows) =>
    write(form.nodeFile, form.nodes(rows)),
  );
  const edges = await eachPage<EdgeRow>('graph/export_edges', source, (rows) =>
    write(form.edgeFile, form.edges(rows)),
  );
  return { nodes, edges };
}

async function eachPage<Row extends { readonly id: number }>(
  statement: string,
  source: UsageSource,
  use: (rows: readonly Row[]) => void,
): Promise<number> {
  let count = 0;
  for (let after = 0; ; ) {
    const rows = await source.query<Row>(loadSql(statement), { after, page: PAGE });
    if (rows.length === 0) return count;
    use(rows);
    count += rows.length;
    after = rows.at(-1)!.id;
  }
}

const NODE_COLUMNS = ['ref', 'type', 'key', 'name'] as const;
const EDGE_COLUMNS = [
  ...['kind', 'source', 'target', 'at', 'n'],
  ...['cost_micros', 'duration_ms', 'failed', 'detail'],
] as const;

const nodeOf = ({ type, key, name }: NodeRow) => ({ ref: `${type}:${key}`, type, key, name });

const edgeOf = ({ id: _, source_type, source_key, target_type, target_key, at, ...rest }: EdgeRow) => ({
  ...rest,
  source: `${source_type}:${source_key}`,
  target: `${target_type}:${target_key}`,
  at: at || null,
});

const CSV = {
  nodeFile: 'nodes.csv',
  edgeFile: 'edges.csv',
  head: [
    ['nodes.csv', `${NODE_COLUMNS.join(',')}\n`],
    ['edges.csv', `${EDGE_COLUMNS.join(',')}\n`],
  ],
  nodes: (rows: readonly NodeRow[]) => rows.map((row) => csvLine(nodeOf(row), NODE_COLUMNS)).join(''),
  edges: (rows: readonly EdgeRow[]) => rows.map((row) => csvLine(edgeOf(row), EDGE_COLUMNS)).join(''),
} as const;

function csvLine(row: Readonly<Record<string, string | number | null>>, columns: readonly string[]): string {
  return `${columns.map((column) => csvCell(row[column] ?? null)).join(',')}\n`;
}

/** Texts are always quoted; an empty cell is nothing, and a spreadsheet does not take a text for a formula. */
function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}

/** One statement a line, as {"statement", "parameters"}: what the HTTP interfaces and drivers of graph databases take. */
const CYPHER = {
  nodeFile: 'graph.cypher.jsonl',
  edgeFile: 'graph.cypher.jsonl',
  head: [
    [
      'graph.cypher.jsonl',
      cypherLine('CREATE CONSTRAINT usage_ref IF NOT EXISTS FOR (n:Usage) REQUIRE n.ref IS UNIQUE'),
    ],
  ],
  nodes: (rows: readonly NodeRow[]) =>
    byKey(rows, (row) => row.type)
      .map(([type, part]) =>
        cypherLine(
          `UNWIND $rows AS row MERGE (n:Usage {ref: row.ref}) SET n:${labelOf(type)}, n.type = row.type, n.key = row.key, n.name = row.name`,
          part.map(nodeOf),
        ),
      )
      .join(''),
  edges: (rows: readonly EdgeRow[]) =>
    byKey(rows, (row) => row.kind)
      .map(([kind, part]) =>
        cypherLine(
          `UNWIND $rows AS row MATCH (s:Usage {ref: row.source}) MATCH (t:Usage {ref: row.target}) CREATE (s)-[e:${relationOf(kind)}]->(t) SET e += row.figures`,
          part.map((row) => {
            const { kind: _, source, target, ...figures } = edgeOf(row);
            return { source, target, figures };
          }),
        ),
      )
      .join(''),
} as const;

function cypherLine(statement: string, rows?: readonly unknown[]): string {
  return `${JSON.stringify({ statement, parameters: rows === undefined ? {} : { rows } })}\n`;
}

function byKey<Row>(rows: readonly Row[], keyOf: (row: Row) => string): readonly [string, Row[]][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const known = groups.get(keyOf(row));
    if (known) known.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return [...groups];
}

/** Types and kinds are words of our statements, never of the data: 'job_run' becomes JobRun, 'ran_on' RAN_ON. */
function labelOf(type: string): string {
  return type.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function relationOf(kind: string): string {
  return kind.toUpperCase();
}
