// Where the sample cannot be written, and what a build that was killed leaves behind. That it is whole is tried in sample_data.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildSampleDatabase } from '#src/store/build_sample_database.ts';
import { draftOf, removeOldDrafts } from '#src/store/drafts.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'build_'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (...parts: string[]) => path.join(folder, ...parts);

describe('a place that takes no database', () => {
  it.each<[string, () => string, RegExp]>([
    ['a folder', () => folder, /cannot be written to .*: it is a folder\./],
    [
      'below a file',
      () => {
        writeFileSync(file('text'), '');
        return file('text', 'usage.db');
      },
      /: a part of its path is no folder\./,
    ],
  ])('%s', (_what, place, message) => {
    const target = place();
    expect(() => buildSampleDatabase(target)).toThrow(
      expect.objectContaining({ code: 'sample_not_written', message: expect.stringMatching(message) }),
    );
    expect(readdirSync(folder)).toEqual(target === folder ? [] : ['text']);
  });

  it.runIf(existsSync('/proc/self'))('a folder that takes no others', () => {
    expect(() => buildSampleDatabase('/proc/no_such_folder/below/usage.db')).toThrow(
      'its folder cannot be made',
    );
  });
});

it('clears away the drafts of builds that were killed, and nothing else', () => {
  const hour = 3_600_000;
  const now = Date.parse('2026-11-02T09:00:00Z');
  const touch = (name: string, ms: number) => {
    writeFileSync(file(name), '');
    utimesSync(file(name), ms / 1000, ms / 1000);
  };
  mkdirSync(file('other'));
  touch('usage.db', now - hour);
  touch('usage.db.77.building', now - hour);
  touch('usage.db.77.building-journal', now - hour);
  touch('usage.db.78.building', now - 1000);
  touch('usage.db.notes.building', now - hour);
  touch('my_usage.db.77.building', now - hour);
  removeOldDrafts(file('usage.db'), now);
  expect(readdirSync(folder)).toEqual([
    'my_usage.db.77.building',
    'other',
    'usage.db',
    'usage.db.78.building',
    'usage.db.notes.building',
  ]);
  expect(draftOf('usage.db')).toMatch(/^usage\.db\.\d+\.building$/);
});
