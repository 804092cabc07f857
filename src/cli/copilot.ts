// The command line: the copilot without Slack. Results go to stdout, everything else to stderr.
import { messageFor, UserError } from '#src/lib/errors.ts';
import { nearest } from '#src/lib/text.ts';
import { dbCommand, docsCommand, indexCommand } from './build_commands.ts';
import { chipCommand } from './chip_command.ts';
import type { Command, Io } from './command.ts';
import { chipsCommand, manifestCommand, reportsCommand, searchCommand } from './list_commands.ts';
import { reportCommand } from './report_command.ts';

const COMMANDS: readonly Command[] = [
  reportCommand,
  chipCommand,
  reportsCommand,
  chipsCommand,
  searchCommand,
  manifestCommand,
  dbCommand,
  indexCommand,
  docsCommand,
];

const io: Io = {
  out: (data) => void process.stdout.write(data),
  err: (line) => void process.stderr.write(`${line}\n`),
};

/** 0 done, 1 the request could not be answered, 2 wrong usage, 70 a fault of ours. */
async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    (name === undefined ? io.err : io.out)(help());
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS.find((item) => item.name === name);
  if (!command) return unknownCommand(name);
  if (rest.includes('--help')) {
    io.out(`copilot ${command.usage}\n\n${command.summary}\n`);
    return 0;
  }
  await command.run(rest, io);
  return 0;
}

function unknownCommand(name: string): number {
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
  return `Databricks Usage Copilot, without Slack\n\n${lines.join('\n')}\n\n"copilot <command> --help" shows its flags.\n`;
}

// A reader that closes early, as in "| head", is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    io.err(messageFor(error));
    if (!(error instanceof UserError))
      io.err(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = error instanceof UserError ? (error.code === 'usage' ? 2 : 1) : 70;
  },
);
