// One request at the terminal: which command it means, and the exit code that tells how it went.
import { errorText, messageFor, UserError } from '#src/lib/errors.ts';
import { nearest } from '#src/lib/text.ts';
import { auditCommand } from './audit_command.ts';
import { dbCommand, docsCommand, indexCommand } from './build_commands.ts';
import { chipCommand } from './chip_command.ts';
import type { Command, Io } from './command.ts';
import { graphCommand } from './graph_command.ts';
import { chipsCommand, manifestCommand, reportsCommand, searchCommand } from './list_commands.ts';
import { replayCommand } from './replay_command.ts';
import { reportCommand } from './report_command.ts';

const COMMANDS: readonly Command[] = [
  reportCommand,
  chipCommand,
  reportsCommand,
  chipsCommand,
  searchCommand,
  auditCommand,
  replayCommand,
  manifestCommand,
  graphCommand,
  dbCommand,
  indexCommand,
  docsCommand,
];

const HELP_END = `"copilot <command> --help" shows its flags.
Results are JSON, for scripts; "--format table" prints report, reports, chips and search for people, "--format text" the answer of a chip.
`;

/** 0 done, 1 the request could not be answered, 2 wrong usage, 70 a fault of ours. */
export async function runCopilot(args: readonly string[], io: Io): Promise<number> {
  try {
    return await run(args, io);
  } catch (error) {
    io.err(messageFor(error, 'terminal'));
    if (!(error instanceof UserError)) io.err(errorText(error));
    return error instanceof UserError ? (error.code === 'usage' ? 2 : 1) : 70;
  }
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    (name === undefined ? io.err : io.out)(help());
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS.find((item) => item.name === name);
  if (!command) return unknownCommand(name, io);
  if (rest.includes('--help') || rest.includes('-h')) {
    io.out(`copilot ${command.usage}\n\n${command.summary}\n`);
    return 0;
  }
  await command.run(rest, io);
  return 0;
}

function unknownCommand(name: string, io: Io): number {
  const close = nearest(
    name,
    COMMANDS.map((command) => command.name),
  );
  io.err(
    `There is no command "${name}".${close ? ` Did you mean "${close}"?` : ''} "copilot help" lists all.`,
  );
  return 2;
}

function help(): string {
  const width = Math.max(...COMMANDS.map((command) => command.name.length));
  const lines = COMMANDS.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return `Databricks Usage Copilot, without Slack\n\n${lines.join('\n')}\n\n${HELP_END}`;
}
