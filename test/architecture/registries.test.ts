// What is listed exists with all its parts, and nothing lies about that is not listed.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectPath } from '#src/config/paths.ts';
import { CHIPS, LANES } from '#src/copilot/selection/chips.ts';
import { allQueries, docsQueryOf } from '#src/copilot/selection/docs_queries.ts';
import { subjectFor } from '#src/copilot/subjects.ts';
import { resolveParams } from '#src/reports/params.ts';
import { REPORTS } from '#src/reports/registry.ts';
import { DEFAULT_SETTINGS } from '#src/reports/report.ts';
import { runReport, sqlParams } from '#src/reports/run_report.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';
import { textOf, trackedFiles } from './tracked_files.ts';

const ids = REPORTS.map((report) => report.id).sort();

/** Names in a folder with this ending, without it. */
function stems(folder: string, ending: string): string[] {
  return readdirSync(projectPath(folder))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();
}

describe('reports', () => {
  it.each([
    ['its SQL', 'sql/reports', '.sql'],
    ['its chart', 'src/reports/catalog', '.vl.json'],
    ['its descriptor', 'src/reports/catalog', '.ts'],
    ['its page', 'corpus/reports', '.md'],
    ['its golden rows', 'test/golden/reports', '.json'],
  ])('have each %s, and no orphan is left', (_what, folder, ending) => {
    expect(stems(folder, ending)).toEqual(ids);
  });

  it('have distinct ids and titles, a question and columns with descriptions', () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(REPORTS.map((report) => report.title)).size).toBe(ids.length);
    for (const report of REPORTS) {
      expect(report.question).toMatch(/\?$/);
      expect(report.columns.filter((column) => column.description.length < 5)).toEqual([]);
    }
  });

  it('bind only known parameters, days always', () => {
    const params = { from: '2026-10-01', to: '2026-10-31', workspace: null, department: null, tag: null };
    const window = { asOf: '2026-10-31', days: 31, previousFrom: '2026-08-31', previousTo: '2026-09-30' };
    const known = Object.keys(
      sqlParams({ ...params, job: null, limit: null }, { ...window, hasPrevious: true }),
    );
    for (const id of ids) {
      const bound = boundIn(textOf(`sql/reports/${id}.sql`));
      expect(bound.filter((name) => !known.includes(name))).toEqual([]);
      expect(bound).toEqual(expect.arrayContaining(['from', 'to', 'workspace', 'department', 'tag', 'job']));
    }
  });

  it.each(REPORTS.map((report) => [report.id, report] as const))(
    '%s has rows with exactly its columns',
    async (_id, report) => {
      const source = openSqliteSource(sampleDatabaseFile());
      const result = await runReport(report, await resolveParams({}, source), source, DEFAULT_SETTINGS);
      await source.close();
      const names = report.columns.map((column) => column.name);
      expect(result.rows.length).toBeGreaterThan(0);
      for (const row of result.rows) expect(Object.keys(row)).toEqual(expectedOrder(row, names));
      expect(result.figures.length).toBeLessThanOrEqual(4);
      expect(result.finding.length).toBeGreaterThan(0);
    },
  );

  it.each(ids)('%s explains itself on its page: columns, and what is not in the figures', (id) => {
    const page = textOf(`corpus/reports/${id}.md`);
    const report = REPORTS.find((item) => item.id === id)!;
    expect(report.columns.map((column) => column.name).filter((name) => !page.includes(name))).toEqual([]);
    expect(page.length).toBeGreaterThan(400);
  });
});

/** A row may list its columns in any order; missing and surplus ones are the defect. */
function expectedOrder(row: object, names: readonly string[]): string[] {
  return Object.keys(row).sort().join() === [...names].sort().join() ? Object.keys(row) : [...names];
}

/** Named parameters of a statement, comments left out. */
function boundIn(sql: string): string[] {
  const text = sql.replace(/--.*$/gm, '');
  return [...new Set([...text.matchAll(/:([a-z_]+)/g)].map((match) => match[1]!))];
}

describe('chips', () => {
  it('are named lane.what and listed by lane', () => {
    expect(CHIPS.map((chip) => chip.lane)).toEqual(LANES.flatMap((lane) => laneOf(lane)));
    expect(new Set(CHIPS.map((chip) => chip.id)).size).toBe(CHIPS.length);
    for (const chip of CHIPS) expect(chip.id).toMatch(new RegExp(`^${chip.lane}\\.[a-z]+(_[a-z]+)*$`));
  });

  it('have a task each, and no task is left over', () => {
    const tasks = stems('src/copilot/prompt/templates', '.md').filter((name) => name !== 'system');
    expect(tasks).toEqual(CHIPS.map((chip) => chip.id).sort());
  });

  it.each(CHIPS.map((chip) => [chip.id, chip] as const))(
    '%s has a writer for every kind it names',
    (id, chip) => {
      const silent = chip.entityTypes.filter((type) => !subjectFor(`${type}:x`).narrators[id]);
      expect(silent).toEqual([]);
    },
  );

  it('are named by the writers of one kind only where they name it', () => {
    const types = [...new Set(CHIPS.flatMap((chip) => chip.entityTypes))];
    const surplus = types.flatMap((type) =>
      Object.keys(subjectFor(`${type}:x`).narrators)
        .filter((id) => !CHIPS.find((chip) => chip.id === id)?.entityTypes.includes(type))
        .map((id) => `${type}: ${id}`),
    );
    expect(surplus).toEqual([]);
  });

  it('have words for the documents for every kind of entity they apply to', () => {
    const without = CHIPS.filter((chip) => chip.docsQueries !== null).flatMap((chip) =>
      chip.entityTypes
        .filter((type) => docsQueryOf(chip, `${type}:x`) === null)
        .map((type) => `${chip.id} of a ${type}`),
    );
    expect(without).toEqual([]);
  });

  it('search the documents with fixed words', () => {
    const queries = allQueries(CHIPS);
    expect(queries.filter((query) => query.split(' ').length < 3 || /[{}$:]/.test(query))).toEqual([]);
  });
});

function laneOf(lane: string): string[] {
  return CHIPS.filter((chip) => chip.lane === lane).map((chip) => chip.lane);
}

describe('SQL files', () => {
  const files = trackedFiles().filter((file) => file.startsWith('sql/') && file.endsWith('.sql'));
  const code = trackedFiles()
    .filter((file) => /^src\/.*\.ts$/.test(file))
    .map(textOf)
    .join('\n');

  it('begin with what they are for', () => {
    const telling = files.filter((file) => !file.startsWith('sql/state/'));
    expect(telling.filter((file) => !textOf(file).startsWith('-- '))).toEqual([]);
  });

  it('are all used', () => {
    const unused = files.filter((file) => {
      const [, folder] = file.split('/');
      const name = path.basename(file, '.sql');
      if (folder === 'schema' || folder === 'reports') return false;
      return !code.includes(`'${folder}/${name}'`) && !new RegExp(`['"\`]${name}['"\`]`).test(code);
    });
    expect(unused).toEqual([]);
  });
});
