import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from '#src/lib/log.ts';
import { createLog } from '#src/lib/pino_log.ts';

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

describe('the log', () => {
  const logged = (fields: Record<string, unknown>) => {
    const lines: string[] = [];
    createLog('info', { write: (line) => void lines.push(line) }).info('m', fields);
    expect(lines).toHaveLength(1);
    return JSON.parse(lines[0]!) as Record<string, unknown>;
  };

  it('cleans every text, wherever the token ends', () => {
    expect(logged({ error: 'x wss://a/b', deep: [{ url: 'https://hooks.slack.com/x' }] })).toMatchObject({
      error: 'x [redacted]',
      deep: [{ url: '[redacted]' }],
    });
    expect(logged({ error: new Error('token xoxb-1-2') })).toMatchObject({ error: 'token [redacted]' });
  });

  it('never throws, whatever it is given', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(logged(circle)['unloggable']).toMatch(/circular/i);
    expect(logged({ big: 1n })['unloggable']).toMatch(/BigInt/);
    fc.assert(fc.property(fc.object(), (fields) => void logged(fields)));
  });
});
