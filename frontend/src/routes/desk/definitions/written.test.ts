import { describe, expect, it } from 'vitest';
import { written } from './written';

const long = 'x'.repeat(120);

describe('written', () => {
  it.each<{ name: string; given: unknown; want: string }>([
    { name: 'a choice stands on one line', given: { name: 'yes', label: { en: 'Yes' } }, want: '{ "name": "yes", "label": { "en": "Yes" } }\n' },
    { name: 'what is long is broken', given: { a: [1, 2], b: long }, want: `{\n  "a": [1, 2],\n  "b": "${long}"\n}\n` },
    { name: 'what is long inside breaks what is around it', given: [{ a: long }], want: `[\n  {\n    "a": "${long}"\n  }\n]\n` },
    { name: 'empty', given: { a: [], b: {} }, want: '{ "a": [], "b": {} }\n' },
    { name: 'members without value are left out', given: { a: undefined, b: null }, want: '{ "b": null }\n' }
  ])('$name', ({ given, want }) => expect(written(given)).toBe(want));

  it('says the same as the value', () => {
    const value = { 'odd "key"': [null, true, -1.5e10, 'line\nbreak', [[], {}], { deep: [long, { deeper: long }] }] };
    expect(JSON.parse(written(value))).toEqual(value);
  });
});
