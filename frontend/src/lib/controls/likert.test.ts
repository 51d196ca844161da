import { describe, expect, it } from 'vitest';
import { endsOf, faceOf } from './likert';

describe('faces of a scale', () => {
  for (const { name, given, want } of [
    { name: 'number with words', given: '5 – outstanding', want: ['5', 'outstanding'] },
    { name: 'number alone', given: '4', want: ['4', ''] },
    { name: 'words alone', given: 'very satisfied', want: [undefined, 'very satisfied'] },
    { name: 'a number that belongs to the words', given: '3 times a week', want: [undefined, '3 times a week'] },
    { name: 'negative', given: '-2: bad', want: ['-2', 'bad'] }
  ]) {
    it(name, () => expect([faceOf(given), endsOf([given]).low]).toEqual(want));
  }
  it('names both ends', () => expect(endsOf(['5 – good', '4', '3 – bad'])).toEqual({ low: 'good', high: 'bad' }));
});
