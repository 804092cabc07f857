import { describe, expect, it } from 'vitest';
import { redact } from '#src/lib/log.ts';

describe('a log line', () => {
  it.each([
    'token xoxb-123-abc and more',
    'app xapp-1-A-2-f0f0 and more',
    'Authorization: Bearer abc.def-1 and more',
    'https://hooks.slack.com/actions/T1/2/secret and more',
    'wss://wss-primary.slack.com/link/?ticket=secret and more',
  ])('loses what opens doors: %s', (line) => {
    const clean = redact(line);
    expect(clean).toMatch(/\[redacted\] and more$/);
    expect(clean).not.toMatch(/secret|123-abc|f0f0|abc\.def/);
  });

  it('keeps everything else', () => {
    expect(redact('Job xox cost $3 at https://example.com/x')).toBe(
      'Job xox cost $3 at https://example.com/x',
    );
  });
});
