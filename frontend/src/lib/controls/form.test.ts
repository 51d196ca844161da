import { describe, expect, it } from 'vitest';
import { compile, type Definition } from '$lib/engine';
import { FormState } from './form.svelte';

const definition: Definition = {
  id: 'd',
  version: 1,
  kind: 'customer',
  title: { en: 'D' },
  defaultLanguage: 'en',
  body: [
    { type: 'text', name: 'a', label: { en: 'A' } },
    { type: 'text', name: 'b', label: { en: 'B' }, relevant: "${a} = 'x'" },
    { type: 'repeat', name: 'people', label: { en: 'People' }, body: [{ type: 'text', name: 'who', label: { en: 'Who' } }] }
  ]
};

const open = () => new FormState(compile(definition), { now: new Date(0), zone: 'UTC', seed: 1, language: 'en' }, {});

describe('fields', () => {
  it('stay the same while their path shifts', () => {
    const form = open();
    form.add('people');
    form.set('people[2].who', 'Beat');
    const field = form.field('people[2].who');
    form.remove('people[1]');
    expect(field.path).toBe('people[1].who');
    expect(form.field('people[1].who')).toBe(field);
    expect(field.value).toBe('Beat');
  });
});
