import { describe, expect, it } from 'vitest';
import { columnLabel, foremost, type Column } from './columns';

const column = (indicator: string, n: number, touchpoint: string | null = null): Column => ({
  indicator, definition: '', title: { en: indicator, de: indicator }, touchpoint: touchpoint === null ? null : { en: touchpoint, de: touchpoint }, n
});

it('begins with the touchpoint that most responses speak of', () =>
  expect(foremost([column('waiting', 900, 'Checkout'), column('few', 5), column('many', 50)])?.indicator).toBe('many'));

describe('columnLabel', () => {
  it.each([
    { name: 'a touchpoint by its title', given: column('Checkout', 1), want: 'Checkout' },
    { name: 'an indicator with its touchpoint', given: column('Waiting', 1, 'Checkout'), want: 'Checkout: Waiting' },
    { name: 'nothing twice', given: column('Checkout', 1, 'Checkout'), want: 'Checkout' },
    { name: 'a column without a title by its name', given: { ...column('', 1), indicator: 'touchpoint:till', title: null }, want: 'till' }
  ])('$name', ({ given, want }) => expect(columnLabel(given)).toBe(want));
});
