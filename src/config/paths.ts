// Where things lie in this repository.
import { fileURLToPath } from 'node:url';

/** Absolute path below the repository's root. */
export function projectPath(...parts: readonly string[]): string {
  return fileURLToPath(new URL(`../../${parts.join('/')}`, import.meta.url));
}
