// The repository keeps its own conventions: names, sizes, one clock, no machine of anybody's.
import os from 'node:os';
import { describe, expect, it } from 'vitest';
import { readmeTables, withTables } from '#src/cli/write_readme_tables.ts';
import { envExample } from '#src/config/env_example.ts';
import { projectPath } from '#src/config/paths.ts';
import { linesMatching, textFiles, textOf, trackedFiles } from './tracked_files.ts';

const code = () => trackedFiles().filter((file) => /^(src|blocks)\/.*\.(ts|mjs)$/.test(file));
const MAX_LINES = 250;

describe('names and sizes', () => {
  it('has nothing at the top that does not belong there', () => {
    const top = [...new Set(trackedFiles().map((file) => file.split('/')[0]!))];
    const folders = ['.ci', 'blocks', 'corpus', 'data', 'sql', 'src', 'test'];
    const files = ['CONTRIBUTING.md', 'LICENSE', 'README.md', 'biome.json', 'manifest.yml'];
    const packages = ['package-lock.json', 'package.json', 'tsconfig.json'];
    const dotfiles = ['.env.example', '.gitattributes', '.gitignore', '.npmrc'];
    const known = new Set([...folders, ...files, ...packages, ...dotfiles]);
    expect(top.filter((name) => !known.has(name))).toEqual([]);
  });

  it('is snake_case throughout', () => {
    // Chips are named lane.what, corpus folders may begin with a number; a type, a language or a theme may follow a dot.
    const part = /^[a-z0-9]+(_[a-z0-9]+)*(\.[a-z0-9]+(_[a-z0-9]+)*)*$/;
    const own = trackedFiles().filter((file) => file.includes('/') && !file.startsWith('.ci/'));
    // Decisions are numbered NNNN-title, as those who write them do everywhere.
    const odd = own.filter((file) =>
      file.split('/').some((name) => !part.test(name) && !/^\d{4}-[a-z0-9-]+\.md$/.test(name)),
    );
    expect(odd).toEqual([]);
  });

  it(`keeps every file of src and blocks within ${MAX_LINES} lines`, () => {
    const files = trackedFiles().filter((file) => /^(src|blocks)\/.*\.(ts|mjs|css|html|md)$/.test(file));
    const long = files
      .map((file) => ({ file, lines: textOf(file).trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > MAX_LINES);
    expect(long).toEqual([]);
  });

  it('opens every file of code with what it is for', () => {
    const silent = code().filter((file) => !/^(#!.*\n)?(\/\/ \S|\/\*\*\s)/.test(textOf(file)));
    expect(silent).toEqual([]);
  });

  it('exports by name only and re-exports nothing', () => {
    expect(linesMatching(code(), /^export default|^export \* from|^export \{[^}]*\} from/)).toEqual([]);
  });
});

describe('determinism', () => {
  it('asks for the time, for chance and for a locale in the library alone', () => {
    // The demo moves a clock of its own, the playground is a host with one; the settings check the name of a zone.
    const allowed = /^src\/(lib\/|playground\/|cli\/demo\.ts$|config\/env\.ts$)/;
    const files = code().filter((file) => !allowed.test(file));
    const pattern =
      /Date\.now\(|new Date\(\)|performance\.now\(|Math\.random\(|randomUUID\(|randomBytes\(|\.toLocale\w*\(|localeCompare\(|\bIntl\./;
    expect(linesMatching(files, pattern)).toEqual([]);
  });

  it('keeps the library to one file per source of chance and time', () => {
    const files = code().filter((file) => file.startsWith('src/lib/'));
    const found = linesMatching(files, /Date\.now\(|new Date\(\)|performance\.now\(|Math\.random\(|\bIntl\./);
    expect(found.map((line) => line.split(':')[0])).toEqual(['src/lib/dates.ts']);
  });
});

describe('the core', () => {
  it('knows no channel, no thread and no block', () => {
    const core = code().filter(
      (file) =>
        /^src\/(lib|store|reports|graph|embeddings|docs|copilot)\//.test(file) &&
        !file.startsWith('src/store/state/'),
    );
    expect(linesMatching(core, /thread_ts|channel_?id|KnownBlock|block_id|@slack\//i)).toEqual([]);
  });
});

describe('what is published', () => {
  it('names no machine, no home folder and no package registry', () => {
    const root = projectPath('').replace(/\/$/, '');
    const here = [root, os.homedir(), os.tmpdir()].filter((folder) => folder.split('/').length > 2);
    const registries = ['registry', 'artifactory', 'nexus', 'verdaccio'].join('|');
    const patterns = [
      ...here.map((folder) => new RegExp(`${folder.replace(/[.*+?^${'$'}{}()|[\]\\]/g, '\\$&')}(?![\\w-])`)),
      new RegExp(`https?://[\\w.-]*(${registries})[\\w.-]*`, 'i'),
      /(?<![\w.])\/(home|Users)\/\w+\//,
      /^\s*"resolved": "http/,
    ];
    const hits = patterns.flatMap((pattern) => linesMatching(textFiles(), pattern));
    expect(hits).toEqual([]);
  });

  it('holds no token that could be one', () => {
    expect(linesMatching(textFiles(), /xox[bp]-\d{10,}-\d{10,}-\w{20,}|xapp-1-\w+-\d{10,}-\w{40,}/)).toEqual(
      [],
    );
  });

  it('describes every setting in .env.example as the code does', () => {
    expect(textOf('.env.example')).toBe(envExample());
  });

  it('has the tables of the README as the code makes them', () => {
    const readme = textOf('README.md');
    expect(withTables(readme)).toBe(readme);
    expect(readmeTables().settings.split('\n').length).toBeGreaterThan(15);
  });
});
