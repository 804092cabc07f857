// The command line: the copilot without Slack. Results go to stdout, everything else to stderr.
import { runCopilot } from './run_copilot.ts';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that closes early, as in "| head", is no fault.
  if (error.code === 'EPIPE') process.exit(0);
  console.error(`The output could not be written: ${error.message}.`);
  process.exit(1);
});

process.exitCode = await runCopilot(process.argv.slice(2), {
  out: (data) => void process.stdout.write(data),
  err: (line) => void process.stderr.write(`${line}\n`),
});
