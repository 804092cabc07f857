// npm run new:report <id>: the files of a new report, ready to run, with a marker on everything that is still to be said.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectPath } from '#src/config/paths.ts';
import { messageFor, UserError } from '#src/lib/errors.ts';

const TEMPLATES = fileURLToPath(new URL('./report_template/', import.meta.url));
const REGISTRY = 'src/reports/registry.ts';
/** Longer names would not fit on the lines they are written to, nor on a button. */
const MAX_ID = 35;
const LINE_WIDTH = 110;

/** Template -> where it goes. */
function filesOf(id: string): ReadonlyArray<readonly [template: string, file: string]> {
  return [
    ['report.sql', `sql/reports/${id}.sql`],
    ['report.ts.txt', `src/reports/catalog/${id}.ts`],
    ['chart.vl.json', `src/reports/catalog/${id}.vl.json`],
    ['page.md', `corpus/reports/${id}.md`],
    ['test.ts.txt', `test/reports/catalog/${id}.test.ts`],
  ];
}

/** Returns the files written, relative to `root`. Throws UserError 'bad_report_id' or 'report_exists' before anything is written. */
export function newReport(id: string, root: string = projectPath('')): readonly string[] {
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(id) || id.length > MAX_ID) throw badId(id);
  const files = filesOf(id).map(([template, file]) => ({ template, file, target: path.join(root, file) }));
  const known = files.find(({ target }) => existsSync(target));
  const registryFile = path.join(root, REGISTRY);
  const registry = readFileSync(registryFile, 'utf8');
  if (known || registry.includes(`'./catalog/${id}.ts'`)) throw alreadyThere(id, known?.file ?? REGISTRY);
  const registered = withReport(registry, id);
  for (const { template, target } of files) {
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, named(readFileSync(TEMPLATES + template, 'utf8'), id));
  }
  writeFileSync(registryFile, registered);
  return [...files.map(({ file }) => file), REGISTRY];
}

function named(template: string, id: string): string {
  const camel = camelCase(id);
  return template
    .replaceAll('new_report_id', id)
    .replaceAll('newReportId', camel)
    .replaceAll('NewReportId', camel[0]!.toUpperCase() + camel.slice(1))
    .replaceAll('New report id', titleOf(id))
    .replaceAll('new report id', id.replaceAll('_', ' '));
}

/** The registry with one import more, in the order of the file names, and one entry more at the end of the list. */
function withReport(registry: string, id: string): string {
  const imports = registry.match(/^import .* from '\.\/catalog\/.*';$/gm) ?? [];
  const list = /(export const REPORTS: readonly AnyReport\[\] = )\[([^\]]*)\]/.exec(registry);
  if (imports.length === 0 || !list)
    throw new Error(`${REGISTRY} no longer has the form this command extends.`);
  const own = `import { ${camelCase(id)} } from './catalog/${id}.ts';`;
  const sorted = [...imports, own].sort((a, b) => (fileIn(a) < fileIn(b) ? -1 : 1));
  const names = [...list[2]!.split(',').map((name) => name.trim()), camelCase(id)].filter(Boolean);
  return registry
    .replace(imports.join('\n'), () => sorted.join('\n'))
    .replace(list[0], () => list[1]! + arrayOf(names, list[1]!.length));
}

function fileIn(importLine: string): string {
  return importLine.slice(importLine.indexOf("'"));
}

function arrayOf(names: readonly string[], indent: number): string {
  const oneLine = `[${names.join(', ')}]`;
  return indent + oneLine.length < LINE_WIDTH
    ? oneLine
    : `[\n${names.map((name) => `  ${name},\n`).join('')}]`;
}

function camelCase(id: string): string {
  return id.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function titleOf(id: string): string {
  const words = id.replaceAll('_', ' ');
  return words[0]!.toUpperCase() + words.slice(1);
}

function badId(id: string): UserError {
  return new UserError({
    code: 'bad_report_id',
    message: `"${id.slice(0, 60)}" cannot be the id of a report.`,
    next: `An id is snake_case, begins with a letter and has at most ${MAX_ID} characters: npm run new:report failed_run_cost`,
  });
}

function alreadyThere(id: string, file: string): UserError {
  return new UserError({
    code: 'report_exists',
    message: `There is a report "${id}" already (${file}).`,
    kept: 'Nothing was written.',
    next: 'Choose another id.',
  });
}

function main(id = ''): void {
  const files = newReport(id);
  console.log(`Written:\n${files.map((file) => `  ${file}`).join('\n')}\n`);
  console.log(`It runs already:   npm run -s copilot -- report ${id} --format table`);
  console.log(`What is left to do: npx vitest run --config test/vitest.config.ts test/reports/catalog/${id}`);
  console.log('README.md and .env.example: node --import tsx src/cli/write_readme_tables.ts');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    main(process.argv[2]);
  } catch (error) {
    console.error(messageFor(error, 'terminal'));
    if (!(error instanceof UserError)) console.error(error);
    process.exitCode = error instanceof UserError ? 2 : 70;
  }
}
