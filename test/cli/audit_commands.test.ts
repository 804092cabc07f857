// The audit log at the terminal: pressed, checked, made again, exported and forgotten.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCopilot } from '#src/cli/run_copilot.ts';
import { openDatabase } from '#src/store/sqlite/open_database.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';

let folder: string;
const before = process.env['STATE_DB'];
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'audit_cli_'));
  process.env['STATE_DB'] = path.join(folder, 'state.db');
});
afterAll(() => {
  if (before === undefined) delete process.env['STATE_DB'];
  else process.env['STATE_DB'] = before;
  rmSync(folder, { recursive: true });
});

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const io = {
    out: (data: string | Uint8Array) => {
      said.out += String(data);
    },
    err: (line: string) => {
      said.err += line;
    },
  };
  return { code: await runCopilot(args, io), ...said };
}

const press = async () => {
  const { code, out } = await run(
    'chip',
    'understand.explain_report',
    '--report',
    'job_cost',
    '--db',
    sampleDatabaseFile(),
  );
  expect(code).toBe(0);
  return (JSON.parse(out) as { trace: { id: string } }).trace.id;
};

describe('the audit log at the terminal', () => {
  it('keeps a pressed chip, makes it again, and forgets it', async () => {
    const id = await press();
    expect(await run('audit', 'verify')).toMatchObject({ code: 0, err: 'The chain of 1 row holds.' });
    const again = await run('replay', id);
    expect(again).toMatchObject({ code: 0, err: expect.stringContaining('has the hash of the log') });
    expect(JSON.parse(again.out)).toMatchObject({ answerId: id, same: true });
    const today = await run('replay', id, '--today', '--db', sampleDatabaseFile());
    expect(JSON.parse(today.out)).toMatchObject({ samePrompt: true, facts: [] });
    const exported = await run('audit', 'export', '--entity', 'report:job_cost', '--user', 'cli');
    expect(
      exported.out
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { answer_id: string }).answer_id),
    ).toEqual([id]);
    expect((await run('audit', 'export', '--from', '2999-01-01')).out).toBe('');
    expect((await run('audit', 'forget', id)).code).toBe(0);
    expect(await run('replay', id)).toMatchObject({ code: 1, err: expect.stringContaining('was forgotten') });
    expect((await run('audit', 'forget', id)).code).toBe(1);
    expect((await run('audit', 'verify')).err).toBe('The chain of 2 rows holds.');
  });

  it('names a row that was tampered with', async () => {
    const id = await press();
    const db = openDatabase(path.join(folder, 'state.db'), {});
    db.exec('DROP TRIGGER audit_rows_are_never_changed');
    db.exec(`UPDATE audit_rows SET actor = 'somebody' WHERE answer_id = '${id}'`);
    db.close();
    const checked = await run('audit', 'verify');
    expect(checked.code).toBe(1);
    expect(checked.err).toMatch(new RegExp(`Row 3 of the audit log \\(answer ${id}\\) was changed`));
    expect(JSON.parse(checked.out)).toMatchObject({ problems: [{ seq: 3, answerId: id }] });
  });

  it('says what it wants when asked in another way', async () => {
    expect((await run('audit')).code).toBe(2);
    expect((await run('audit', 'export', '--from', 'soon')).code).toBe(2);
    expect((await run('replay')).code).toBe(2);
    expect(await run('replay', 'nothing')).toMatchObject({
      code: 1,
      err: expect.stringContaining('No answer nothing'),
    });
  });

  it('answers also when the log cannot be written, and says so', async () => {
    const file = process.env['STATE_DB']!;
    process.env['STATE_DB'] = folder;
    try {
      const { code, out, err } = await run(
        'chip',
        'understand.explain_report',
        '--report',
        'job_cost',
        '--db',
        sampleDatabaseFile(),
      );
      expect(code).toBe(0);
      expect((JSON.parse(out) as { trace: { id: null } }).trace.id).toBeNull();
      expect(err).toContain('not in the audit log');
    } finally {
      process.env['STATE_DB'] = file;
    }
  });
});
