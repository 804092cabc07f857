// Bolt's log, in ours: never at debug level, where it prints whole payloads, and without tokens.
import { type Logger, LogLevel } from '@slack/bolt';
import { type Log, redact } from '#src/lib/log.ts';

export function boltLogger(log: Log): Logger {
  const text = (parts: readonly unknown[]) => redact(parts.map(String).join(' '));
  return {
    debug() {},
    // What Bolt calls info is of interest to developers of Bolt.
    info: (...parts) => log.debug(text(parts)),
    warn: (...parts) => log.warn(text(parts)),
    error: (...parts) => log.error(text(parts)),
    setLevel() {},
    getLevel: () => LogLevel.INFO,
    setName() {},
  };
}
