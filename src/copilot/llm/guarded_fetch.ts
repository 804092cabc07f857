// Fetches for a model's client with what a client does not guard against: replies without end, redirects, waits beyond the deadline.
import type { Clock } from '#src/lib/dates.ts';
import type { FailureCode } from './model.ts';

export interface Guard {
  readonly fetch: typeof fetch;
  /** What came back last. */
  readonly seen: { status: number | null; failure: Exclude<FailureCode, 'model_cap'> | null };
}

export interface GuardOptions {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** Milliseconds from now in which an answer is of use. */
  readonly timeoutMs: number;
}

/** An answer has 10 kB; the envelope around it is small. */
const MOST_BYTES = 1_000_000;

/** For one request with its retries. */
export function guardedFetch({ fetch, clock, timeoutMs }: GuardOptions): Guard {
  const endsAt = clock().getTime() + timeoutMs;
  const seen: Guard['seen'] = { status: null, failure: null };
  const refuse = (failure: NonNullable<Guard['seen']['failure']>) => {
    seen.failure = failure;
    return notToRetry(new Response(null, { status: 422 }));
  };
  return {
    seen,
    fetch: async (url, init) => {
      // A prompt goes to the address that was configured, and to no other.
      const response = await fetch(url, { ...init, redirect: 'manual' });
      seen.status = response.status;
      if (response.status === 0 || (response.status >= 300 && response.status < 400)) {
        await response.body?.cancel();
        return refuse('model_redirects');
      }
      const text = await boundedText(response);
      if (text === null) return refuse('model_too_large');
      if (response.ok && !isJson(text)) return refuse('model_nonsense');
      const again = new Response(text, {
        status: response.status,
        headers: headersOf(response, response.ok),
      });
      const now = clock().getTime();
      return now + waitMs(response.headers, now) >= endsAt ? notToRetry(again) : again;
    },
  };
}

/** null when there is more of it than any answer has. */
async function boundedText(response: Response): Promise<string | null> {
  if (!response.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks).toString('utf8');
    size += value.byteLength;
    if (size > MOST_BYTES) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
}

/** The body is already unpacked, and known to be JSON where it must be. */
function headersOf(response: Response, json: boolean): Headers {
  const headers = new Headers(response.headers);
  headers.delete('content-encoding');
  headers.delete('content-length');
  if (json) headers.set('content-type', 'application/json');
  return headers;
}

/** Retry-After, in seconds or as a date. */
function waitMs(headers: Headers, now: number): number {
  const after = headers.get('retry-after');
  if (after === null) return 0;
  const seconds = Number(after);
  if (Number.isFinite(seconds)) return seconds * 1000;
  const at = Date.parse(after);
  return Number.isFinite(at) ? at - now : 0;
}

/** The client obeys this header before anything else. */
function notToRetry(response: Response): Response {
  response.headers.set('x-should-retry', 'false');
  return response;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
