import { describe, expect, it } from 'vitest';
import { states, type ResponseDetail, type ResponseEvent } from '$lib/client/response-list';
import type { Definition } from '$lib/engine/definition';
import { appealsOf } from './appeals';
import { correctionKind, readCorrection } from './correction';
import { decisionsFor, isDecided, templatesFor } from './decisions';
import { flagFact } from './flag-fact';
import { groupsOf, twinOf } from './flag-groups';
import { marginOf } from './margin';
import { flagCodes, flagWords } from './messages-flags';
import { dayFrom, newestOf } from './review-work.svelte';
import { spotsOf } from './spots';
import { courseOf } from './visit-line';

const event = (id: string, more: Partial<ResponseEvent> = {}): ResponseEvent => ({ id, kind: 'submitted', at: '2026-05-01T10:00:00Z', ...more });
const definition: Definition = {
  id: 'visit',
  version: 1,
  kind: 'mystery',
  title: { en: 'Visit' },
  defaultLanguage: 'en',
  choices: { yes_no: [{ name: 'yes', label: { en: 'Yes' } }] },
  body: [{ type: 'select_one', name: 'greeted', choices: 'yes_no', label: { en: 'Greeted?' } }]
};
const detailWith = (more: object, response: object = {}) =>
  ({ definition, score: null, response: { id: 'r', answers: {}, submittedAt: '2026-05-01T11:00:00Z', receivedAt: '2026-05-01T11:01:00Z', ...response }, ...more }) as unknown as ResponseDetail;

describe('decisions', () => {
  it.each([
    { name: 'a fresh report', given: { state: 'submitted', source: 'assignment' }, want: ['approve', 'return', 'reject', 'exclude'] },
    { name: 'one that waits for a second', given: { state: 'inReview', awaitsSecond: 'somebody' }, want: ['confirm', 'return', 'reject', 'exclude'] },
    { name: 'a returned one may still be decided', given: { state: 'returned' }, want: ['approve', 'return', 'reject', 'exclude', 'reopen'] },
    { name: 'an approved one', given: { state: 'approved' }, want: ['reopen'] },
    { name: 'a customer gets nothing back', given: { state: 'submitted', source: 'link' }, want: ['approve', 'reject', 'exclude'] }
  ] as const)('$name', ({ given, want }) => expect(decisionsFor(given)).toEqual(want));
  it('decided reports can only be reopened', () => expect(states.filter(isDecided).map((state) => decisionsFor({ state }))).toEqual([['reopen'], ['reopen'], ['reopen']]));
  it('has ready sentences in the language of the report', () => {
    expect(templatesFor('reject', 'de-CH')[0]).toMatch(/Standort/);
    expect(templatesFor('reject', 'fr')[0]).toMatch(/location/);
    expect(templatesFor('approve', 'en')).toEqual([]);
  });
});

it.each([
  { given: ['2026-05-30', 3], want: '2026-06-02' },
  { given: ['2028-02-28', 1], want: '2028-02-29' },
  { given: ['2026-12-31', 1], want: '2027-01-01' }
] as const)('the day after $given is $want', ({ given: [day, days], want }) => expect(dayFrom(day, days)).toBe(want));

it('bases a decision on the newest event of any kind', () =>
  expect([newestOf(detailWith({ history: [event('a'), event('b', { kind: 'paid' })] })), newestOf(detailWith({}, { events: [event('c')] })), newestOf(detailWith({}))]).toEqual(['b', 'c', '']));

describe('appeals', () => {
  it('finds the answer of each', () => {
    const history = [event('a', { kind: 'appealed' }), event('b', { kind: 'appealDecided', appeal: 'a', outcome: 'rejected' }), event('c', { kind: 'appealed' })];
    expect(appealsOf(detailWith({ history })).map(({ appeal, outcome }) => [appeal.id, outcome?.id])).toEqual([['a', 'b'], ['c', undefined]]);
  });
});

describe('corrections', () => {
  it.each([
    { type: 'select_one', choices: 'yes_no', want: 'one' },
    { type: 'select_one', choices: 'elsewhere', want: 'remove' },
    { type: 'select_multiple', choices: 'yes_no', want: 'several' },
    { type: 'range', want: 'number' },
    { type: 'date', want: 'date' },
    { type: 'image', want: 'remove' }
  ])('$type of $choices: $want', ({ want, ...question }) => expect(correctionKind(definition, { name: 'q', ...question })).toBe(want));
  it.each([
    { name: 'a number', given: ['number', 'decimal', ' 2,5 '], want: 2.5 },
    { name: 'no whole number', given: ['number', 'integer', '2.5'], want: undefined },
    { name: 'no number', given: ['number', 'integer', 'two'], want: undefined },
    { name: 'nothing', given: ['number', 'integer', '  '], want: null },
    { name: 'a text', given: ['text', 'text', ' as it was '], want: 'as it was' }
  ] as const)('$name', ({ given: [kind, type, typed], want }) => expect(readCorrection(kind, type, typed)).toBe(want));
});

describe('flags', () => {
  it('have words of their own and advice', () => {
    for (const code of flagCodes) {
      const { title, advice } = flagWords(code);
      expect([code, title !== '', advice.length > 20, title !== flagWords('nothing like it').title]).toEqual([code, true, true, true]);
    }
  });
  it.each([
    { name: 'a distance', given: { code: 'outsideRadius', value: 1234 }, want: '1.23 km' },
    { name: 'a time', given: { code: 'tooFast', value: 61 }, want: '1 min 1 sec' },
    { name: 'an amount', given: { code: 'expensesOverLimit', value: 250 }, want: 'CHF 2.50' },
    { name: 'another report is a link, not a fact', given: { code: 'textReused', value: { response: 'x' } }, want: '' },
    { name: 'a raw value', given: { code: 'type', value: 'twelve' }, want: 'given: twelve' },
    { name: 'what only the server knows', given: { code: 'newOne', message: 'Column B: odd.' }, want: 'Column B: odd.' },
    { name: 'nothing', given: { code: 'required' }, want: '' }
  ])('$name', ({ given, want }) => expect(flagFact({ message: '', ...given }, 'Europe/Zurich', 'CHF').replace('\u00a0', ' ')).toBe(want));
});

describe('groups of flags', () => {
  const flag = (code: string, question = '') => ({ code, question, message: '' });
  it('keep their order, and put what needs nothing last', () =>
    expect(groupsOf([flag('fromFile'), flag('photoReused', 'a'), flag('tooFast'), flag('photoReused', 'b')]).map(({ code, flags }) => [code, flags.length])).toEqual([
      ['photoReused', 2],
      ['tooFast', 1],
      ['fromFile', 1]
    ]));
  it('know the other report', () => expect([twinOf({ value: { response: 'x', bits: 2 } }), twinOf({ value: 3 }), twinOf({})]).toEqual(['x', undefined, undefined]));
});

describe('margin', () => {
  const asked = event('b', { kind: 'reviewed', decision: 'return', comments: [{ question: 'greeted', text: 'Really?' }] });
  const previous = [
    { event: 'a', at: '', answers: { greeted: 'yes' } },
    { event: 'c', at: '', answers: {} },
    { event: 'd', at: '', aside: true, answers: { greeted: 'yes' } }
  ];
  it('tells what was asked and what the answer was before; what came too late does not count', () => {
    const margin = marginOf(detailWith({ history: [asked], previous }));
    expect(margin.asked.get('greeted')?.map(({ text }) => text)).toEqual(['Really?']);
    expect([...margin.before]).toEqual([['greeted', 'Yes']]);
  });
});

describe('evidence', () => {
  const visit = { checkIn: { at: '2026-05-01T10:00:00Z', position: { lat: 47.4, lon: 8.5, accuracy: 12 }, distance: 350 }, checkOut: { at: '2026-05-01T10:40:00Z', missing: 'denied' } };
  const photos = ['2026-05-01T10:10:00Z', '2026-05-01T10:10:30Z', '2026-05-01T10:20:00Z'].map((takenAt) => ({ attachment: takenAt, takenAt, position: { lat: 47.4, lon: 8.5 } }));
  const detail = detailWith({ evidence: { location: { code: '1', title: 'North', position: { lat: 47.4, lon: 8.51 }, radius: 200 }, photos } }, { visit, startedAt: '2026-05-01T10:05:00Z' });

  it('is a course in order, photos of one minute together', () =>
    expect(courseOf(detail).map(({ at, what }) => `${at.slice(11, 16)} ${what}`)).toEqual([
      '10:00 Checked in',
      '10:05 Form opened',
      '10:10 Photo taken',
      '10:20 Photo taken',
      '10:40 Left',
      '11:00 Submitted',
      '11:01 Arrived at the server'
    ]));
  it('says why there is no position', () => expect(courseOf(detail).find(({ what }) => what === 'Left')?.remark).toBe('no position: not allowed'));
  it('tells what lies outside of the radius', () => {
    const spots = spotsOf(detail);
    expect(spots.map(({ place }) => [place.id, place.tone])).toEqual([['location', 'accent'], ['checkIn', 'danger'], ['photo-0', 'warning'], ['photo-1', 'warning'], ['photo-2', 'warning']]);
    expect(spots[1]?.remark).toBe('350 m from the location, outside the radius');
  });
});
