// copilot graph: writes the usage graph for other tools, or makes it ahead of the first question.
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadSettings } from '#src/config/load_env.ts';
import { exportGraph, type GraphFormat } from '#src/graph/export_graph.ts';
import { keepUsageGraph } from '#src/store/sqlite/graph_file.ts';
import { type Command, type Io, readFlags, usageError } from './command.ts';
import { openSource } from './open_source.ts';

const USAGE = 'graph export --format cypher|csv --out DIR [--db FILE] | graph build [--db FILE]';

const FLAGS = { format: { type: 'string' }, out: { type: 'string' }, db: { type: 'string' } } as const;

export const graphCommand: Command = {
  name: 'graph',
  usage: USAGE,
  summary: 'Export the usage graph as openCypher or CSV, or build it ahead',
  async run(args, io) {
    const { values, positionals } = readFlags(args, FLAGS, USAGE);
    const [action, ...rest] = positionals;
    if (rest.length === 0 && action === 'build') return build(values.db, io);
    if (rest.length > 0 || action !== 'export') throw usageError('Say export or build', USAGE);
    const { format, out } = values;
    if (format !== 'cypher' && format !== 'csv') throw usageError('--format is cypher or csv', USAGE);
    if (!out) throw usageError('Say with --out where to write', USAGE);
    await build(values.db, io);
    await writeExport(format, out, values.db, io);
  },
};

async function build(db: string | undefined, io: Io): Promise<void> {
  // Opening it makes the sample where that is what is missing, and says what is wrong with any other.
  await openSource(db, io).close();
  const isKept = keepUsageGraph(db ?? loadSettings().USAGE_DB);
  io.err(isKept ? 'The usage graph is built.' : 'The usage graph of this database is made when it is read.');
}

async function writeExport(format: GraphFormat, out: string, db: string | undefined, io: Io): Promise<void> {
  mkdirSync(out, { recursive: true });
  const source = openSource(db, io);
  const begun = new Set<string>();
  try {
    const counts = await exportGraph(format, source, (file, text) => {
      (begun.has(file) ? appendFileSync : writeFileSync)(path.join(out, file), text);
      begun.add(file);
    });
    io.out(`${JSON.stringify({ ...counts, files: [...begun].sort() }, null, 2)}\n`);
  } finally {
    await source.close();
  }
}
