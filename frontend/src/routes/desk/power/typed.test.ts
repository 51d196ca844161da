import { describe, expect, it } from 'vitest';
import { positive, shownDifference, storedDifference } from './typed';

describe('positive', () => {
  const vectors: { given: string; want: number | undefined }[] = [
    { given: '', want: undefined },
    { given: '  ', want: undefined },
    { given: '2', want: 2 },
    { given: ' 0,5 ', want: 0.5 },
    { given: '0', want: Number.NaN },
    { given: '-1', want: Number.NaN },
    { given: 'much', want: Number.NaN },
    { given: '1e400', want: Number.NaN }
  ];
  it.each(vectors)('"$given"', ({ given, want }) => expect(positive(given)).toBe(want));
});

describe('differences', () => {
  it('are stored as shares and seconds', () => {
    expect(storedDifference('share', 5)).toBeCloseTo(0.05, 12);
    expect(storedDifference('minutes', 2)).toBeCloseTo(120, 9);
    expect(storedDifference('mean', 0.2)).toBe(0.2);
  });
  it('are shown without binary noise', () => expect(shownDifference('share', 0.07)).toBe(7));
});
