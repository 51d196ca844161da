import { expect, it } from 'vitest';
import { shoppersOf } from './needs';

const one = (id: string, role: 'shopper' | 'lead', disabled?: boolean) => ({ id, name: id, email: `${id}@example.org`, role, ...(disabled && { disabled }) });

it.each([
  { name: 'shoppers only', given: [one('mia', 'shopper'), one('lea', 'lead')], want: ['mia'] },
  { name: 'none whose account is disabled', given: [one('mia', 'shopper', true), one('noah', 'shopper')], want: ['noah'] },
  { name: 'nobody for those who may not see people', given: undefined, want: [] }
])('offers work to $name', ({ given, want }) => {
  expect(shoppersOf({ people: given }).map(({ id }) => id)).toEqual(want);
});
