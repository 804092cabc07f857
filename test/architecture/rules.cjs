// The architecture in two tables, checked by dependency-cruiser in "npm run check" and tried on planted violations by rules.test.ts.
// MAY: folder of src/ (or blocks) -> folders it may import besides itself and lib.  OWNERS: library -> the only places that may import it.

const NUMBERS = ['forecasting', 'clustering', 'prediction', 'causal'];
const PURE = [...NUMBERS, 'automl'];
const CORE = ['store', 'reports', 'graph', 'embeddings', 'docs', 'copilot', ...PURE];
const DEEDS = ['recommendations', 'nl_to_sql', 'ml_ops', 'agents', 'alerts'];

const MAY = {
  lib: [],
  config: [],
  ...Object.fromEntries(NUMBERS.map((folder) => [folder, []])),
  automl: ['forecasting', 'clustering', 'prediction'],
  store: [],
  reports: ['store', ...PURE],
  graph: ['store'],
  embeddings: ['store'],
  docs: ['store', 'embeddings'],
  copilot: CORE,
  recommendations: CORE,
  nl_to_sql: CORE,
  ml_ops: CORE,
  agents: [...CORE, 'recommendations', 'nl_to_sql', 'ml_ops'],
  alerts: [...CORE, 'recommendations', 'ml_ops'],
  scheduler: [...CORE, ...DEEDS, 'blocks'],
  slack: [...CORE, ...DEEDS, 'blocks'],
  cli: [...CORE, ...DEEDS, 'scheduler', 'blocks', 'config'],
  playground: [],
};

const OWNERS = {
  'better-sqlite3': ['src/store'],
  graphology: ['src/graph'],
  'graphology-types': ['src/graph'],
  'hnswlib-node': ['src/embeddings'],
  'ml-matrix': ['src/embeddings'],
  stemmer: ['src/embeddings'],
  'fastest-levenshtein': ['src/lib', 'src/embeddings'],
  'vega|vega-lite|sharp|fontkit|@expo-google-fonts/inter': ['src/reports/charts'],
  openai: ['src/copilot/llm', 'src/embeddings'],
  '@slack/(bolt|web-api|socket-mode)': ['src/slack'],
  '@slack/types': ['src/slack', 'blocks'],
  'node-cron|croner': ['src/scheduler'],
  'ws|esbuild': ['src/playground'],
  pino: ['src/lib'],
  yaml: ['src/cli', 'src/docs'],
  'gray-matter': ['src/docs'],
};

/** The files directly in src put the parts together, so they may know all of them. */
const ROOT = '^src/[a-z_]+\\.ts$';
const DEMO = '^src/cli/demo\\.ts$';

const at = (folder) => (folder === 'blocks' ? '^blocks/' : `^src/${folder}/`);

const lanes = Object.entries(MAY).map(([folder, may]) => ({
  name: `lane-${folder}`,
  severity: 'error',
  comment: `${folder} may import only: ${[folder, 'lib', ...may].join(', ')}`,
  from: { path: at(folder), pathNot: [DEMO] },
  to: { path: '^(src|blocks)/', pathNot: [folder, ...(folder === 'lib' ? [] : ['lib']), ...may].map(at) },
}));

const owners = Object.entries(OWNERS).map(([library, places]) => ({
  name: `owner-of-${library.split(/[|(]/)[0]}`,
  severity: 'error',
  comment: `${library} is imported only under ${places.join(', ')}`,
  from: { path: '^(src|blocks)/', pathNot: places.map((place) => `^${place}/`) },
  to: { path: `(^|node_modules/)(${library})(/|$)` },
}));

module.exports = {
  forbidden: [
    ...lanes,
    ...owners,
    {
      name: 'folder-without-a-lane',
      severity: 'error',
      comment:
        'a new folder of src says in MAY what it may import; files at the top are the composition root',
      from: {
        path: '^src/',
        pathNot: [ROOT, ...Object.keys(MAY).map(at)],
      },
      to: {},
    },
    {
      name: 'blocks-are-pure',
      severity: 'error',
      comment: 'views take plain data and functions as parameters; only types come from outside',
      from: { path: '^blocks/' },
      to: { pathNot: '^blocks/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'surfaces-are-not-imported',
      severity: 'error',
      comment: 'nothing builds on a surface; the composition root and the demo start them',
      from: { path: '^(src|blocks)/', pathNot: ['^src/(slack|playground)/', ROOT, DEMO] },
      to: { path: '^src/(slack|playground)/' },
    },
    {
      name: 'cli-is-slack-free',
      severity: 'error',
      comment: 'the terminal proves that the core needs no Slack',
      from: { path: '^src/cli/', pathNot: DEMO },
      to: { path: ['^src/slack/', ROOT, '@slack/(bolt|web-api|socket-mode)'] },
    },
    {
      name: 'settings-at-the-edge',
      severity: 'error',
      comment: 'parts get their settings as parameters',
      from: { path: '^(src|blocks)/', pathNot: ['^src/(config|cli)/', ROOT] },
      to: { path: '^src/config/' },
    },
    {
      name: 'root-is-not-imported',
      severity: 'error',
      from: { path: '^(src|blocks)/', pathNot: [ROOT, DEMO] },
      to: { path: ROOT },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'of values; two files may name each other’s types',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-tests-in-src', severity: 'error', from: { path: '^(src|blocks)/' }, to: { path: '^test/' } },
    {
      name: 'pure-modules-do-nothing-outside',
      severity: 'error',
      comment: 'numbers in, numbers out: no files, processes or network',
      from: { path: `^src/(${PURE.join('|')})/` },
      to: { path: '^(node:)?(fs|child_process|http|https|net|os|worker_threads)(/|$)' },
    },
    {
      name: 'no-undeclared-package',
      severity: 'error',
      from: { path: '^(src|blocks)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-development-package',
      severity: 'error',
      comment: 'what runs must be installed without development packages; build_advances is a tool of ours',
      from: { path: '^(src|blocks)/', pathNot: '^src/reports/charts/build_advances\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: { path: '^(src|blocks)/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/playground/ui/(?!.*\\.ts$)' },
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
