// A promise nobody handled leaves the app in an unknown state: say so, end, and let the supervisor start it again.
import { errorText } from '#src/lib/errors.ts';
import { type Log, redact } from '#src/lib/log.ts';

export function exitOnUnhandledRejection(log: Log, exit: (code: number) => void = process.exit): void {
  process.on('unhandledRejection', (reason) => {
    log.error('Unhandled rejection, ending', { error: redact(errorText(reason)) });
    exit(1);
  });
}
