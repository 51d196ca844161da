/**
 * Random expressions break nothing; with TOUCHSTONE_AGREEMENT naming a file, scripts/engines-agree has the cases and
 * results written there for the Go engine to compare.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Definition } from '../definition';
import { prepareAll } from '../prepare';
import { expressionCase } from './cases';
import { costlyCase } from './costly';
import { sessionCase } from './definitions';
import { libraryCase } from './library';

await prepareAll();
const file = process.env['TOUCHSTONE_AGREEMENT'];
const first = Number(process.env['TOUCHSTONE_AGREEMENT_SEED'] ?? 1);
const count = file ? 20_000 : 1000;

test('random expressions give a value or an error with a code', { timeout: 120_000 }, () => {
  const cases = Array.from({ length: count }, (_, index) => expressionCase(first + index));
  expect(cases.filter(({ want }) => want.error === undefined && want.string === undefined)).toEqual([]);
  const sound = cases.filter(({ want }) => want.error === undefined).length;
  expect(sound).toBeGreaterThan(count * 0.7);
  const costly = Array.from({ length: count / 100 }, (_, index) => costlyCase(first + index));
  expect(new Set(costly.map(({ want }) => want.error))).toEqual(new Set([undefined, 'steps']));
  if (file) writeFileSync(`${file}.expressions`, [...cases, ...costly].map((each) => JSON.stringify(each)).join('\n'));
});

test('random definitions run through random changes', { timeout: 120_000 }, () => {
  const cases = Array.from({ length: count / 20 }, (_, index) => sessionCase(first + index));
  expect(cases.every(({ want }) => want.length > 0)).toBe(true);
  if (file) writeFileSync(`${file}.sessions`, cases.map((each) => JSON.stringify(each)).join('\n'));
});

test('random answers to every shipped definition', { timeout: 120_000 }, async () => {
  const folder = new URL('../../../../../surveys/library', import.meta.url).pathname;
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  expect(names.length).toBeGreaterThan(10);
  const cases = [];
  for (const name of names) {
    const definition = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Definition;
    for (let index = 0; index < 20; index++) cases.push(await libraryCase(name, definition, first + index));
  }
  expect(cases.every(({ want }) => Object.keys(want.relevant).length > 0)).toBe(true);
  if (file) writeFileSync(`${file}.library`, cases.map((each) => JSON.stringify(each)).join('\n'));
});
