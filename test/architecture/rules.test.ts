// The architecture rules themselves: silent on a sound tree, and each of them speaks when it is broken.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { projectPath } from '#src/config/paths.ts';

type Files = Readonly<Record<string, string>>;

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** What dependency-cruiser says about a small tree of files: 'rule: from', sorted. */
function violations(files: Files): string[] {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'architecture-'));
  folders.push(folder);
  symlinkSync(projectPath('node_modules'), path.join(folder, 'node_modules'));
  for (const name of ['package.json', 'tsconfig.json'])
    symlinkSync(projectPath(name), path.join(folder, name));
  for (const [name, text] of Object.entries({ ...SOUND, ...files })) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), `${text}\n`);
  }
  const bin = projectPath('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const config = projectPath('test/architecture/rules.cjs');
  const text = execFileSync(
    process.execPath,
    [bin, '--config', config, '--output-type', 'json', 'src', 'blocks'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 1e8 },
  );
  const { summary } = JSON.parse(text) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  return summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`).sort();
}

const value = (name: string) => `export const ${name} = 1;`;
const use = (from: string, name = 'x') => `import { ${name} } from '${from}';\nexport const y = ${name};`;

/** One file per folder, each importing only what it may. */
const SOUND: Files = {
  'src/lib/x.ts': value('x'),
  'src/config/x.ts': use('#src/lib/x.ts').replace('y', 'x2 = x;\nexport const x3'),
  'src/store/x.ts': "import Database from 'better-sqlite3';\nexport const x = Database;",
  'src/reports/x.ts': `${use('#src/store/x.ts')}`,
  'src/graph/x.ts': use('#src/store/x.ts'),
  'src/embeddings/x.ts': use('stemmer', 'stemmer'),
  'src/docs/x.ts': use('#src/embeddings/x.ts', 'y'),
  'src/copilot/x.ts': `${use('#src/docs/x.ts', 'y as z')}`.replace('= y as z', '= z'),
  'src/slack/x.ts':
    "import type { App } from '@slack/bolt';\nimport { x } from '#blocks/x.ts';\nexport const y: App | number = x;",
  'src/playground/x.ts': "import { WebSocket } from 'ws';\nexport const x = WebSocket;",
  'src/cli/x.ts': use('#src/config/x.ts', 'x3'),
  'src/cli/demo.ts':
    "import { x } from '#src/playground/x.ts';\nimport { y } from '#src/compose.ts';\nexport const z = [x, y];",
  'src/compose.ts': use('#src/slack/x.ts', 'y as w').replace('= y as w', '= w'),
  'blocks/x.ts':
    "import type { y } from '#src/reports/x.ts';\nexport const x: number = 1;\nexport type Y = typeof y;",
};

/** [rule, the file that breaks it, its text, further files it needs]. */
const PLANTED: readonly (readonly [string, string, string, Files?])[] = [
  ['lane-lib', 'src/lib/bad.ts', use('#src/config/x.ts', 'x2')],
  ['lane-store', 'src/store/bad.ts', use('#src/reports/x.ts', 'y')],
  ['lane-reports', 'src/reports/bad.ts', use('#src/copilot/x.ts', 'y')],
  ['lane-graph', 'src/graph/bad.ts', use('#src/reports/x.ts', 'y')],
  ['lane-embeddings', 'src/embeddings/bad.ts', use('#src/docs/x.ts', 'y')],
  ['lane-docs', 'src/docs/bad.ts', use('#src/graph/x.ts', 'y')],
  ['lane-copilot', 'src/copilot/bad.ts', use('#blocks/x.ts')],
  ['lane-forecasting', 'src/forecasting/bad.ts', use('#src/store/x.ts')],
  ['lane-playground', 'src/playground/bad.ts', use('#src/reports/x.ts', 'y')],
  ['settings-at-the-edge', 'src/slack/bad.ts', use('#src/config/x.ts', 'x2')],
  ['folder-without-a-lane', 'src/novelty/bad.ts', use('#src/lib/x.ts')],
  ['blocks-are-pure', 'blocks/bad.ts', use('#src/lib/x.ts')],
  ['surfaces-are-not-imported', 'src/scheduler/bad.ts', use('#src/slack/x.ts', 'y')],
  ['surfaces-are-not-imported', 'src/cli/bad.ts', use('#src/playground/x.ts')],
  ['cli-is-slack-free', 'src/cli/worse.ts', use('#src/compose.ts', 'y')],
  ['root-is-not-imported', 'src/copilot/worse.ts', use('#src/compose.ts', 'y')],
  ['no-tests-in-src', 'src/lib/worse.ts', use('#test/x.ts'), { 'test/x.ts': value('x') }],
  [
    'no-cycles',
    'src/docs/back.ts',
    use('./there.ts'),
    { 'src/docs/there.ts': "import { y } from './back.ts';\nexport const x = y;" },
  ],
  ['pure-modules-do-nothing-outside', 'src/clustering/bad.ts', use('node:fs', 'readFileSync')],
  ['everything-resolves', 'src/graph/worse.ts', use('./missing.ts')],
  ['no-undeclared-package', 'src/store/worse.ts', use('vite', 'build')],
  ['no-development-package', 'src/reports/worse.ts', use('fast-check', 'assert')],
];

const FOREIGN: Readonly<Record<string, string>> = {
  'better-sqlite3': 'src/reports',
  graphology: 'src/copilot',
  'hnswlib-node': 'src/docs',
  'ml-matrix': 'src/store',
  stemmer: 'src/docs',
  'fastest-levenshtein': 'src/reports',
  vega: 'src/slack',
  sharp: 'src/reports',
  openai: 'src/copilot',
  '@slack/bolt': 'src/copilot',
  'node-cron': 'src/slack',
  croner: 'src/lib',
  ws: 'src/slack',
  esbuild: 'src/lib',
  pino: 'src/slack',
  yaml: 'src/config',
  'gray-matter': 'src/reports',
};

const foreignFile = (library: string) => `${FOREIGN[library]}/of_${library.replace(/\W+/g, '_')}.ts`;

describe('the rules', () => {
  it('say nothing about a sound tree', () => {
    expect(violations({})).toEqual([]);
  });

  it('all speak when they are broken', () => {
    const planted = PLANTED.map(([, file, text, more]) => ({ [file]: text, ...more }));
    const found = violations(Object.assign({}, ...planted) as Files);
    expect(found).toEqual(expect.arrayContaining(PLANTED.map(([rule, file]) => `${rule}: ${file}`)));
    const files = new Set(planted.flatMap((item) => Object.keys(item)));
    expect(found.filter((text) => !files.has(text.split(': ')[1]!))).toEqual([]);
  });

  it('give every library one owner', () => {
    const files = Object.fromEntries(
      Object.keys(FOREIGN).map((library) => [
        foreignFile(library),
        `import * as x from '${library}';\nexport const y = x;`,
      ]),
    );
    const found = violations(files).filter((text) => text.startsWith('owner-of-'));
    expect(found.map((text) => text.split(': ')[1])).toEqual(
      expect.arrayContaining(Object.keys(FOREIGN).map(foreignFile)),
    );
    expect(found).toHaveLength(Object.keys(FOREIGN).length);
  });
});
