// What the lessons show is what the copilot prints, to the letter.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCopilot } from '#src/cli/run_copilot.ts';
import { projectPath } from '#src/config/paths.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';
import { lessonSheet } from './checks/facts_and_explanation.ts';
import { EXERCISES } from './exercises.ts';
import { isQuotedFrom, lessonPages, shownIn } from './lesson_pages.ts';

const pages = lessonPages();
const shown = pages.flatMap(shownIn);
const SETTINGS = ['USAGE_DB', 'STATE_DB', 'LLM_PROVIDER'] as const;

let folder: string;
const before = SETTINGS.map((name) => [name, process.env[name]] as const);
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'lessons_'));
  process.env['USAGE_DB'] = sampleDatabaseFile();
  process.env['STATE_DB'] = path.join(folder, 'state.db');
  process.env['LLM_PROVIDER'] = 'none';
});
afterAll(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  rmSync(folder, { recursive: true });
});

async function copilot(args: readonly string[]): Promise<string> {
  let out = '';
  const said: string[] = [];
  const code = await runCopilot(args, {
    out: (data) => {
      out += String(data);
    },
    err: (text) => void said.push(text),
  });
  expect(code, said.join('\n')).toBe(0);
  return out;
}

/** The answer given last, as a learner finds it in the log. */
async function lastAnswerId(): Promise<string> {
  const rows = (await copilot(['audit', 'export'])).trim().split('\n');
  return (JSON.parse(rows.at(-1)!) as { answer_id: string }).answer_id;
}

describe('what the lessons show', () => {
  it.each(
    shown.map((item) => [`${path.basename(path.dirname(item.page))}: ${item.args.join(' ')}`, item] as const),
  )('%s', async (_name, { args, lines }) => {
    const id = args.includes('<answer id>') ? await lastAnswerId() : '';
    const output = await copilot(args.map((word) => (word === '<answer id>' ? id : word)));
    if (!isQuotedFrom(lines, output)) expect(output).toBe(`${lines.join('\n')}\n`);
  });

  it('is found to be wrong when a letter, a line or an order is', () => {
    const output = 'one\ntwo\nthree\nfour\n';
    const good = [
      ['one', 'two', 'three', 'four'],
      ['one', '...'],
      ['...', 'two', 'three', '...'],
      ['one', '...', 'four'],
    ];
    const bad = [
      ['one'],
      ['one', 'two', '...', 'two', '...'],
      ['...', 'tw', '...'],
      ['...', 'three', 'two', '...'],
      [],
    ];
    expect(good.map((lines) => isQuotedFrom(lines, output))).toEqual(good.map(() => true));
    expect(bad.map((lines) => isQuotedFrom(lines, output))).toEqual(bad.map(() => false));
  });
});

describe('a lesson', () => {
  it('has a page, a command with its output, and an exercise', () => {
    expect(pages.map(({ file }) => path.basename(path.dirname(file)))).toEqual(
      EXERCISES.map(({ folder }) => folder),
    );
    expect(pages.filter((page) => shownIn(page).length === 0)).toEqual([]);
    for (const [i, { text }] of pages.entries())
      expect(text).toContain(`npm run -s lesson -- ${EXERCISES[i]!.number}\n`);
  });

  it.each(pages.map((page) => [page.file, page] as const))(
    '%s links to files that exist',
    (file, { text }) => {
      const links = [...text.matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1]!);
      expect(links.length).toBeGreaterThanOrEqual(4);
      const missing = links.filter((link) => !existsSync(projectPath(path.dirname(file), link)));
      expect(missing).toEqual([]);
    },
  );

  it.each(pages.map((page) => [page.file, page] as const))(
    '%s says the problem, the idea, the way, what was seen and where it fails, in a quarter of an hour',
    (_file, { text }) => {
      const headings = [...text.matchAll(/^## (.+)$/gm)].map((match) => match[1]);
      expect(headings).toEqual(HEADINGS);
      const words = text.match(/\S+/g)!.length;
      expect(words).toBeGreaterThan(700);
      expect(words).toBeLessThan(1800);
    },
  );

  it('04 lists the facts its exercise may use', () => {
    const page = pages.at(-1)!.text;
    const rows = lessonSheet().facts.map(
      ({ id, forms, label }) => `| \`{{${id}}}\` | ${forms[0]} | ${label} |`,
    );
    expect(rows.filter((row) => !page.includes(row))).toEqual([]);
  });
});

const HEADINGS = [
  'The problem',
  'The idea',
  'How the copilot does it',
  'What it saw, and why',
  'Where it fails',
  'Your turn',
];
