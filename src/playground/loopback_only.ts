// Who may talk to the playground: programs and pages of this machine, and no page of the web through them.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendText } from './http_body.ts';

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** A foreign name for this machine (DNS rebinding) and a foreign page (cross-site request) are both refused. */
export function isAllowed(request: IncomingMessage): boolean {
  const host = request.headers.host ?? '';
  const origin = request.headers.origin;
  return LOOPBACK.test(host) && (origin === undefined || origin === `http://${host}`);
}

/** Answers what is not allowed; sets the headers of what is. */
export function protect(request: IncomingMessage, response: ServerResponse): boolean {
  if (!isAllowed(request)) {
    sendText(response, 403, 'The playground answers to this machine only.');
    return false;
  }
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  return true;
}
