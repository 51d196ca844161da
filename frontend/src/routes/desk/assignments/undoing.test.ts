import type { BoardRow } from '$lib/client/board';
import { expect, it } from 'vitest';
import { undoing } from './undoing';

const row = (id: string, more: Partial<BoardRow['assignment']> = {}, stage: BoardRow['stage'] = 'offered'): BoardRow => ({
  assignment: { id, wave: 'w', definition: { id: 'd', version: 1 }, applications: 0, ...more },
  title: id,
  stage,
  overdue: false,
  risks: []
});

it.each([
  { name: 'calling off, but for what was called off before', act: 'cancel', given: [row('a'), row('b', {}, 'cancelled')], want: [{ act: { act: 'reinstate' }, ids: ['a'] }] },
  { name: 'reinstating', act: 'reinstate', given: [row('a', {}, 'cancelled')], want: [{ act: { act: 'cancel' }, ids: ['a'] }] },
  {
    name: 'giving, to whom it was before',
    act: 'give',
    given: [row('a', { person: 'p' }), row('b'), row('c', { person: 'p' })],
    want: [
      { act: { act: 'give', person: 'p' }, ids: ['a', 'c'] },
      { act: { act: 'give', person: '' }, ids: ['b'] }
    ]
  },
  {
    name: 'moving, to the days before',
    act: 'window',
    given: [row('a', { firstDay: '2026-05-01' }), row('b', { lastDay: '2026-05-09', submitBy: '2026-05-10' })],
    want: [
      { act: { act: 'window', firstDay: '2026-05-01', lastDay: '', submitBy: '' }, ids: ['a'] },
      { act: { act: 'window', firstDay: '', lastDay: '2026-05-09', submitBy: '2026-05-10' }, ids: ['b'] }
    ]
  },
  {
    name: 'putting on the job board, to how it was there before',
    act: 'board',
    given: [row('a', { board: 'apply', state: 'offered' }), row('b', { state: 'planned' })],
    want: [
      { act: { act: 'board', board: 'apply' }, ids: ['a'] },
      { act: { act: 'board', board: '' }, ids: ['b'] }
    ]
  },
  { name: 'an offer, which cannot be taken back', act: 'offer', given: [row('a')], want: undefined }
] as const)('undoes $name', ({ act, given, want }) => expect(undoing(act, given)).toEqual(want));
