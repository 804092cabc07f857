import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type IndexPlace, openIndexFiles, openOrBuild } from '#src/embeddings/index_files.ts';
import { publishIndex } from '#src/embeddings/publish_index.ts';
import { UserError } from '#src/lib/errors.ts';

const DESCRIPTION = {
  sourceSha256: 'source',
  version: 'v1',
  embedder: { id: 'test', dims: 2 },
  itemCount: 1,
  vectorCount: 1,
};
const LONG_AGO = new Date('2020-01-01T00:00:00Z');

describe('publishing an index', () => {
  let dir: string;
  let place: IndexPlace;

  beforeEach(() => {
    dir = mkdtempSync(path.join(os.tmpdir(), 'publish-'));
    place = { dir: path.join(dir, 'new', 'folder'), stem: 'test', command: 'npm run test' };
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const publish = (content: string) =>
    publishIndex(place, async (pathOf) => {
      writeFileSync(pathOf('database'), `database ${content}`);
      writeFileSync(pathOf('vectors'), `vectors ${content}`);
      return DESCRIPTION;
    });
  const databaseText = () => readFileSync(openIndexFiles(place, 'v1').pathOf('database'), 'utf8');
  const codeOf = (action: () => unknown) => {
    try {
      action();
    } catch (error) {
      return (error as UserError).code;
    }
    return 'no error';
  };

  it('makes the folder and leaves nothing but the index in it', async () => {
    const manifest = await publish('one');
    expect(databaseText()).toBe('database one');
    const names = [manifest.files.database.name, manifest.files.vectors.name, 'test.json'];
    expect(readdirSync(place.dir).sort()).toEqual(names.sort());
  });

  it('writes the same names and bytes for the same content', async () => {
    const first = await publish('one');
    const text = readFileSync(path.join(place.dir, 'test.json'), 'utf8');
    expect(await publish('one')).toEqual(first);
    expect(readFileSync(path.join(place.dir, 'test.json'), 'utf8')).toBe(text);
  });

  it('keeps the old index when a builder fails half-way', async () => {
    await publish('one');
    const failing = publishIndex(place, async (pathOf) => {
      writeFileSync(pathOf('database'), 'half');
      throw new Error('lost power');
    });
    await expect(failing).rejects.toThrow('lost power');
    expect(databaseText()).toBe('database one');
    expect(readdirSync(place.dir)).toHaveLength(3);
  });

  it('keeps what a slower reader may still need, and clears away what is old', async () => {
    const old = await publish('one');
    const oldFile = path.join(place.dir, old.files.database.name);
    await publish('two');
    expect(readFileSync(oldFile, 'utf8')).toBe('database one');
    utimesSync(oldFile, LONG_AGO, LONG_AGO);
    const dead = path.join(place.dir, '.test-build-dead');
    mkdirSync(dead);
    utimesSync(dead, LONG_AGO, LONG_AGO);
    const foreign = path.join(place.dir, 'other.db');
    writeFileSync(foreign, 'not ours');
    utimesSync(foreign, LONG_AGO, LONG_AGO);
    await publish('three');
    const names = readdirSync(place.dir);
    expect(names).not.toContain(old.files.database.name);
    expect(names).not.toContain('.test-build-dead');
    expect(names).toContain('other.db');
  });

  it('says what is wrong: missing, stale, another version', async () => {
    expect(codeOf(() => openIndexFiles(place, 'v1'))).toBe('missing_index');
    await publish('one');
    expect(codeOf(() => openIndexFiles(place, 'v2'))).toBe('stale_index');
    expect(codeOf(() => openIndexFiles(place, 'v1', 'other source'))).toBe('stale_index');
    expect(codeOf(() => openIndexFiles(place, 'v1', 'source'))).toBe('no error');
  });

  it.each<[string, (content: Buffer) => Buffer]>([
    ['cut off', (content) => content.subarray(0, content.length >> 1)],
    ['empty', () => Buffer.alloc(0)],
    ['garbage', () => Buffer.from('{"garbage": true}')],
    [
      'changed by one bit',
      (content) => Buffer.concat([content.subarray(0, -1), Buffer.of(content.at(-1)! ^ 4)]),
    ],
  ])('refuses any file that is %s, with the remedy', async (_name, damage) => {
    const { files } = await publish('one');
    for (const name of ['test.json', files.database.name, files.vectors.name]) {
      const file = path.join(place.dir, name);
      const content = readFileSync(file);
      // the last byte of the manifest is a line break, which says nothing; the one before it closes the object
      writeFileSync(file, damage(name === 'test.json' ? content.subarray(0, -1) : content));
      expect(codeOf(() => openIndexFiles(place, 'v1'))).toBe('damaged_index');
      expect(() => openIndexFiles(place, 'v1')).toThrow(UserError);
      writeFileSync(file, content);
    }
    expect(databaseText()).toBe('database one');
  });

  it('refuses a manifest with a changed figure, though it still is JSON', async () => {
    await publish('one');
    const file = path.join(place.dir, 'test.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"itemCount": 1', '"itemCount": 2'));
    expect(codeOf(() => openIndexFiles(place, 'v1'))).toBe('damaged_index');
  });

  it('refuses when a named file is gone', async () => {
    const { files } = await publish('one');
    rmSync(path.join(place.dir, files.vectors.name));
    expect(codeOf(() => openIndexFiles(place, 'v1'))).toBe('damaged_index');
  });

  it('explains a folder that cannot be made', async () => {
    writeFileSync(path.join(dir, 'new'), 'a file where a folder should be');
    await expect(publish('one')).rejects.toMatchObject({ code: 'index_not_writable' });
  });

  it('builds once what is missing, and passes other errors on', async () => {
    const log: string[] = [];
    const text = await openOrBuild(
      async () => databaseText(),
      () => publish('built'),
      (message) => log.push(message),
    );
    expect(text).toBe('database built');
    expect(log[0]).toContain('no search index "test" yet');
    const broken = openOrBuild(
      async () => {
        throw new Error('a bug');
      },
      () => publish('never'),
    );
    await expect(broken).rejects.toThrow('a bug');
    expect(databaseText()).toBe('database built');
  });
});
