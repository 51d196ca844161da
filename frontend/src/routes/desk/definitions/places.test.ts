import { describe, expect, it } from 'vitest';
import { nameOfPlace, placeOf } from './places';

const text = `{
  "id": "visit", "odd/key": {"a~b": [1, "two, } \\" {"]},
  "body": [
    {"type": "section", "name": "arrival", "body": [
      {"type": "text", "name": "greeted", "constraint": ". > 1"},
      {"type": "text"}]}
  ]
}`;

describe('placeOf', () => {
  it.each([
    { pointer: '/body/0/body/0/constraint', line: 5, want: '"constraint": ". > 1"' },
    { pointer: '/body/0/body/1', line: 6, want: '{"type": "text"}' },
    { pointer: '/body/0/body/1/name', line: 6, want: '{"type": "text"}' },
    { pointer: '/odd~1key/a~0b/1', line: 2, want: '"two, } \\" {"' },
    { pointer: '/id', line: 2, want: '"id": "visit"' },
    { pointer: '/body/7', line: 3, want: text.slice(text.indexOf('"body"'), text.lastIndexOf(']') + 1) },
    { pointer: '', line: 1, want: text }
  ])('$pointer', ({ pointer, line, want }) => {
    const place = placeOf(text, pointer);
    expect(text.slice(place.start, place.end)).toBe(want);
    expect(place.line).toBe(line);
  });
});

describe('nameOfPlace', () => {
  it.each([
    { pointer: '/body/0/body/0/constraint', want: 'arrival › greeted › constraint' },
    { pointer: '/body/0/body/1/name', want: 'arrival › 2 › name' },
    { pointer: '/indicators/3', want: 'indicators › 4' },
    { pointer: '', want: '' }
  ])('$pointer', ({ pointer, want }) => expect(nameOfPlace(JSON.parse(text), pointer)).toBe(want));
});
