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
import { type Command, isTable, readFlags, refuseWords, usageError } from './command.ts';
import { openSource } from './open_source.ts';
import { toList } from './tables.ts';

const REPORTS_USAGE = 'reports [--format json|table]';

export const reportsCommand: Command = {
  name: 'reports',
  usage: REPORTS_USAGE,
  summary: 'List the reports',
  async run(args, io) {
    const items = REPORTS.map(({ id, version, title, pillar, question, columns }) => ({
      id,
      version,
      title,
      pillar,
      question,
      columns,
    }));
    io.out(hasTable(args, REPORTS_USAGE) ? toList(items, ['id', 'pillar', 'question']) : json(items));
  },
};

const CHIPS_USAGE = 'chips [--format json|table]';

export const chipsCommand: Command = {
  name: 'chips',
  usage: CHIPS_USAGE,
  summary: 'List the chips',
  async run(args, io) {
    const items = CHIPS.map(({ id, lane, label, entityTypes, version, description }) => ({
      id,
      lane,
      label,
      entityTypes,
      version,
      description,
    }));
    io.out(hasTable(args, CHIPS_USAGE) ? toList(items, ['id', 'label', 'entityTypes']) : json(items));
  },
};

/** For a command whose only flag is its format. */
function hasTable(args: readonly string[], usage: string): boolean {
  const { values, positionals } = readFlags(args, { format: { type: 'string' } }, usage);
  refuseWords(positionals, usage);
  return isTable(values.format, usage);
}

const SEARCH_USAGE = 'search <text> [--corpus docs|entities] [--k N] [--db FILE] [--format json|table]';

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
    const asTable = isTable(values.format, SEARCH_USAGE);
    const { found, fields } = await search(text, k, values.db, io);
    io.out(asTable ? toList(found, fields) : json(found));
  },
};

type Search = (
  text: string,
  k: number,
  db: string | undefined,
  io: Parameters<Command['run']>[1],
) => Promise<{
  readonly found: readonly Record<string, unknown>[];
  /** What a table shows of each. */
  readonly fields: readonly string[];
}>;

const SEARCHES: Readonly<Record<string, Search>> = {
  docs: async (text, k, _db, io) => {
    const index = await ensureDocsIndex({
      corpusDir: projectPath('corpus'),
      outDir: projectPath('data/build'),
      log: io.err,
    });
    const passages = await searchDocs(index, text, { k });
    const found = passages.map(({ id, title, url, checked, heading, text: passage, score }) => ({
      id,
      title,
      url,
      checked,
      heading,
      text: passage,
      score,
    }));
    return { found, fields: ['title', 'heading', 'url'] };
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
      const found = (await searchEntities(index, text, { k })).map((hit) => ({ ...hit }));
      return { found, fields: ['type', 'id', 'name', 'extra'] };
    } finally {
      await source.close();
    }
  },
};

const MANIFEST_USAGE = 'manifest [--http --host https://ADDRESS]';

export const manifestCommand: Command = {
  name: 'manifest',
  usage: MANIFEST_USAGE,
  summary: "Print the Slack app's manifest, for Socket Mode or HTTP mode",
  async run(args, io) {
    const { values, positionals } = readFlags(
      args,
      { http: { type: 'boolean' }, host: { type: 'string' } },
      MANIFEST_USAGE,
    );
    refuseWords(positionals, MANIFEST_USAGE);
    const text = readFileSync(projectPath('manifest.yml'), 'utf8');
    io.out(values.http ? stringify(httpManifest(parse(text), addressOf(values.host))) : text);
    if (values.http && values.host === undefined)
      io.err(`Replace ${PLACEHOLDER} by the address of the app, or name it with --host.`);
  },
};

/** Reserved for examples: nobody can own it, so a forgotten placeholder sends nothing to a stranger. */
const PLACEHOLDER = 'https://your-host.example.com';

/** Slack sends to https alone; a name without a scheme is taken for one. */
function addressOf(host = PLACEHOLDER): string {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(host) ? host : `https://${host}`;
  if (!URL.canParse(address) || new URL(address).protocol !== 'https:')
    throw usageError(`"${host}" is no https address`, MANIFEST_USAGE);
  return address.replace(/\/+$/, '');
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
