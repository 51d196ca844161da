import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Stories drive the built binary and a real Chromium, one file after the other: two cores
// and one browser give steadier results than any parallel run.
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  resolve: { alias: { $lib: fileURLToPath(new URL('../src/lib', import.meta.url)) } },
  test: {
    include: ['e2e/**/*.story.ts'],
    environment: 'node',
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['verbose']
  }
});
