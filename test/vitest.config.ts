// How all tests run: in the zone of the data, in few processes, with one sample database between them.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// The goldens, like the data, know no other zone. A missing golden is written here and fatal where CI is set.
process.env['TZ'] = 'UTC';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    isolate: false,
    maxWorkers: 2,
    // Small machines: a test that starts processes may wait for a core.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    setupFiles: ['test/property_seed.ts'],
    globalSetup: ['test/sample_setup.ts'],
    reporters: ['default', 'json'],
    outputFile: { json: 'test/output/results.json' },
  },
});
