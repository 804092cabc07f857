// A database that is being built lies beside its final place; what a killed build left there is cleared away by a later one.
import { readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

/** A build writes all the time, so a draft untouched for so long has nobody any more. */
const ABANDONED_MS = 600_000;

/** Two builds at once write two drafts. */
export function draftOf(file: string): string {
  return `${file}.${process.pid}.building`;
}

/** `now` is a time of the same disk's clock, in milliseconds since 1970. */
export function removeOldDrafts(file: string, now: number): void {
  const [folder, stem] = [path.dirname(path.resolve(file)), `${path.basename(file)}.`];
  const isDraft = (name: string) =>
    name.startsWith(stem) && /^\d+\.building(-journal)?$/.test(name.slice(stem.length));
  for (const name of readdirSync(folder).filter(isDraft)) {
    const draft = path.join(folder, name);
    const touched = statSync(draft, { throwIfNoEntry: false })?.mtimeMs ?? now;
    if (now - touched > ABANDONED_MS) rmSync(draft, { force: true });
  }
}
