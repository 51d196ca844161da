import { expect, it } from 'vitest';
import { largest, refusal, withDocument } from './documents';

it.each([
  { name: 'a PDF file', given: { type: 'application/pdf', size: largest }, want: undefined },
  { name: 'a larger one', given: { type: 'application/pdf', size: largest + 1 }, want: 'size' },
  { name: 'a page that could hold scripts', given: { type: 'text/html', size: 1 }, want: 'type' },
  { name: 'a picture that could', given: { type: 'image/svg+xml', size: 1 }, want: 'type' }
])('$name', ({ given, want }) => expect(refusal(given)).toBe(want));

const one = { sha256: 'a', name: 'a.pdf', type: 'application/pdf', size: 1 };
it('keeps the same content once, by its newest name', () => expect(withDocument([one, { ...one, sha256: 'b' }], { ...one, name: 'again.pdf' })).toEqual([{ ...one, sha256: 'b' }, { ...one, name: 'again.pdf' }]));
