import { describe, expect, it } from 'vitest';
import { decimal, within } from './decimal';

describe('decimal', () => {
  it.each([
    ['12', 12],
    [' 12.5 ', 12.5],
    ['12,5', 12.5],
    ['-3', -3],
    ['−3,25', -3.25],
    ['', undefined],
    ['1.2.3', undefined],
    ["1'000", undefined],
    ['twelve', undefined],
    ['1e3', undefined]
  ])('reads %j as %s', (text, want) => expect(decimal(text)).toBe(want));
});

describe('within', () => {
  it.each([
    ['', true],
    ['0', true],
    ['100', true],
    ['100,1', false],
    ['-1', false],
    ['x', false]
  ])('holds %j between 0 and 100: %s', (text, want) => expect(within(text, 0, 100)).toBe(want));
});
