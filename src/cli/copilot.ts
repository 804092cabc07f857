// The command line: the copilot without Slack. Results go to stdout, everything else to stderr.
import { runCopilot } from './run_copilot.ts';

// A reader that closes early, as in "| head", is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await runCopilot(process.argv.slice(2), {
  out: (data) => void process.stdout.write(data),
  err: (line) => void process.stderr.write(`${line}\n`),
});
