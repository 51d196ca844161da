import { expect, it } from 'vitest';
import { contentMistakes, contentOf, definitionOf, noContent, numberOf, typedContentOf } from './content';

const most = {
  scenario: { en: 'You look.' },
  briefing: { de: 'Nach **fünf**.' },
  documents: [{ sha256: 'a'.repeat(64), name: 'plan.pdf', type: 'application/pdf', size: 12 }],
  proofs: [{ text: { en: 'The receipt' }, question: 'receipt' }, { text: { en: 'The front' } }],
  fee: { amount: 2550, currency: 'CHF' },
  expenses: { limit: { amount: 1000, currency: 'CHF' }, what: { en: 'A coffee' } },
  minimumRating: 7.5,
  quiz: { definition: { id: 'visit-quiz', version: 2 }, pass: 80, attempts: 0 }
};
it.each([
  { name: 'nothing', given: {} },
  { name: 'everything', given: most },
  { name: 'a fee of nothing', given: { fee: { amount: 0, currency: 'JPY' } } },
  { name: 'expenses without a fee', given: { expenses: { limit: { amount: 500, currency: 'EUR' } } } }
])('gives back what was read into the form: $name', ({ given }) => {
  expect(contentMistakes(typedContentOf(given))).toEqual(new Set());
  expect(contentOf(typedContentOf(given))).toEqual(given);
});

it('leaves out texts that say nothing', () => expect(contentOf({ ...noContent(), scenario: { en: ' ', de: '' }, briefing: { en: ' Go. ' } })).toEqual({ briefing: { en: 'Go.' } }));
it('reads what select fields hold', () => expect(definitionOf('visit/12')).toEqual({ id: 'visit', version: 12 }));

it.each([
  { given: '7,5', want: 7.5 },
  { given: '10', want: 10 },
  { given: '0.9', want: undefined },
  { given: '11', want: undefined },
  { given: '', want: undefined }
])('number from 1 to 10: "$given"', ({ given, want }) => expect(numberOf(given, 1, 10)).toBe(want));

const empty = noContent();
it.each([
  { name: 'nothing', given: empty, want: [] },
  { name: 'an amount that is none', given: { ...empty, amount: 'some' }, want: ['amount'] },
  { name: 'a currency that is none', given: { ...empty, amount: '25', currency: 'Fr.' }, want: ['currency'] },
  { name: 'a currency without an amount', given: { ...empty, currency: '' }, want: [] },
  { name: 'a limit that is none', given: { ...empty, limit: '-1' }, want: ['limit'] },
  { name: 'a rating beyond the grades', given: { ...empty, minimumRating: '11' }, want: ['minimumRating'] },
  { name: 'a pass mark without a quiz', given: { ...empty, pass: 'all' }, want: [] },
  { name: 'a quiz without a pass mark', given: { ...empty, quiz: 'q/1', pass: '' }, want: ['pass'] },
  { name: 'half an attempt', given: { ...empty, quiz: 'q/1', attempts: '1.5' }, want: ['attempts'] },
  { name: 'a proof of nothing', given: { ...empty, proofs: [{ text: { en: ' ' }, question: '' }] }, want: ['proofs'] }
])('mistakes: $name', ({ given, want }) => expect([...contentMistakes(given)].sort()).toEqual(want));
