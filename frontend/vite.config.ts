import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import type { Plugin } from 'vite';

/** The API that the development server forwards to. */
const api = process.env['TOUCHSTONE_DEV_API'] ?? 'http://localhost:8080';

/** Gives every page of an entry that entry's HTML, as the Go server does. */
const entries: Plugin = {
  name: 'touchstone-entries',
  configureServer(server) {
    server.middlewares.use((request, _response, next) => {
      const path = (request.url ?? '/').split('?')[0] ?? '/';
      if (path.startsWith('/a/')) request.url = '/answer.html';
      else if (path.startsWith('/r/')) request.url = '/report.html';
      else if (path === '/field' || path.startsWith('/field/')) request.url = '/field.html';
      else if (path === '/' || path === '/desk' || path.startsWith('/desk/')) request.url = '/desk.html';
      next();
    });
  }
};

export default defineConfig({
  plugins: [svelte(), entries],
  appType: 'mpa',
  resolve: {
    alias: { $lib: fileURLToPath(new URL('./src/lib', import.meta.url)) },
    ...(process.env['VITEST'] ? { conditions: ['browser'] } : {})
  },
  // The host stays the browser's own, as the API compares it with the page's origin.
  server: { proxy: { '/api': { target: api, changeOrigin: false } } },
  build: {
    target: ['chrome111', 'firefox114', 'safari16.4'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' }
});
