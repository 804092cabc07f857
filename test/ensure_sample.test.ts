import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ensureSample } from '#src/ensure_sample.ts';

it('leaves a database of one’s own to its owner, even when it is missing', async () => {
  const said: string[] = [];
  await ensureSample(path.join(os.tmpdir(), 'no_such_usage.db'), (line) => void said.push(line));
  expect(said).toEqual([]);
});
