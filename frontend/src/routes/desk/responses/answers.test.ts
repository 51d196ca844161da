import { describe, expect, it } from 'vitest';
import type { Definition } from '$lib/engine/definition';
import { answerText, plain, spanText } from './answers';

const definition: Definition = {
  id: 'visit',
  version: 1,
  kind: 'mystery',
  title: { en: 'Visit' },
  defaultLanguage: 'en',
  choices: { yes_no: [{ name: 'yes', label: { en: 'Yes' } }, { name: 'no', label: { en: 'No' } }] },
  body: []
};

describe('answer', () => {
  const vectors: { name: string; question: Parameters<typeof answerText>[1]; given: unknown; want: string }[] = [
    { name: 'choice', question: { type: 'select_one', name: 'q', choices: 'yes_no' }, given: 'yes', want: 'Yes' },
    { name: 'choice that is gone', question: { type: 'select_one', name: 'q', choices: 'yes_no' }, given: 'maybe', want: 'maybe' },
    { name: 'several', question: { type: 'select_multiple', name: 'q', choices: 'yes_no' }, given: ['no', 'yes'], want: 'No, Yes' },
    { name: 'number', question: { type: 'decimal', name: 'q' }, given: 0.25, want: '0.25' },
    { name: 'zero is an answer', question: { type: 'integer', name: 'q' }, given: 0, want: '0' },
    { name: 'day, whatever the time zone', question: { type: 'date', name: 'q' }, given: '2026-03-01', want: '1 Mar 2026' },
    { name: 'position', question: { type: 'geopoint', name: 'q' }, given: { lat: 46.9, lon: 7.4, accuracy: 11.6 }, want: '46.90000, 7.40000 (within 12 m)' },
    { name: 'photo', question: { type: 'image', name: 'q' }, given: { id: 'x', name: 'queue.jpg' }, want: 'queue.jpg' },
    { name: 'rank', question: { type: 'rank', name: 'q', choices: 'yes_no' }, given: ['no', 'yes'], want: '1. No\n2. Yes' },
    { name: 'time', question: { type: 'time', name: 'q' }, given: '14:30:00.000+02:00', want: '14:30' },
    { name: 'moment in its own zone', question: { type: 'dateTime', name: 'q' }, given: '2026-03-01T23:30:00.000-08:00', want: '1 Mar 2026, 23:30' },
    { name: 'line', question: { type: 'geotrace', name: 'q' }, given: [{ lat: 47, lon: 8 }, { lat: 47.001, lon: 8 }], want: '2 points, 111 m' },
    { name: 'area', question: { type: 'geoshape', name: 'q' }, given: [{ lat: 47, lon: 8 }, { lat: 47.001, lon: 8 }, { lat: 47, lon: 8.001 }], want: '3 points, 4,226 m²' },
    { name: 'choices from a repeat stand for themselves', question: { type: 'select_one', name: 'q', choices: '${who}' }, given: 'Ann', want: 'Ann' },
    { name: 'confirmation', question: { type: 'acknowledge', name: 'q' }, given: 'OK', want: 'Confirmed' },
    { name: 'blank', question: { type: 'text', name: 'q' }, given: '', want: '' },
    { name: 'absent', question: { type: 'text', name: 'q' }, given: undefined, want: '' }
  ];
  it.each(vectors)('$name', ({ question, given, want }) => expect(answerText(definition, question, given)).toBe(want));
});

it('takes the first line of a label without marks', () => expect(plain('How *was* it, snake_case?\nHint')).toBe('How was it, snake_case?'));

it.each([
  { given: 0.4, want: '0 secs' },
  { given: 59.4, want: '59 secs' },
  { given: 60, want: '1 min' },
  { given: 185.2, want: '3 mins 5 secs' }
])('says $given seconds', ({ given, want }) => expect(spanText(given)).toBe(want));
