import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildDocsIndex, ensureDocsIndex, openDocsIndex } from '#src/docs/docs_index.ts';
import { searchDocs } from '#src/docs/search_docs.ts';
import type { Embedder } from '#src/embeddings/embedder.ts';

const CORPUS = path.resolve(import.meta.dirname, '../../corpus');
const PAGES = ['losing_spot_instances', 'photon', 'budgets', 'pool_configuration'];

/** Places a text by its length and its first letter; enough to be another embedder. */
function stubEmbedder(id: string, fails = false): Embedder {
  return {
    id,
    dims: 2,
    embed: async (texts) => {
      if (fails) throw new Error('the service is down');
      return texts.map((text) => Float32Array.of(Math.cos(text.length), Math.sin(text.length)));
    },
  };
}

describe('documentation index', () => {
  let dir: string;
  let corpusDir: string;
  let outDir: string;

  beforeEach(() => {
    dir = mkdtempSync(path.join(os.tmpdir(), 'docs-index-'));
    corpusDir = path.join(dir, 'corpus');
    outDir = path.join(dir, 'build', 'docs');
    for (const page of PAGES)
      cpSync(path.join(CORPUS, 'docs', `${page}.md`), path.join(corpusDir, 'docs', `${page}.md`));
    cpSync(path.join(CORPUS, 'glossary'), path.join(corpusDir, 'glossary'), { recursive: true });
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const build = () => buildDocsIndex({ corpusDir, outDir });
  const rewrite = (page: string, from: string, to: string) => {
    const file = path.join(corpusDir, 'docs', `${page}.md`);
    writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
  };
  const firstPage = async (question: string) => {
    const index = await openDocsIndex(outDir, { corpusDir });
    const slug = (await searchDocs(index, question))[0]?.slug;
    index.close();
    return slug;
  };

  it('is built into a folder that does not exist yet, and answers', async () => {
    const manifest = await build();
    expect(manifest.itemCount).toBeGreaterThan(PAGES.length);
    expect(manifest.vectorCount).toBe(manifest.itemCount);
    expect(await firstPage('losing spot machines')).toBe('losing_spot_instances');
  });

  it('has the same bytes when built twice', async () => {
    await build();
    const again = path.join(dir, 'again');
    await buildDocsIndex({ corpusDir, outDir: again });
    expect(readdirSync(again).sort()).toEqual(readdirSync(outDir).sort());
    for (const name of readdirSync(again)) {
      expect(readFileSync(path.join(again, name)).equals(readFileSync(path.join(outDir, name)))).toBe(true);
    }
  });

  it('is refused when a page changed, with the remedy, and rebuilt when asked to', async () => {
    await build();
    rewrite('photon', 'vectorised', 'very fast vectorised');
    await expect(openDocsIndex(outDir, { corpusDir })).rejects.toMatchObject({
      code: 'stale_index',
      next: 'Run "npm run docs" to build it again.',
    });
    const log: string[] = [];
    const index = await ensureDocsIndex({ corpusDir, outDir, log: (message) => log.push(message) });
    expect(index.chunks.some(({ text }) => text.includes('very fast vectorised'))).toBe(true);
    expect(log.join('\n')).toContain('built from other content');
    index.close();
  });

  it('is built on first use, and only once', async () => {
    const log: string[] = [];
    for (let i = 0; i < 2; i++) {
      (await ensureDocsIndex({ corpusDir, outDir, log: (message) => log.push(message) })).close();
    }
    expect(log.filter((message) => message.startsWith('Documentation index:'))).toHaveLength(1);
  });

  it('recovers from every damaged file', async () => {
    const { files } = await build();
    const damages = [
      (file: string) => truncateSync(file, 100),
      (file: string) => writeFileSync(file, 'garbage'),
      (file: string) => rmSync(file),
      (file: string) => {
        const bytes = readFileSync(file);
        bytes[bytes.length >> 1]! ^= 1;
        writeFileSync(file, bytes);
      },
    ];
    const names = [...Object.values(files).map((file) => file!.name), 'docs.json'];
    expect(names).toHaveLength(4);
    for (const name of names) {
      for (const damage of damages) {
        damage(path.join(outDir, name));
        await expect(openDocsIndex(outDir)).rejects.toMatchObject({
          next: expect.stringContaining('npm run docs'),
        });
        (await ensureDocsIndex({ corpusDir, outDir })).close();
      }
    }
  });

  it('stays as it was when a page is broken or the embedder fails', async () => {
    await build();
    const failing = buildDocsIndex({ corpusDir, outDir, embedder: stubEmbedder('remote', true) });
    await expect(failing).rejects.toThrow('the service is down');
    const before = readFileSync(path.join(outDir, 'docs.json'), 'utf8');
    rewrite('photon', 'confidence: confirmed', 'confidence: sure');
    await expect(build()).rejects.toThrow('corpus/docs/photon.md cannot be used: confidence');
    expect(readFileSync(path.join(outDir, 'docs.json'), 'utf8')).toBe(before);
    expect(readdirSync(outDir)).toHaveLength(4);
  });

  it('is not opened with another embedder than it was built with', async () => {
    await build();
    const embedder = stubEmbedder('remote-2');
    await expect(openDocsIndex(outDir, { embedder })).rejects.toMatchObject({ code: 'other_embedder' });
    const index = await ensureDocsIndex({ corpusDir, outDir, embedder });
    expect([index.embedder.id, index.vectors.dims]).toEqual(['remote-2', 2]);
    index.close();
    await expect(openDocsIndex(outDir)).rejects.toMatchObject({ code: 'other_embedder' });
    const wider = { ...embedder, dims: 3 };
    await expect(openDocsIndex(outDir, { embedder: wider })).rejects.toMatchObject({ code: 'damaged_index' });
  });

  it('refuses a corpus without pages', async () => {
    const nowhere = buildDocsIndex({ corpusDir: path.join(dir, 'nowhere'), outDir });
    await expect(nowhere).rejects.toMatchObject({ code: 'empty_corpus' });
  });

  it('survives several builders and readers at once', async () => {
    await build();
    const otherCorpus = path.join(dir, 'other_corpus');
    cpSync(corpusDir, otherCorpus, { recursive: true });
    rmSync(path.join(otherCorpus, 'docs', 'budgets.md'));
    const script = path.join(import.meta.dirname, 'build_in_child.ts');
    const runs = [corpusDir, otherCorpus, corpusDir].map((source) =>
      promisify(execFile)(process.execPath, ['--import', 'tsx', script, source, outDir]),
    );
    let isDone = false;
    const builders = Promise.all(runs).finally(() => {
      isDone = true;
    });
    let reads = 0;
    while (!isDone) {
      const index = await openDocsIndex(outDir);
      expect((await searchDocs(index, 'is photon worth it'))[0]?.slug).toBe('photon');
      index.close();
      reads += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await builders;
    expect(reads).toBeGreaterThan(3);
    expect(readdirSync(outDir).filter((name) => name.startsWith('.'))).toEqual([]);
    (await openDocsIndex(outDir)).close();
  }, 30_000);
});
