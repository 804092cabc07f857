import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  buildEntityIndex,
  type EntityIndex,
  ensureEntityIndex,
  hashEntities,
  openEntityIndex,
  type SearchableEntity,
} from '#src/embeddings/entity_index.ts';
import { searchEntities } from '#src/embeddings/entity_search.ts';
import { createRandom } from '#src/lib/random.ts';

const HOSTILE = '<!channel> & *bold* <script>';

function entity(type: string, id: string, name: string, extra = ''): SearchableEntity {
  return { type, id, name, extra };
}

function manyJobs(): SearchableEntity[] {
  const verbs = ['load', 'score', 'export', 'sync'];
  const things = ['orders', 'customers', 'ledger', 'inventory', 'payments', 'churn', 'clicks'];
  const rhythms = ['daily', 'hourly', 'weekly'];
  const names = verbs.flatMap((verb) =>
    things.flatMap((thing) => rhythms.map((rhythm) => `${verb}_${thing}_${rhythm}`)),
  );
  return names.map((name, i) =>
    entity('job', String(1000 + i), name, i % 2 ? 'Finance prod' : 'Marketing prod'),
  );
}

const ENTITIES = [
  ...manyJobs(),
  entity('job', '1', 'Nightly ledger', 'Finance maria.santos@example.com'),
  entity('job', '2', HOSTILE),
  entity('job', '3', '🔥🔥🔥'),
  entity('job', '4', 'تقرير المبيعات اليومي'),
  entity('job', '5', `${'very_long_'.repeat(50)}name`),
  entity('user', 'u1', 'Maria Santos', 'Finance'),
  entity('warehouse', 'w1', 'BI-1', 'Marketing'),
  entity('department', 'Finance', 'Finance'),
];

describe('entity search', () => {
  let dir: string;
  let index: EntityIndex;

  beforeAll(async () => {
    dir = mkdtempSync(path.join(os.tmpdir(), 'entities-'));
    index = await ensureEntityIndex({ entities: ENTITIES, buildDir: dir });
  });
  afterAll(() => {
    index.close();
    rmSync(dir, { recursive: true, force: true });
  });

  const first = async (text: string, types?: string[]) =>
    (await searchEntities(index, text, types ? { types } : {}))[0];

  it.each([
    ['nigthly ledgr', 'Nightly ledger'],
    ['NIGHTLY LEDGER', 'Nightly ledger'],
    ['ledger nightly', 'Nightly ledger'],
    ['lod orders dayly', 'load_orders_daily'],
    ['exportCustomersWeekly', 'export_customers_weekly'],
    ['why did score_churn_hourly get so expensive?', 'score_churn_hourly'],
    ['marai santos', 'Maria Santos'],
    ['bi1', 'BI-1'],
    ['المبيعات', 'تقرير المبيعات اليومي'],
    ['🔥🔥🔥', '🔥🔥🔥'],
    ['very long name', ENTITIES.find(({ id }) => id === '5')!.name],
  ])('finds for "%s"', async (typed, name) => {
    expect((await first(typed))?.name).toBe(name);
  });

  it('finds nearly every job after one typing error', async () => {
    const random = createRandom('typos');
    const jobs = manyJobs();
    let found = 0;
    for (const job of jobs) {
      const at = random.int(1, job.name.length - 2);
      const typed = `${job.name.slice(0, at)}${job.name[at + 1]}${job.name[at]}${job.name.slice(at + 2)}`;
      if ((await first(typed))?.id === job.id) found += 1;
    }
    expect(found / jobs.length).toBeGreaterThan(0.95);
  });

  it('puts whole names and ids first and says so', async () => {
    expect(await first('job:1')).toMatchObject({ id: '1', isExact: true });
    expect(await first('1003')).toMatchObject({ id: '1003', isExact: true });
    expect(await first(HOSTILE)).toMatchObject({ id: '2', isExact: true, name: HOSTILE });
    expect(await first('nigthly ledgr')).toMatchObject({ isExact: false });
    expect((await first('nigthly ledgr'))!.similarity).toBeGreaterThan(0.4);
  });

  it('keeps to the types asked for', async () => {
    expect(await first('maria santos', ['user'])).toMatchObject({ type: 'user', id: 'u1' });
    expect(await first('finance', ['department'])).toMatchObject({ type: 'department' });
    expect(await searchEntities(index, 'finance', { types: ['cluster'] })).toEqual([]);
  });

  it('finds by the words around a name', async () => {
    const hits = await searchEntities(index, 'maria.santos@example.com', { types: ['job'], k: 1 });
    expect(hits[0]?.id).toBe('1');
  });

  it('has nothing for nothing', async () => {
    for (const text of ['', '   ', '???', 'NEAR( "', '٪'])
      expect(await searchEntities(index, text)).toEqual([]);
  });

  it('takes any text and answers at most k, best first', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 400 }), fc.nat(12), async (text, k) => {
        const hits = await searchEntities(index, text, { k });
        expect(hits.length).toBeLessThanOrEqual(k);
        const order = hits.map((hit) => (hit.isExact ? 1 : 0) + hit.score);
        expect(order).toEqual([...order].sort((a, b) => b - a));
      }),
    );
  });

  it('has the same bytes whatever the order of the names', async () => {
    const other = path.join(dir, 'again');
    const manifest = await buildEntityIndex({ entities: [...ENTITIES].reverse(), buildDir: other });
    const names = readdirSync(other).sort();
    expect(names).toEqual(
      readdirSync(dir)
        .filter((name) => name !== 'again')
        .sort(),
    );
    for (const name of names) {
      expect(readFileSync(path.join(other, name)).equals(readFileSync(path.join(dir, name)))).toBe(true);
    }
    expect(manifest.sourceSha256).toBe(hashEntities(ENTITIES));
  });

  it('is refused when the names changed, and built again when asked to', async () => {
    const changed = [...ENTITIES, entity('job', 'new', 'Brand new job')];
    const copy = path.join(dir, 'copy');
    await buildEntityIndex({ entities: ENTITIES, buildDir: copy });
    expect(() => openEntityIndex(copy, hashEntities(changed))).toThrow('built from other content');
    const rebuilt = await ensureEntityIndex({ entities: changed, buildDir: copy });
    expect((await searchEntities(rebuilt, 'brand new'))[0]?.id).toBe('new');
    rebuilt.close();
  });

  it('is built again when a file is damaged', async () => {
    const copy = path.join(dir, 'damaged');
    const { files } = await buildEntityIndex({ entities: ENTITIES, buildDir: copy });
    writeFileSync(path.join(copy, files.vectors.name), 'garbage');
    expect(() => openEntityIndex(copy)).toThrow('damaged');
    const rebuilt = await ensureEntityIndex({ entities: ENTITIES, buildDir: copy });
    expect((await searchEntities(rebuilt, 'nightly ledger'))[0]?.id).toBe('1');
    rebuilt.close();
  });

  it.each([[[]], [[entity('job', '9', 'lonely job')]]])('works with %j', async (entities) => {
    const small = await ensureEntityIndex({ entities, buildDir: path.join(dir, `small-${entities.length}`) });
    expect((await searchEntities(small, 'lonly job')).length).toBe(entities.length);
    small.close();
  });

  it('takes ids that a foreign database keeps as numbers', async () => {
    const numbered = { type: 'job', id: 42, name: 42, extra: '' } as unknown as SearchableEntity;
    const built = await ensureEntityIndex({ entities: [numbered], buildDir: path.join(dir, 'numbered') });
    expect((await searchEntities(built, '42'))[0]).toMatchObject({ id: '42', isExact: true });
    built.close();
  });

  it('keeps one of two entities with the same type and id', async () => {
    const twins = [entity('job', '1', 'b'), entity('job', '1', 'a'), entity('user', '1', 'c')];
    const built = await ensureEntityIndex({ entities: twins, buildDir: path.join(dir, 'twins') });
    expect(built.entities.map(({ name }) => name)).toEqual(['a', 'c']);
    built.close();
  });
});
