import { describe, expect, it } from 'vitest';
import type { Definition } from '$lib/engine/definition';
import { behindText, columnTitle, type Behind } from './behind';
import { t } from './messages-behind';

const definition: Definition = {
  id: 'visit',
  version: 1,
  kind: 'mystery',
  title: { en: 'Visit' },
  defaultLanguage: 'en',
  body: [{ type: 'section', name: 'arrival', label: { en: 'Arrival' }, body: [{ type: 'select_one', name: 'greeted', label: { en: 'Greeted?' } }] }],
  indicators: [
    { name: 'friendly', kind: 'mean', title: { en: 'Friendliness' } },
    { name: 'wait', kind: 'duration', title: { en: 'Waiting' } },
    { name: 'again', kind: 'share', title: { en: 'Would come again' } },
    { name: 'recommend', kind: 'nps', title: { en: 'Recommendation' } }
  ]
};
const touchpoints = [{ name: 'counter', title: { en: 'Counter' }, order: 1 }];

describe('behindText', () => {
  const vectors: { name: string; given: Behind; want: string }[] = [
    { name: 'no number', given: { touchpoint: 'counter' }, want: '' },
    { name: 'any value', given: { indicator: 'friendly' }, want: 'a value for Friendliness' },
    { name: 'one value', given: { indicator: 'friendly', value: '1' }, want: '1 on Friendliness' },
    { name: 'a range', given: { indicator: 'touchpoint:counter', from: '20', to: '40' }, want: '20.0 to 40.0 on Counter' },
    { name: 'a range in minutes', given: { indicator: 'wait', from: '600' }, want: '10.0 min or more on Waiting' },
    { name: 'at most', given: { indicator: 'question:greeted', to: '50' }, want: '50.0 or less on Greeted?' },
    { name: 'a share', given: { indicator: 'again', value: '0' }, want: 'no on Would come again' },
    { name: 'NPS', given: { indicator: 'recommend', value: '-100' }, want: 'detractors on Recommendation' },
    { name: 'left blank', given: { indicator: 'friendly', absent: 'missing' }, want: 'Friendliness left blank' },
    { name: 'an indicator that is gone', given: { indicator: 'gone', value: '2' }, want: '2 on gone' }
  ];
  it.each(vectors)('$name', ({ given, want }) => expect(behindText(given, definition, touchpoints)).toBe(want));
});

it('names columns without a definition by themselves', () => {
  expect(['section:arrival', 'touchpoint:gone', 'friendly'].map((column) => columnTitle(column, undefined, []))).toEqual(['arrival', 'gone', 'friendly']);
});

it('says how many, of what and when', () => {
  expect(t.shown(12, '1 on Friendliness', 'Baseline')).toBe('12 responses with 1 on Friendliness, Baseline');
  expect(t.shown(1, '', '')).toBe('1 response');
});
