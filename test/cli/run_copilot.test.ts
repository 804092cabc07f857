// What every request at the terminal gives: output, complaints and exit code. The process around it is tried beside this file.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validateBlocks } from '#blocks/validate.ts';
import { runCopilot } from '#src/cli/run_copilot.ts';
import { projectPath } from '#src/config/paths.ts';
import { CHIPS } from '#src/copilot/selection/chips.ts';
import { hashOf } from '#src/lib/hash.ts';
import { REPORTS } from '#src/reports/registry.ts';
import { openDatabase } from '#src/store/sqlite/open_database.ts';
import { HOSTILE_NAME, NASTY } from '#test/fixtures/nasty_account.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';
import { writeUsageFile } from '#test/fixtures/usage_fixture.ts';

interface Finished {
  readonly code: number;
  readonly out: Buffer;
  readonly err: string;
}

async function copilot(args: readonly string[]): Promise<Finished> {
  const out: Buffer[] = [];
  const err: string[] = [];
  const io = {
    out: (data: string | Uint8Array) => out.push(Buffer.from(data)),
    err: (line: string) => err.push(line),
  };
  const code = await runCopilot(args, { out: (data) => void io.out(data), err: (line) => void io.err(line) });
  return { code, out: Buffer.concat(out), err: err.join('\n') };
}

async function copilotJson(args: readonly string[]): Promise<unknown> {
  const { code, out, err } = await copilot(args);
  if (code !== 0) throw new Error(`Exit ${code}: ${err}`);
  return JSON.parse(out.toString());
}

const SAMPLE = sampleDatabaseFile();
let folder: string;
let nasty: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'cli-'));
  nasty = path.join(folder, 'nasty.db');
  writeUsageFile(nasty, NASTY);
});
afterAll(() => rmSync(folder, { recursive: true }));

const report = (id: string, ...more: string[]) => copilot(['report', id, '--db', SAMPLE, ...more]);

interface ReportJson {
  readonly report: string;
  readonly version: number;
  readonly params: unknown;
  readonly asOf: string;
  readonly finding: string;
  readonly rows: readonly Record<string, unknown>[];
  readonly facts: readonly unknown[];
  readonly sql: { readonly text: string; readonly params: unknown };
  readonly hash: string;
}

describe('report', () => {
  it.each(REPORTS.map(({ id }) => id))(
    '%s: JSON and nothing else, with a hash anybody can recompute',
    async (id) => {
      const { code, out, err } = await report(id);
      expect([code, err]).toEqual([0, '']);
      const json = JSON.parse(out.toString()) as ReportJson;
      expect(Object.keys(json)).toEqual([
        'report',
        'version',
        'params',
        'asOf',
        'finding',
        'rows',
        'facts',
        'sql',
        'hash',
      ]);
      const { report: name, version, params, rows, facts, sql } = json;
      expect(json.hash).toBe(hashOf({ report: name, version, params, rows, facts, sql: sql.text }));
      expect(json.asOf).toBe('2026-10-31');
      for (const row of rows)
        for (const cell of Object.values(row)) expect(cell === null || typeof cell !== 'object').toBe(true);
    },
  );

  it('takes every flag', async () => {
    const flags = [
      '--from',
      '2026-10-01',
      '--to',
      '2026-10-20',
      '--workspace',
      'prod',
      '--department',
      'finance',
      '--limit',
      '2',
    ];
    const json = (await copilotJson(['report', 'job_cost', '--db', SAMPLE, ...flags])) as ReportJson;
    expect(json.params).toMatchObject({
      from: '2026-10-01',
      to: '2026-10-20',
      department: 'Finance',
      tag: null,
      job: null,
      limit: 2,
    });
    expect(json.rows).toHaveLength(2);
    const one = (await copilotJson([
      'report',
      'job_cost',
      '--db',
      SAMPLE,
      '--job',
      'Nightly ledger',
      '--last',
      '7',
    ])) as ReportJson;
    expect(one.rows.map((row) => row['job_name'])).toEqual(['Nightly ledger']);
  });

  it('csv: every row, quoted, no formula', async () => {
    const { code, out } = await copilot([
      'report',
      'job_cost',
      '--db',
      nasty,
      '--last',
      '7',
      '--format',
      'csv',
    ]);
    expect(code).toBe(0);
    const lines = out.toString().split('\r\n');
    expect(lines[0]).toBe(REPORTS[0]!.columns.map((column) => column.name).join(','));
    expect(lines.at(-1)).toBe('');
    expect(lines).toHaveLength(9 + 1);
    expect(out.toString()).toContain(`,${HOSTILE_NAME},`);
    expect(out.toString()).not.toMatch(/(^|,)[=+@-][A-Za-z]/m);
  });

  it('table: aligned, on one line per row, without control characters', async () => {
    const hostile = path.join(folder, 'escape.db');
    writeUsageFile(hostile, {
      ...NASTY,
      jobs: NASTY.jobs!.map((job) => ({ ...job, job_name: `\u001b[31m${job.job_name}\n\u0007x` })),
    });
    const { code, out } = await copilot([
      'report',
      'job_cost',
      '--db',
      hostile,
      '--last',
      '7',
      '--format',
      'table',
    ]);
    expect(code).toBe(0);
    const text = out.toString();
    // biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is the point
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    expect(text.trimEnd().split('\n')).toHaveLength(2 + 1 + 8);
  });

  it.each(REPORTS.map(({ id }) => id))('%s: blocks that Slack takes', async (id) => {
    const { blocks } = (await copilotJson([
      'report',
      id,
      '--db',
      nasty,
      '--last',
      '7',
      '--format',
      'blocks',
    ])) as { blocks: unknown[] };
    expect(blocks.length).toBeGreaterThan(3);
    expect(validateBlocks(blocks)).toEqual([]);
    expect(JSON.stringify(blocks)).not.toContain('<!channel>');
  });
});

describe('chip', () => {
  const chip = (id: string, ...more: string[]) =>
    copilot(['chip', id, '--report', 'job_cost', '--db', SAMPLE, ...more]);
  let ledger: string;
  beforeAll(async () => {
    const json = (await copilotJson(['report', 'job_cost', '--db', SAMPLE, '--limit', '1'])) as ReportJson;
    ledger = `job:${json.rows[0]!['job_id']}`;
  });

  it('gives the answer with its prompt, context and trace; the same prompt twice', async () => {
    const [first, second] = await Promise.all(
      [1, 2].map(() => chip('diagnose.what_changed', '--entity', ledger)),
    );
    expect(first!.code).toBe(0);
    type ChipJson = {
      chip: string;
      prompt: { system: string; user: string; hash: string };
      context: { text: string; hash: string };
      answer: { text: string; sources: unknown[] };
      trace: { sql: unknown[] };
    };
    const [a, b] = [first!, second!].map(({ out }) => JSON.parse(out.toString()) as ChipJson) as [
      ChipJson,
      ChipJson,
    ];
    expect(Object.keys(a)).toEqual(['chip', 'prompt', 'context', 'answer', 'trace']);
    expect(a.prompt).toEqual(b.prompt);
    expect(a.context).toEqual(b.context);
    expect(a.answer).toEqual(b.answer);
    expect(a.prompt.hash).toBe(hashOf({ system: a.prompt.system, user: a.prompt.user }));
    expect(a.prompt.user).toContain(a.context.text);
    expect(a.answer.text).toMatch(/^Nightly ledger cost \$/);
    expect(a.answer.sources.length).toBeGreaterThan(0);
    expect(a.trace.sql.length).toBeGreaterThan(5);
  });

  it('as text is the answer alone', async () => {
    const { code, out } = await chip('understand.explain', '--entity', ledger, '--format', 'text');
    expect(code).toBe(0);
    expect(out.toString()).toMatch(/^Nightly ledger cost \$.*\nNext: .*\n$/s);
  });

  it.each<[string, string[], number, RegExp]>([
    [
      'an unknown chip',
      ['diagnose.nothing'],
      1,
      /There is no chip "diagnose\.nothing".* chips --format table$/,
    ],
    [
      'an entity that is gone',
      ['understand.explain', '--entity', 'job:0'],
      1,
      /job 0 is not in the data any more\..* search <name> --corpus entities$/,
    ],
    [
      'an entity of no kind',
      ['understand.explain', '--entity', 'nonsense'],
      1,
      /does not apply|does not name/,
    ],
    ['a chip for another kind', ['diagnose.utilization', '--entity', 'job:0'], 1, /does not apply to job:0/],
    ['no chip', [], 2, /Name one chip and a report/],
  ])('%s', async (_what, args, code, message) => {
    const run = await copilot(['chip', ...args, '--report', 'job_cost', '--db', SAMPLE]);
    expect(run.code).toBe(code);
    expect(run.out.length).toBe(0);
    expect(run.err).toMatch(message);
    expect(run.err).not.toMatch(/ {4}at |usage-report/);
  });
});

describe('wrong requests', () => {
  it.each<[string, string[], number, RegExp]>([
    ['nothing at all', [], 2, /copilot help|without Slack/],
    ['an unknown command', ['reprot'], 2, /There is no command "reprot"\. Did you mean "report"\?/],
    ['no report', ['report'], 2, /Name a report/],
    [
      'an unknown report',
      ['report', 'jobb_cost'],
      1,
      /There is no report "jobb_cost"\. Did you mean "job_cost"\?/,
    ],
    ['two reports', ['report', 'job_cost', 'again'], 2, /one word too many/],
    ['an unknown flag', ['report', 'job_cost', '--form', 'x'], 2, /Unknown option '--form'/],
    [
      'an unknown format',
      ['report', 'job_cost', '--format', 'constructor'],
      2,
      /There is no format "constructor"/,
    ],
    [
      'an impossible day',
      ['report', 'job_cost', '--from', '2026-02-30'],
      1,
      /"2026-02-30" is not a calendar day/,
    ],
    [
      'days the wrong way round',
      ['report', 'job_cost', '--from', '2026-10-20', '--to', '2026-10-10'],
      1,
      /starts \(2026-10-20\) after it ends/,
    ],
    ['a limit of nothing', ['report', 'job_cost', '--limit', '0'], 1, /limit/],
    [
      'an unknown workspace',
      ['report', 'job_cost', '--workspace', 'prodd'],
      1,
      /There is no workspace "prodd"/,
    ],
    ['a list of something', ['reports', 'job_cost'], 2, /"job_cost" is one word too many/],
    ['a list in no format', ['chips', '--format', 'csv'], 2, /There is no format "csv"/],
    ['a search in no format', ['search', 'x', '--format', 'xml'], 2, /There is no format "xml"/],
    ['an unknown corpus', ['search', 'x', '--corpus', 'toString'], 2, /There is no corpus "toString"/],
    ['a search for nothing', ['search'], 2, /Say what to search for/],
    ['a sample of something', ['db', 'twice'], 2, /"twice" is one word too many/],
    ['an index of something', ['index', 'jobs'], 2, /"jobs" is one word too many/],
    ['documents of something', ['docs', 'all'], 2, /"all" is one word too many/],
    [
      'a sample where a folder is',
      ['db', '--out', os.tmpdir()],
      1,
      /cannot be written to .*: it is a folder/,
    ],
    ['a sample of no size', ['db', '--scale', '0'], 2, /--scale is a whole number from 1 to 1000/],
  ])('%s', async (_what, args, code, message) => {
    const run = await copilot([...args, ...(args[0] === 'report' ? ['--db', SAMPLE] : [])]);
    expect(run.code).toBe(code);
    expect(run.out.length).toBe(0);
    expect(run.err).toMatch(message);
    expect(run.err).not.toMatch(/ {4}at /);
  });

  it('a place it cannot write to', async () => {
    const run = await report('job_cost', '--out', path.join(folder, 'no', 'such', 'folder.json'));
    expect(run.code).toBe(1);
    expect(run.err).toMatch(/folder\.json could not be written: its folder does not exist\./);
    expect(run.err).not.toMatch(/ {4}at /);
  });
});

describe('any database', () => {
  const on = (db: string) => copilot(['report', 'job_cost', '--db', db]);

  it.each<[string, () => string, RegExp]>([
    [
      'that is missing',
      () => path.join(folder, 'none.db'),
      /none\.db cannot be opened: there is no such file\./,
    ],
    ['that is a folder', () => folder, /cannot be opened: it is a folder, not a file\./],
    [
      'that is something else',
      () => written('text.db', 'not a database, but long enough to have a header of its own'),
      /not a readable SQLite database/,
    ],
    ['that is empty', () => written('empty.db', ''), /is empty: it holds no tables/],
    ['that is damaged', () => damaged(), /damaged/],
    ['of another app', () => foreign(), /has no table compute_usage.*, which the app needs/],
  ])('%s', async (_what, make, message) => {
    const file = make();
    const run = await on(file);
    expect(run.code).toBe(1);
    expect(run.err).toMatch(message);
    expect(run.err).not.toMatch(/ {4}at /);
    expect(run.out.length).toBe(0);
  });

  const written = (name: string, text: string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const damaged = (): string => {
    const data = readFileSync(nasty);
    const file = path.join(folder, 'damaged.db');
    data.fill(0x5a, 4096 * 3);
    writeFileSync(file, data);
    return file;
  };
  const foreign = (): string => {
    const file = path.join(folder, 'foreign.db');
    const db = openDatabase(file);
    db.exec('CREATE TABLE bookmarks (url TEXT)');
    db.close();
    return file;
  };
});

describe('the other commands', () => {
  it('reports, chips, manifest and help print what there is', async () => {
    const [reports, chips, manifest, http, help, flags] = await Promise.all([
      copilotJson(['reports']) as Promise<{ id: string }[]>,
      copilotJson(['chips']) as Promise<{ id: string }[]>,
      copilot(['manifest']),
      copilot(['manifest', '--http', '--host', 'https://app.example.com']),
      copilot(['help']),
      copilot(['report', '--help']),
    ]);
    expect(reports.map((item) => item.id)).toEqual(REPORTS.map((item) => item.id));
    expect(chips.map((item) => item.id)).toEqual(CHIPS.map((item) => item.id));
    expect(manifest.out.toString()).toBe(readFileSync(projectPath('manifest.yml'), 'utf8'));
    expect(http.out.toString()).toContain('url: https://app.example.com/slack/events');
    expect(http.out.toString()).toContain('socket_mode_enabled: false');
    expect(help.out.toString()).toMatch(/report .*Run a report/);
    expect(flags.out.toString()).toContain('--department');
  });

  it('prints a table for people: one line per item, its name first', async () => {
    const table = async (...args: string[]) => {
      const { code, out } = await copilot([...args, '--format', 'table']);
      expect(code).toBe(0);
      return out.toString().trimEnd().split('\n');
    };
    const reports = await table('reports');
    expect(reports).toHaveLength(1 + REPORTS.length);
    expect(reports[1]).toMatch(new RegExp(`^${REPORTS[0]!.id} +${REPORTS[0]!.pillar} +\\S`));
    const chips = await table('chips');
    expect(chips).toHaveLength(1 + CHIPS.length);
    expect(chips[1]).toMatch(/^understand\.\S+ {2,}\S/);
    const names = await table('search', 'Nightly ledger', '--corpus', 'entities', '--k', '2', '--db', SAMPLE);
    expect(names).toHaveLength(1 + 2);
    expect(names.join('\n')).toMatch(/^job +\d+ +Nightly ledger /m);
  });

  it.each<[string, string[], number, RegExp, string]>([
    [
      'no host',
      [],
      0,
      /Replace https:\/\/your-host\.example\.com/,
      'https://your-host.example.com/slack/events',
    ],
    ['a bare name', ['--host', 'a.example.com'], 0, /^$/, 'url: https://a.example.com/slack/events'],
    [
      'a slash at the end',
      ['--host', 'https://a.example.com/'],
      0,
      /^$/,
      'url: https://a.example.com/slack/events',
    ],
    ['plain http', ['--host', 'http://a.example.com'], 2, /is no https address/, ''],
    ['no address', ['--host', 'a b'], 2, /is no https address/, ''],
  ])('manifest --http with %s', async (_what, flags, code, err, url) => {
    const run = await copilot(['manifest', '--http', ...flags]);
    expect(run.code).toBe(code);
    expect(run.err).toMatch(err);
    expect(run.out.toString()).toContain(url);
  });

  it('searches names, with a typing error, in any database', async () => {
    const found = (await copilotJson([
      'search',
      'Nigthly leger',
      '--corpus',
      'entities',
      '--k',
      '3',
      '--db',
      SAMPLE,
    ])) as { name: string }[];
    expect(found[0]?.name).toBe('Nightly ledger');
    expect(found.length).toBeLessThanOrEqual(3);
  });
});
