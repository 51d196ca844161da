import { expect, it } from 'vitest';
import { mistakeIn } from './mistake';

it.each([
  { name: 'an object', given: '{"a": 1}', want: undefined },
  { name: 'a list is no definition', given: '[]', want: { line: 1 } },
  { name: 'a comma too many', given: '{\n "a": 1,\n}', want: { line: 3 } },
  { name: 'it ends too early', given: '{\n "a": [\n', want: { line: 3 } },
  { name: 'nothing', given: '', want: { line: 1 } }
])('$name', ({ given, want }) => {
  const found = mistakeIn(given);
  if (want) expect(found).toMatchObject(want);
  else expect(found).toBeUndefined();
});
