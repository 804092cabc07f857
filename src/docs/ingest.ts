// Reads the bundled pages from corpus/: front matter checked field by field, a broken page named, the whole hashed.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import matter from 'gray-matter';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { isIsoDay } from '#src/lib/dates.ts';
import { UserError } from '#src/lib/errors.ts';
import { hashOf, sha256 } from '#src/lib/hash.ts';
import { compareText } from '#src/lib/text.ts';
import { type GlossaryTerm, parseGlossaryPage } from './glossary.ts';

/** Folders of corpus/ whose pages are found and cited; a further kind of page needs its front matter and a word here. */
const PAGE_FOLDERS = ['docs'];
const GLOSSARY_FOLDER = 'glossary';

const topic = z.enum([
  'audit',
  'autoscaling',
  'billing',
  'budgets',
  'compute',
  'cost',
  'failures',
  'governance',
  'jobs',
  'memory',
  'monitoring',
  'performance',
  'photon',
  'pipelines',
  'policies',
  'pools',
  'queries',
  'reliability',
  'retries',
  'serverless',
  'spark',
  'spot',
  'storage',
  'system_tables',
  'tags',
  'warehouses',
]);
export type Topic = z.infer<typeof topic>;

const pageFrontMatter = z.strictObject({
  title: z.string().min(1),
  url: z.url({ protocol: /^https$/ }),
  /** The day on which the facts were last compared with the page behind the URL. */
  checked: z.string().refine(isIsoDay, 'must be a day such as 2026-11-22'),
  topics: z.array(topic).min(1),
  /** confirmed: address and title were seen on the live page. cited: known from other people's links only. */
  confidence: z.enum(['confirmed', 'cited']),
});

const glossaryFrontMatter = z.strictObject({ title: z.string().min(1) });

export interface Page extends z.infer<typeof pageFrontMatter> {
  /** File name without its ending. */
  readonly slug: string;
  readonly body: string;
}

export interface Corpus {
  /** In the order of their slugs. */
  readonly pages: readonly Page[];
  readonly glossary: readonly GlossaryTerm[];
  readonly sha256: string;
}

interface SourceFile {
  /** Path below corpus/, with forward slashes. */
  readonly name: string;
  readonly text: string;
}

export function readCorpus(corpusDir: string): Corpus {
  const pageFiles = PAGE_FOLDERS.flatMap((folder) => readFolder(corpusDir, folder));
  const glossaryFiles = readFolder(corpusDir, GLOSSARY_FOLDER);
  const pages = pageFiles.map(parsePage).sort((a, b) => compareText(a.slug, b.slug));
  refuseEqualSlugs(pages);
  const glossary = glossaryFiles.flatMap(parseGlossaryFile);
  return { pages, glossary, sha256: hashFiles([...pageFiles, ...glossaryFiles]) };
}

/** The hash of `readCorpus` without parsing: what tells whether an index is stale. */
export function hashCorpus(corpusDir: string): string {
  return hashFiles([...PAGE_FOLDERS, GLOSSARY_FOLDER].flatMap((folder) => readFolder(corpusDir, folder)));
}

function hashFiles(files: readonly SourceFile[]): string {
  return hashOf(files.map(({ name, text }) => [name, sha256(text)]));
}

function readFolder(corpusDir: string, folder: string): SourceFile[] {
  const root = path.join(corpusDir, folder);
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !path.basename(name).startsWith('.'))
    .map((name) => ({
      name: `${folder}/${name.replaceAll(path.sep, '/')}`,
      text: normalizeText(readFileSync(path.join(root, name), 'utf8')),
    }))
    .sort((a, b) => compareText(a.name, b.name));
}

/** A checkout with Windows line ends has the same hash. */
function normalizeText(text: string): string {
  return text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
}

function parsePage(file: SourceFile): Page {
  const { data, body } = splitFrontMatter(file, pageFrontMatter);
  if (body === '') throw brokenPage(file, 'it has no text below the front matter');
  return { ...data, slug: path.posix.basename(file.name, '.md'), body };
}

function parseGlossaryFile(file: SourceFile): GlossaryTerm[] {
  const { body } = splitFrontMatter(file, glossaryFrontMatter);
  try {
    return parseGlossaryPage(body);
  } catch (error) {
    throw brokenPage(file, (error as Error).message, error);
  }
}

function splitFrontMatter<T>(file: SourceFile, schema: z.ZodType<T>): { data: T; body: string } {
  // checked here because the library runs code in a block opened with '---js'
  if (!file.text.startsWith('---\n'))
    throw brokenPage(file, 'it does not begin with front matter between "---" lines');
  let parts: { data: unknown; content: string };
  try {
    parts = matter(file.text, { engines: { yaml: { parse: parseYamlObject } } });
  } catch (error) {
    throw brokenPage(file, `its front matter is not YAML: ${firstLine(error)}`, error);
  }
  const parsed = schema.safeParse(parts.data);
  if (!parsed.success) throw brokenPage(file, describeIssues(parsed.error));
  return { data: parsed.data, body: parts.content.trim() };
}

/** The YAML 1.2 reader keeps days as text; the library's own turns them into local times. */
function parseYamlObject(text: string): object {
  return parseYaml(text) ?? {};
}

function firstLine(error: unknown): string {
  return (error as Error).message.split('\n')[0]!;
}

function describeIssues(error: z.ZodError): string {
  return error.issues
    .map((issue) => `${issue.path.join('.') || 'front matter'}: ${issue.message}`)
    .join('; ');
}

function refuseEqualSlugs(pages: readonly Page[]): void {
  const twice = pages.find((page, i) => page.slug === pages[i - 1]?.slug);
  if (twice) {
    throw new UserError({
      code: 'broken_page',
      message: `Two pages of the corpus are called "${twice.slug}.md".`,
    });
  }
}

function brokenPage(file: SourceFile, what: string, cause?: unknown): UserError {
  return new UserError(
    {
      code: 'broken_page',
      message: `The page corpus/${file.name} cannot be used: ${what}.`,
      kept: 'The documentation index was left as it was.',
      next: 'Correct the page and run "npm run docs".',
    },
    { cause },
  );
}
