// Another Slack server than Slack's: only on this machine, because it is sent the tokens.
import { UserError } from '#src/lib/errors.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Throws UserError unless the address is on this machine. */
export function checkApiUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && /^https?:$/.test(url.protocol) && LOOPBACK.test(url.hostname)) return text;
  throw new UserError({
    code: 'bad_api_url',
    message: `SLACK_API_URL may only point to this machine (localhost or 127.0.0.1), not to "${text.slice(0, 80)}".`,
    next: 'Leave it out to use Slack itself.',
  });
}
