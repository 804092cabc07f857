// What an exercise is: a file the learner edits, and questions asked of it, each with a hint for the one who is stuck.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { errorText } from '#src/lib/errors.ts';
import { sha256 } from '#src/lib/hash.ts';
import type { SqlStatement } from '#src/store/sql_file.ts';

export interface Finding {
  /** What must hold, as a sentence without a full stop. */
  readonly what: string;
  readonly ok: boolean;
  /** Said only when it does not hold. */
  readonly hint: string;
}

export interface Exercise {
  /** '01': what is typed after the command. */
  readonly number: string;
  /** Folder below corpus/lessons/foundations. */
  readonly folder: string;
  /** Ending of exercise and solution: 'sql' or 'txt'. */
  readonly ending: string;
  readonly check: (text: string) => Promise<readonly Finding[]>;
}

export function asStatement(text: string): SqlStatement {
  return { name: 'exercise', text: text.trim().replace(/;\s*$/, ''), hash: sha256(text) };
}

/** A statement that does not run is a finding, not a crash. */
export async function findingsOf(
  ask: () => Promise<readonly Finding[]>,
  hint: string,
): Promise<readonly Finding[]> {
  try {
    return await ask();
  } catch (error) {
    return [
      { what: 'The statement runs', ok: false, hint: `${errorText(error).split('\n')[0] ?? ''} ${hint}` },
    ];
  }
}

export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lesson_'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
