// Prints what the browser's engine makes of answers to a definition:
// npm run evaluate -- definition.json answers.json [--now 2026-05-01T10:00:00Z] [--seed 1] [--language de] [--zone Europe/Zurich]
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createServer } from 'vite';

const text = { type: 'string' };
const { values, positionals } = parseArgs({ allowPositionals: true, options: { now: text, seed: text, language: text, zone: text } });
if (positionals.length !== 2) {
  process.stderr.write('name two files: npm run evaluate -- definition.json answers.json\n');
  process.exit(2);
}
const [definition, answers] = positionals.map((file) => JSON.parse(readFileSync(file, 'utf8')));
const environment = {
  now: new Date(values.now ?? Date.now()),
  seed: Number(values.seed ?? 0),
  language: values.language ?? definition.defaultLanguage,
  zone: values.zone ?? 'UTC'
};

/** The value with the keys of all objects in order. */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}

// The engine fetches families of functions when a definition asks for them, so what loads it stays open until the end.
const loader = await createServer({
  root: fileURLToPath(new URL('.', import.meta.url)),
  configFile: false,
  appType: 'custom',
  logLevel: 'error',
  server: { middlewareMode: true, watch: null, ws: false },
  optimizeDeps: { noDiscovery: true }
});
try {
  const module = await loader.ssrLoadModule('/src/lib/engine/evaluation.ts');
  process.stdout.write(JSON.stringify(sorted(await module.evaluation(definition, environment, answers)), null, 2) + '\n');
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  await loader.close();
}
