import { describe, expect, it } from 'vitest';
import { exportGraph, type GraphFormat } from '#src/graph/export_graph.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import { sql } from '#test/contracts/usage_source.ts';
import { NASTY } from '#test/fixtures/nasty_account.ts';
import { type FixtureRows, withUsage } from '#test/fixtures/usage_fixture.ts';

const HOSTILE = `=cmd()"}) DETACH DELETE n //\n', $x`;
const ROWS: FixtureRows = { ...NASTY, jobs: [...NASTY['jobs']!, { job_id: HOSTILE, job_name: HOSTILE }] };

async function exported(format: GraphFormat, source: UsageSource) {
  const files = new Map<string, string>();
  const counts = await exportGraph(format, source, (file, text) =>
    files.set(file, (files.get(file) ?? '') + text),
  );
  return { counts, text: (file: string) => files.get(file)! };
}

async function stored(source: UsageSource) {
  const count = async (table: string) =>
    (await source.query<{ c: number }>(sql(`SELECT COUNT(*) AS c FROM ${table}`), {}))[0]!.c;
  return { nodes: await count('usage_graph_node'), edges: await count('usage_graph_edge') };
}

/** Records of a CSV file: a line break inside quotes ends none. */
function records(csv: string): string[] {
  return csv.match(/(?:"(?:[^"]|"")*"|[^"\n])+\n/g) ?? [];
}

describe('the exported graph', () => {
  it('holds every node and edge as CSV, hostile names quoted', async () => {
    await withUsage(ROWS, async (source) => {
      const { counts, text } = await exported('csv', source);
      expect(counts).toEqual(await stored(source));
      expect(records(text('nodes.csv'))).toHaveLength(counts.nodes + 1);
      expect(records(text('edges.csv'))).toHaveLength(counts.edges + 1);
      expect(text('nodes.csv')).toContain(`"'${HOSTILE.replaceAll('"', '""')}"\n`);
    });
  });

  it('holds every node and edge as openCypher, no value in a statement', async () => {
    await withUsage(ROWS, async (source) => {
      const { counts, text } = await exported('cypher', source);
      const lines = text('graph.cypher.jsonl')
        .trimEnd()
        .split('\n')
        .map(
          (line) =>
            JSON.parse(line) as {
              statement: string;
              parameters: { rows?: { ref?: string; name?: string }[] };
            },
        );
      const rows = lines.flatMap((line) => line.parameters.rows ?? []);
      expect(counts).toEqual(await stored(source));
      expect(rows.filter((row) => row.ref !== undefined)).toHaveLength(counts.nodes);
      expect(rows.filter((row) => row.ref === undefined)).toHaveLength(counts.edges);
      expect(rows.filter((row) => row.name === HOSTILE)).toHaveLength(1);
      for (const { statement } of lines) expect(statement).toMatch(/^[\w\s$.,:(){}[\]=+>-]+$/);
    });
  });
});
