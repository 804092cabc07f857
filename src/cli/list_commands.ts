// copilot reports, chips, search and manifest: what there is.
import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { projectPath } from '#src/config/paths.ts';
import { CHIPS } from '#src/copilot/selection/chips.ts';
import { ensureDocsIndex } from '#src/docs/docs_index.ts';
import { searchDocs } from '#src/docs/search_docs.ts';
import { ensureEntityIndex } from '#src/embeddings/entity_index.ts';
import { searchEntities } from '#src/embeddings/entity_search.ts';
import { httpManifest } from '#src/lib/manifest.ts';
import { REPORTS } from '#src/reports/registry.ts';
import { readEntityNames } from '#src/store/entity_names.ts';
import { type Command, readFlags, usageError } from './command.ts';
import { openSource } from './open_source.ts';

export const reportsCommand: Command = {
  name: 'reports',
  usage: 'reports',
  summary: 'List the reports',
  async run(_args, io) {
    io.out(
      json(
        REPORTS.map(({ id, version, title, pillar, question, columns }) => ({
          id,
          version,
          title,
          pillar,
          question,
          columns,
        })),
      ),
    );
  },
};

export const chipsCommand: Command = {
  name: 'chips',
  usage: 'chips',
  summary: 'List the chips',
  async run(_args, io) {
    io.out(
      json(
        CHIPS.map(({ id, lane, label, entityTypes, version, description }) => ({
          id,
          lane,
          label,
          entityTypes,
          version,
          description,
        })),
      ),
    );
  },
};

const SEARCH_USAGE = 'search <text> [--corpus docs|entities] [--k N] [--db FILE]';

export const searchCommand: Command = {
  name: 'search',
  usage: SEARCH_USAGE,
  summary: 'Search the documentation, or the names of jobs, warehouses, clusters and users',
  async run(args, io) {
    const { values, positionals } = readFlags(
      args,
      {
        corpus: { type: 'string' },
        k: { type: 'string' },
        db: { type: 'string' },
        format: { type: 'string' },
      },
      SEARCH_USAGE,
    );
    const text = positionals.join(' ').trim();
    const k = Number(values.k ?? '8');
    if (!text) throw usageError('Say what to search for', SEARCH_USAGE);
    if (!Number.isInteger(k) || k < 1 || k > 100)
      throw usageError('--k is a whole number from 1 to 100', SEARCH_USAGE);
    const corpus = values.corpus ?? 'docs';
    const search = Object.hasOwn(SEARCHES, corpus) ? SEARCHES[corpus] : undefined;
    if (!search) throw usageError(`There is no corpus "${corpus}"`, SEARCH_USAGE);
    io.out(json(await search(text, k, values.db, io)));
  },
};

type Search = (
  text: string,
  k: number,
  db: string | undefined,
  io: Parameters<Command['run']>[1],
) => Promise<unknown>;

const SEARCHES: Readonly<Record<string, Search>> = {
  docs: async (text, k, _db, io) => {
    const index = await ensureDocsIndex({
      corpusDir: projectPath('corpus'),
      outDir: projectPath('data/build'),
      log: io.err,
    });
    const passages = await searchDocs(index, text, { k });
    return passages.map(({ id, title, url, checked, heading, text: passage, score }) => ({
      id,
      title,
      url,
      checked,
      heading,
      text: passage,
      score,
    }));
  },
  entities: async (text, k, db, io) => {
    const source = openSource(db, io);
    try {
      const entities = await readEntityNames(source);
      const index = await ensureEntityIndex({
        entities,
        buildDir: projectPath('data/build'),
        log: io.err,
      });
      return await searchEntities(index, text, { k });
    } finally {
      await source.close();
    }
  },
};

export const manifestCommand: Command = {
  name: 'manifest',
  usage: 'manifest [--http] [--host HOST]',
  summary: "Print the Slack app's manifest, for Socket Mode or HTTP mode",
  async run(args, io) {
    const { values } = readFlags(args, { http: { type: 'boolean' }, host: { type: 'string' } }, this.usage);
    const text = readFileSync(projectPath('manifest.yml'), 'utf8');
    io.out(values.http ? stringify(httpManifest(parse(text), values.host ?? 'your-host.example.com')) : text);
  },
};

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
