// copilot db, index and docs: what the app builds before it runs.
import { projectPath } from '#src/config/paths.ts';
import { buildDocsIndex } from '#src/docs/docs_index.ts';
import { buildEntityIndex } from '#src/embeddings/entity_index.ts';
import { readEntityNames } from '#src/store/entity_names.ts';
import { type Command, readFlags, refuseWords, usageError } from './command.ts';
import { openSource } from './open_source.ts';
import { buildSample } from './sample.ts';

const DB_USAGE = 'db [--scale N] [--out FILE]';

export const dbCommand: Command = {
  name: 'db',
  usage: DB_USAGE,
  summary: 'Build the sample database (data/build/usage.db)',
  async run(args, io) {
    const { values, positionals } = readFlags(
      args,
      { scale: { type: 'string' }, out: { type: 'string' } },
      DB_USAGE,
    );
    refuseWords(positionals, DB_USAGE);
    const scale = Number(values.scale ?? '1');
    if (!(Number.isInteger(scale) && scale >= 1 && scale <= 1000))
      throw usageError('--scale is a whole number from 1 to 1000', DB_USAGE);
    buildSample({ scale, ...(values.out ? { file: values.out } : {}) }, io);
  },
};

export const indexCommand: Command = {
  name: 'index',
  usage: 'index [--db FILE]',
  summary: 'Build the search index over jobs, warehouses, clusters and users',
  async run(args, io) {
    const { values, positionals } = readFlags(args, { db: { type: 'string' } }, this.usage);
    refuseWords(positionals, this.usage);
    const source = openSource(values.db, io);
    try {
      const entities = await readEntityNames(source);
      await buildEntityIndex({ entities, buildDir: projectPath('data/build'), log: io.err });
    } finally {
      await source.close();
    }
  },
};

export const docsCommand: Command = {
  name: 'docs',
  usage: 'docs',
  summary: 'Build the index over the documentation corpus',
  async run(args, io) {
    refuseWords(readFlags(args, {}, this.usage).positionals, this.usage);
    await buildDocsIndex({
      corpusDir: projectPath('corpus'),
      outDir: projectPath('data/build'),
      log: io.err,
    });
  },
};
