/** The shipped definitions work in the browser. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compile, type Definition, prepare, Session } from './index';

const folder = new URL('../../../../surveys/library', import.meta.url).pathname;
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

test.each(files)('%s begins with something to answer, in all its languages', async (file) => {
  const definition = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Definition;
  await prepare(definition);
  const form = compile(definition);
  for (const language of Object.keys(definition.title)) {
    const session = new Session(form, { now: new Date(), zone: 'Europe/Zurich', seed: 1, language });
    const asked = form.members.map(({ question }) => session.state(question.name)).filter(({ relevant, label }) => relevant && label !== '');
    expect(asked.length).toBeGreaterThan(1);
    expect(session.violations().every(({ code }) => code === 'required')).toBe(true);
  }
});
