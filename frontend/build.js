// Builds the static pages into dist: one build per entry, so that a customer's page
// carries nothing that only the desk needs and loads in two requests (one script, one
// style sheet), then the service worker with the list of everything to keep offline.
// Every text file is also stored as .br and .gz for the server to send as it is.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const dist = join(root, 'dist');
/** Built aside and moved when complete: a failed build leaves the last good one in place. */
const staging = join(root, 'node_modules', `.build-${process.pid}`);
const entries = ['answer', 'field', 'desk', 'report'];
/** Shared reports are never kept on a device: a withdrawn one is gone. */
const neverKept = ['report'];

function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]
  );
}

process.on('exit', () => rmSync(staging, { recursive: true, force: true }));
mkdirSync(staging, { recursive: true });

/** What every entry needs, by its name; the service worker keeps only the entries that a device opens. */
const shell = {};

for (const entry of entries) {
  const { output } = await build({
    root,
    logLevel: 'warn',
    publicDir: entry === entries[0] ? 'public' : false,
    build: {
      emptyOutDir: false,
      outDir: staging,
      rolldownOptions: {
        checks: { pluginTimings: false },
        input: join(root, `${entry}.html`),
        output: {
          // What the page begins with is one file, however much of it parts that come later use too.
          codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] },
          entryFileNames: `assets/${entry}-[hash].js`,
          chunkFileNames: `assets/${entry}-[name]-[hash].js`,
          assetFileNames: `assets/${entry}-[name]-[hash][extname]`
        }
      }
    }
  });
  if (neverKept.includes(entry)) continue;
  const icons = ['/icon.svg', ...(entry === 'answer' ? [] : [`/${entry}.webmanifest`, '/icon-192.png'])];
  shell[entry] = [...output.map(({ fileName }) => '/' + fileName), ...icons].sort();
}

/** The scripts and style sheets that a page names, which is all it loads before its first screen. */
function firstOf(entry, folder) {
  const html = readFileSync(join(folder, `${entry}.html`), 'utf8');
  return [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map((match) => match[1]);
}

for (const entry of entries) {
  for (const name of firstOf(entry, staging).filter((path) => path.endsWith('.js'))) {
    // Browsers that know the hint compile the code of the first screen beside the main thread while it arrives.
    const file = join(staging, name);
    writeFileSync(file, `//# allFunctionsCalledOnLoad\n${readFileSync(file, 'utf8')}`);
  }
}

const version = createHash('sha256');
for (const file of files(staging).sort()) version.update(relative(staging, file)).update(readFileSync(file));

await build({
  root,
  logLevel: 'warn',
  publicDir: false,
  define: {
    __SHELL__: JSON.stringify(shell),
    __VERSION__: JSON.stringify(version.digest('hex').slice(0, 12))
  },
  build: {
    emptyOutDir: false,
    outDir: staging,
    rolldownOptions: {
      input: join(root, 'src/service-worker.ts'),
      output: { entryFileNames: 'service-worker.js', format: 'iife' }
    }
  }
});

for (const file of files(staging).filter((name) => /\.(js|css|html|svg|webmanifest)$/.test(name))) {
  const content = readFileSync(file);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  writeFileSync(file + '.br', brotliCompressSync(content, quality));
  writeFileSync(file + '.gz', gzipSync(content, { level: 9 }));
}

for (const name of readdirSync(dist)) {
  if (name !== '.gitkeep') rmSync(join(dist, name), { recursive: true });
}
for (const name of readdirSync(staging)) renameSync(join(staging, name), join(dist, name));

for (const entry of entries) {
  const first = firstOf(entry, dist);
  const bytes = first.reduce((sum, path) => sum + statSync(join(dist, path + '.br')).size, 0);
  process.stdout.write(`${entry}: ${first.length} files, ${(bytes / 1000).toFixed(1)} kB brotli before the first screen\n`);
}
