import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Measuring is no test: it runs only when asked for, by scripts/bench.
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  resolve: { alias: { $lib: fileURLToPath(new URL('../../src/lib', import.meta.url)) } },
  test: { include: ['e2e/phone/*.measurement.ts'], environment: 'node', fileParallelism: false, testTimeout: 1_800_000, hookTimeout: 60_000, reporters: ['verbose'] }
});
