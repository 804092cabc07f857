// Puts a new search index in place so that readers see a whole one or none: files are named by their content, and the
// manifest that names them is moved in last, in one step. Any number of builders may work at once.
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { UserError } from '#src/lib/errors.ts';
import { hashOf, sha256 } from '#src/lib/hash.ts';
import {
  INDEX_ENDINGS,
  type IndexFile,
  type IndexManifest,
  type IndexPart,
  type IndexPlace,
  manifestPath,
} from './index_files.ts';

/** Files younger than this may belong to a builder that is still at work. */
const LEFTOVER_AGE_MS = 3_600_000;

/** Runs `write` in a private folder beside the index, then moves its files into place and publishes the manifest. */
export async function publishIndex(
  place: IndexPlace,
  write: (pathOf: (part: IndexPart) => string) => Promise<Omit<IndexManifest, 'files'>>,
): Promise<IndexManifest> {
  const workshop = openWorkshop(place);
  try {
    const description = await write((part) => path.join(workshop, INDEX_ENDINGS[part]));
    const manifest = { ...description, files: moveFiles(place, workshop) };
    publishManifest(place, workshop, manifest);
    removeLeftovers(place, manifest, statSync(workshop).mtimeMs);
    return manifest;
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}

function openWorkshop(place: IndexPlace): string {
  try {
    mkdirSync(place.dir, { recursive: true });
    return mkdtempSync(path.join(place.dir, `.${place.stem}-build-`));
  } catch (error) {
    throw new UserError(
      {
        code: 'index_not_writable',
        message: `The search index cannot be written to ${place.dir}: ${(error as Error).message}.`,
        next: 'Check the permissions of the folder and the space on the disk.',
      },
      { cause: error },
    );
  }
}

function moveFiles(place: IndexPlace, workshop: string): IndexManifest['files'] {
  const move = (part: IndexPart): IndexFile => {
    const from = path.join(workshop, INDEX_ENDINGS[part]);
    const content = readFileSync(from);
    const hash = sha256(content);
    const name = `${place.stem}.${hash.slice(0, 16)}.${INDEX_ENDINGS[part]}`;
    flush(from);
    renameSync(from, path.join(place.dir, name));
    return { name, bytes: content.length, sha256: hash };
  };
  const files = { database: move('database'), vectors: move('vectors') };
  const hasModel = statSync(path.join(workshop, INDEX_ENDINGS.model), { throwIfNoEntry: false });
  return hasModel ? { ...files, model: move('model') } : files;
}

function publishManifest(place: IndexPlace, workshop: string, manifest: IndexManifest): void {
  const temporary = path.join(workshop, 'manifest');
  writeFileSync(temporary, `${JSON.stringify({ ...manifest, sha256: hashOf(manifest) }, null, 2)}\n`);
  flush(temporary);
  renameSync(temporary, manifestPath(place));
}

function flush(file: string): void {
  const handle = openSync(file, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Old generations and the folders of builders that died; ages are compared with `newest`, so no clock is needed. */
function removeLeftovers(place: IndexPlace, manifest: IndexManifest, newest: number): void {
  const current = new Set(Object.values(manifest.files).map((file) => file?.name));
  const isOurs = (name: string) =>
    (name.startsWith(`${place.stem}.`) && Object.values(INDEX_ENDINGS).includes(name.split('.').at(-1)!)) ||
    name.startsWith(`.${place.stem}-build-`);
  for (const name of readdirSync(place.dir)) {
    if (current.has(name) || !isOurs(name)) continue;
    const file = path.join(place.dir, name);
    const age = newest - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? newest);
    if (age > LEFTOVER_AGE_MS) rmSync(file, { recursive: true, force: true });
  }
}
