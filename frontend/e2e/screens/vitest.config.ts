import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Not a test but a tour: vitest only runs the TypeScript. Two tours at a time suit two cores.
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['e2e/screens/tour.ts'],
    environment: 'node',
    maxConcurrency: 3,
    testTimeout: 600_000,
    hookTimeout: 120_000,
    reporters: ['verbose']
  }
});
