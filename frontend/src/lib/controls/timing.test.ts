import { describe, expect, it } from 'vitest';
import { compile, type Definition } from '$lib/engine';
import { FormState } from './form.svelte';
import { isTimed, patience, type Spent, Timing } from './timing';

const definition: Definition = {
  id: 'd',
  version: 1,
  kind: 'mystery',
  title: { en: 'D' },
  defaultLanguage: 'en',
  body: [
    { type: 'text', name: 'a' },
    { type: 'text', name: 'b' },
    { type: 'text', name: 'c', relevant: "${a} = 'x'" },
    { type: 'repeat', name: 'people', appearance: 'minimal', body: [{ type: 'text', name: 'age' }] }
  ]
};
const environment = { now: new Date('2026-01-01T10:00:00Z'), zone: 'UTC', seed: 1, language: 'en' };

/** A form with two people, and a clock that moves only when told to, in seconds. */
function begin(earlier?: Spent) {
  const form = new FormState(compile(definition), environment, { people: [{}, {}] });
  let time = 1_000;
  const timing = new Timing(form, () => time, earlier);
  return { form, timing, pass: (seconds: number) => (time += seconds * 1000) };
}

describe('timing', () => {
  it('runs at one question at a time', () => {
    const { timing, pass } = begin();
    timing.at('a');
    pass(4);
    timing.at('b');
    pass(2.25);
    timing.at('a');
    pass(1);
    expect(timing.spent()).toEqual({ questions: { a: 5, b: 2.3 } });
    pass(1);
    expect(timing.spent()).toEqual({ questions: { a: 6, b: 2.3 } });
  });

  it('stands still while the page is not seen', () => {
    const { timing, pass } = begin();
    timing.at('a');
    pass(3);
    timing.leave();
    pass(60);
    expect(timing.spent()).toEqual({ questions: { a: 3 }, pauses: 1 });
    timing.seen();
    pass(2);
    expect(timing.spent()).toEqual({ questions: { a: 5 }, pauses: 1 });
  });

  it('counts five minutes at most without a sign', () => {
    const { timing, pass } = begin();
    timing.at('a');
    pass(patience / 1000);
    timing.seen();
    expect(timing.spent()).toEqual({ questions: { a: 300 } });
    pass(3600);
    timing.at('b');
    expect(timing.spent()).toEqual({ questions: { a: 600, b: 0 }, pauses: 1 });
  });

  it('goes on from earlier sittings, without questions that are gone', () => {
    const { timing, pass } = begin({ questions: { a: 10.5, gone: 3, 'people[9].age': 4 }, pauses: 2 });
    timing.at('a');
    pass(1);
    expect(timing.spent()).toEqual({ questions: { a: 11.5 }, pauses: 2 });
  });

  it('stays with an instance while others come and go', () => {
    const { form, timing, pass } = begin();
    timing.at('people[1].age');
    pass(1);
    timing.at('people[2].age');
    pass(2);
    form.remove('people[1]');
    expect(timing.spent()).toEqual({ questions: { 'people[1].age': 2 } });
    form.add('people', {}, 1);
    expect(timing.spent()).toEqual({ questions: { 'people[2].age': 2 } });
  });

  it('leaves out what is not relevant, and has it again when it is', () => {
    const { form, timing, pass } = begin();
    form.set('a', 'x');
    timing.at('c');
    pass(3);
    timing.at('b');
    form.set('a', 'y');
    expect(timing.spent().questions).toEqual({ b: 0 });
    form.set('a', 'x');
    expect(timing.spent().questions).toEqual({ c: 3, b: 0 });
  });
});

it('is wanted by an audit question, wherever it stands', () => {
  expect(isTimed(definition)).toBe(false);
  expect(isTimed({ ...definition, body: [...definition.body, { type: 'section', name: 's', body: [{ type: 'audit', name: 'times' }] }] })).toBe(true);
});
