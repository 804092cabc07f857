// Log lines as JSON on stderr, with everything that looks like a token taken out.
import { pino } from 'pino';
import { type Log, redact } from './log.ts';

type Level = 'debug' | 'info' | 'warn' | 'error';

export function createLog(level: Level): Log {
  const logger = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
  const write = (at: Level) => (message: string, fields?: Readonly<Record<string, unknown>>) =>
    logger[at](clean(fields ?? {}), redact(message));
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

/** Tokens may hide anywhere in a field, so the whole line is cleaned as text. */
function clean(fields: Readonly<Record<string, unknown>>): object {
  return JSON.parse(
    redact(JSON.stringify(fields, (_key, value) => (value instanceof Error ? value.message : value))),
  ) as object;
}
