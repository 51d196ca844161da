import type { Change } from '$lib/client/definition';
import { describe, expect, it } from 'vitest';
import { detailsOf, labelOf } from './changes';

const change = (more: Partial<Change>): Change => ({ kind: 'changed', what: 'question', path: '/body/0', name: 'q', breaks: '', ...more });

describe('details', () => {
  it.each<{ name: string; given: Change; want: [string, string, string, string][] }>([
    {
      name: 'a text, by language, only what differs',
      given: change({ keys: ['label'], before: { label: { en: 'Old', de: 'Gleich' } }, after: { label: { en: 'New', de: 'Gleich', fr: 'Neuf' } } }),
      want: [['label', 'en', 'Old', 'New'], ['label', 'fr', '', 'Neuf']]
    },
    {
      name: 'an expression that came and parameters that changed',
      given: change({ keys: ['parameters', 'relevant'], before: { parameters: { end: 5 } }, after: { parameters: { end: 10 }, relevant: '${a} = 1' } }),
      want: [['parameters', '', '{"end":5}', '{"end":10}'], ['relevant', '', '', '${a} = 1']]
    },
    {
      name: 'all of what was removed but its name and what it holds',
      given: change({ kind: 'removed', before: { name: 'q', type: 'section', body: [], label: { en: 'Gone' } } }),
      want: [['type', '', 'section', ''], ['label', 'en', 'Gone', '']]
    },
    { name: 'a setting', given: change({ what: 'setting', name: 'pages', before: 'section', after: 'all' }), want: [['pages', '', 'section', 'all']] },
    { name: 'what moved says nothing more', given: change({ kind: 'moved' }), want: [] }
  ])('$name', ({ given, want }) => expect(detailsOf(given).map(({ key, language, before, after }) => [key, language, before, after])).toEqual(want));
});

it('knows a thing by its words', () => {
  expect(labelOf(change({ after: { label: { de: 'Neu' } }, before: { label: { de: 'Alt' } } }), 'en')).toBe('Neu');
  expect(labelOf(change({ keys: ['required'], after: { required: true } }), 'en')).toBe('');
});
