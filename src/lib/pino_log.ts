// Log lines as JSON on stderr, with everything that looks like a token taken out.
import { type DestinationStream, pino } from 'pino';
import { type Log, redact } from './log.ts';

type Level = 'debug' | 'info' | 'warn' | 'error';

/** To stderr, unless another stream is given. */
export function createLog(
  level: Level,
  stream: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, stream);
  const write = (at: Level) => (message: string, fields?: Readonly<Record<string, unknown>>) =>
    logger[at](clean(fields ?? {}), redact(message));
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

/** Tokens may hide anywhere in a field: every text in it is cleaned. What cannot be written as JSON is named, never thrown. */
function clean(fields: Readonly<Record<string, unknown>>): object {
  try {
    return JSON.parse(JSON.stringify(fields, cleanValue)) as object;
  } catch (error) {
    return { unloggable: redact(String(error)) };
  }
}

function cleanValue(_key: string, value: unknown): unknown {
  if (value instanceof Error) return redact(value.message);
  return typeof value === 'string' ? redact(value) : value;
}
