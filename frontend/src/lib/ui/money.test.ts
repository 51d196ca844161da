import { expect, it } from 'vitest';
import { formatMoney, readAmount, typedAmount } from './money';

const amounts = [
  { name: 'whole', given: ['25', 'CHF'], want: 2500 },
  { name: 'one decimal', given: ['25.5', 'CHF'], want: 2550 },
  { name: 'comma', given: ['25,50', 'EUR'], want: 2550 },
  { name: 'exact where fractions are not', given: ['1.15', 'CHF'], want: 115 },
  { name: 'thousands', given: ["1'250.00", 'CHF'], want: 125000 },
  { name: 'blanks', given: [' 1 250 ', 'CHF'], want: 125000 },
  { name: 'no decimals in yen', given: ['250', 'JPY'], want: 250 },
  { name: 'too fine for yen', given: ['2.5', 'JPY'], want: undefined },
  { name: 'too fine for francs', given: ['2.555', 'CHF'], want: undefined },
  { name: 'a thousand with a comma is ambiguous', given: ['1,250', 'CHF'], want: undefined },
  { name: 'negative', given: ['-2', 'CHF'], want: undefined },
  { name: 'words', given: ['ten', 'CHF'], want: undefined },
  { name: 'nothing', given: ['', 'CHF'], want: undefined }
] as const;
it.each(amounts)('reads: $name', ({ given: [text, currency], want }) => expect(readAmount(text, currency)).toBe(want));

it.each([
  { given: { amount: 2550, currency: 'CHF' }, want: '25.50' },
  { given: { amount: 5, currency: 'EUR' }, want: '0.05' },
  { given: { amount: 250, currency: 'JPY' }, want: '250' },
  { given: { amount: 1500, currency: 'KWD' }, want: '1.500' }
])('types $want, which is read back', ({ given, want }) => {
  expect(typedAmount(given)).toBe(want);
  expect(readAmount(want, given.currency)).toBe(given.amount);
});

it('shows the currency’s own decimals', () => {
  expect(formatMoney({ amount: 2550, currency: 'CHF' })).toMatch(/25\.50/);
  expect(formatMoney({ amount: 2550, currency: 'JPY' })).toMatch(/2,550/);
});
