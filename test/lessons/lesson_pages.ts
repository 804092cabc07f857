// The lessons as pages: where they lie, and the commands they show with what those print.
import { readdirSync, readFileSync } from 'node:fs';
import { projectPath } from '#src/config/paths.ts';

const FOUNDATIONS = 'corpus/lessons/foundations';

export interface LessonPage {
  /** Path below the root of the repository. */
  readonly file: string;
  readonly text: string;
}

export interface Shown {
  readonly page: string;
  /** Without 'npm run -s copilot -- '. */
  readonly args: readonly string[];
  /** Lines as the page has them; '...' stands for lines left out. */
  readonly lines: readonly string[];
}

export function lessonPages(): readonly LessonPage[] {
  return readdirSync(projectPath(FOUNDATIONS), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${FOUNDATIONS}/${name}/readme.md`)
    .sort()
    .map((file) => ({ file, text: readFileSync(projectPath(file), 'utf8') }));
}

/** Every ```console block: a line '$ npm run -s copilot -- ...', then what it prints. */
export function shownIn({ file, text }: LessonPage): Shown[] {
  return [...text.matchAll(/^```console\n([\s\S]*?)\n```$/gm)].map((match) => {
    const [command = '', ...lines] = match[1]!.split('\n');
    const words = /^\$ npm run -s copilot -- (.+)$/.exec(command)?.[1];
    if (words === undefined)
      throw new Error(`${file} shows a command that is not of the copilot: ${command}`);
    return { page: file, args: wordsOf(words), lines };
  });
}

/** As a shell splits them; of its syntax the lessons use double quotes alone. What the learner fills in stays whole. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|(<[^>]*>|\S+)/g)].map((match) => match[1] ?? match[2]!);
}

/** The quoted lines stand in the output, each whole, in this order; only where '...' stands may others lie between. */
export function isQuotedFrom(lines: readonly string[], output: string): boolean {
  const pieces = lines.map((text) => (text === '...' ? '(?:.*\\n)*?' : `${escaped(text)}\\n`));
  return new RegExp(`^${pieces.join('')}$`).test(output);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
