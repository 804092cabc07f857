// The same click on the same rows in other orders of insertion: report, context, prompt and answer must not differ by a byte.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { answer } from '#src/copilot/answer.ts';
import type { Parts } from '#src/copilot/parts.ts';
import { hashOf } from '#src/lib/hash.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import { shuffledCopy } from '#test/fixtures/shuffled_copy.ts';
import { type Press, presses, sampleEntities } from './selections.ts';

export interface DeterminismRow {
  readonly chip: string;
  readonly selections: number;
  readonly databases: number;
  /** Selections with more than one hash; must be none. */
  readonly different: number;
  /** Selections that ended in an error, which is the same in every order more easily than an answer. */
  readonly errors: number;
}

const SHUFFLES = 5;
const ENTITIES_PER_TYPE = 3;
const ERROR = 'error: ';

export async function evaluateDeterminism(usageDb: string, parts: Parts): Promise<DeterminismRow[]> {
  const all = presses(await sampleEntities(parts.source), ENTITIES_PER_TYPE);
  const perDatabase = [await hashesOf(all, parts)];
  const folder = mkdtempSync(path.join(tmpdir(), 'shuffled_'));
  try {
    for (let seed = 1; seed <= SHUFFLES; seed++) {
      const file = path.join(folder, 'usage.db');
      shuffledCopy(usageDb, file, `order ${seed}`);
      const source = openSqliteSource(file);
      perDatabase.push(await hashesOf(all, { ...parts, source }));
      await source.close();
      rmSync(file);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return [...new Set(all.map((press) => press.chip))].map((chip) => rowOf(chip, all, perDatabase));
}

function rowOf(
  chip: string,
  all: readonly Press[],
  perDatabase: readonly (readonly string[])[],
): DeterminismRow {
  const own = all.flatMap((press, i) => (press.chip === chip ? [i] : []));
  const different = own.filter((i) => new Set(perDatabase.map((hashes) => hashes[i])).size > 1);
  const errors = own.filter((i) => perDatabase[0]![i]!.startsWith(ERROR));
  return {
    chip,
    selections: own.length,
    databases: perDatabase.length,
    different: different.length,
    errors: errors.length,
  };
}

async function hashesOf(all: readonly Press[], parts: Parts): Promise<string[]> {
  const hashes: string[] = [];
  for (const press of all) hashes.push(await hashOfAnswer(press, parts));
  return hashes;
}

/** An error is an answer too: it must be the same one. */
async function hashOfAnswer(press: Press, parts: Parts): Promise<string> {
  try {
    const { hash, trace } = await answer(press, parts);
    return hashOf([hash, trace.reportHash, trace.context.hash, trace.prompt.hash]);
  } catch (error) {
    return `${ERROR}${String(error)}`;
  }
}
