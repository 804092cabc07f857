// Every file of the repository that is, or is about to be, tracked.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { projectPath } from '#src/config/paths.ts';

let known: readonly string[] | undefined;

/** Paths relative to the root, sorted; new files count as soon as they are written. */
export function trackedFiles(): readonly string[] {
  known ??= execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: projectPath(''),
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
    .split('\0')
    .filter((file) => file !== '' && existsSync(projectPath(file)))
    .sort();
  return known;
}

const BINARY = /\.(png|jpg|jpeg|gif|ttf|woff2?|ico|db|bin)$/;

export function textFiles(): readonly string[] {
  return trackedFiles().filter((file) => !BINARY.test(file));
}

export function textOf(file: string): string {
  return readFileSync(projectPath(file), 'utf8');
}

/** 'file:line text' of every line of these files that matches. */
export function linesMatching(files: readonly string[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    textOf(file)
      .split('\n')
      .flatMap((line, i) => (pattern.test(line) ? [`${file}:${i + 1} ${line.trim().slice(0, 120)}`] : [])),
  );
}
