// Where a part of the app writes what operators need to know: one line, plain fields, never a token.

export interface Log {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

const TOKEN = /xox[a-z]-[\w-]+|xapp-[\w-]+|Bearer\s+[\w.-]+|https:\/\/hooks\.slack\.com\/\S+|wss:\/\/\S+/g;

/** Tokens, tickets and reply addresses are taken out of whatever is about to be logged. */
export function redact(text: string): string {
  return text.replace(TOKEN, '[redacted]');
}
