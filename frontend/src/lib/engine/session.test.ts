import { describe, expect, test } from 'vitest';
import { compile, type Definition, type Environment, evaluate, prepareAll, Session } from './index';

await prepareAll();

const environment: Environment = { now: new Date('2026-03-01T10:00:00Z'), zone: 'Europe/Zurich', seed: 7, language: 'en' };

const visit: Definition = {
  id: 'visit',
  version: 1,
  kind: 'mystery',
  title: { en: 'Visit' },
  defaultLanguage: 'en',
  choices: { yes_no: [{ name: 'yes', label: { en: 'Yes', de: 'Ja' } }, { name: 'no', label: { en: 'No', de: 'Nein' } }] },
  body: [
    { type: 'select_one', name: 'greeted', choices: 'yes_no', required: true, label: { en: 'Greeted?', de: 'Begrüsst?' } },
    { type: 'text', name: 'by', relevant: "${greeted} = 'yes'", constraint: '. != ${staff}', constraintMessage: { en: 'Not ${staff}' } },
    { type: 'text', name: 'staff', label: { en: 'Staff' } },
    { type: 'note', name: 'summary', label: { en: 'By ${by}', de: 'Von ${by}' } },
    { type: 'calculate', name: 'label', calculation: "jr:choice-name(${greeted}, '${greeted}')" },
    { type: 'end', name: 'finished' }
  ]
};
const form = compile(visit);

describe('set tells which questions may look different', () => {
  const vectors: { name: string; given: [string, unknown][]; want: string[] }[] = [
    { name: 'its own, what depends on it, and what depends on that', given: [['by', 'Ana'], ['greeted', 'yes']], want: ['by', 'greeted', 'label', 'summary'] },
    { name: 'only its own when nothing depends on it', given: [['summary', null]], want: ['summary'] },
    { name: 'not what depends on an answer that stays the same', given: [['staff', 'Bo'], ['staff', 'Bo']], want: ['staff'] },
    { name: 'nothing for a calculation', given: [['label', 'x']], want: [] },
    { name: 'questions whose constraint reads it', given: [['staff', 'Bo']], want: ['by', 'staff'] }
  ];
  test.each(vectors)('$name', ({ given, want }) => {
    const session = new Session(form, environment);
    const changed = given.map(([name, answer]) => session.set(name, answer));
    expect(changed.at(-1)?.sort()).toEqual(want);
  });
});

test('a state stays the same object until something it shows changes', () => {
  const session = new Session(form, environment);
  const before = session.state('summary');
  session.set('staff', 'Bo');
  expect(session.state('summary')).toBe(before);
  session.set('greeted', 'yes');
  session.set('by', 'Ana');
  expect(session.state('summary').label).toBe('By Ana');
});

test('messages pipe answers in', () => {
  const session = new Session(form, environment, { greeted: 'yes', by: 'Bo', staff: 'Bo' });
  expect(session.violations()).toEqual([{ question: 'by', code: 'constraint', message: 'Not Bo' }]);
});

test('another language changes texts, labels of choices and calculated labels', () => {
  const session = new Session(form, environment, { greeted: 'yes', by: 'Ana' });
  session.language = 'de';
  const { label, choices } = session.state('greeted');
  expect([label, choices.map((choice) => choice.label), session.state('summary').label, session.answers()['label']]).toEqual([
    'Begrüsst?',
    ['Ja', 'Nein'],
    'Von Ana',
    'Ja'
  ]);
});

test('a draft keeps what is not relevant, of the wrong shape and unknown', () => {
  const session = new Session(form, environment, { greeted: 'yes', by: 'Ana', staff: 5, extra: [1], empty: '' });
  session.set('greeted', 'no');
  const draft = session.remembered();
  expect(draft).toEqual({ greeted: 'no', by: 'Ana', staff: 5, extra: [1], label: 'No' });
  expect(session.answers()).toEqual({ greeted: 'no', label: 'No' });
  const later = new Session(form, { ...environment, resumed: true }, draft);
  later.set('greeted', 'yes');
  expect(later.state('by').value).toBe('Ana');
});

test('the last finishing counts as the end', () => {
  const session = new Session(form, environment);
  session.finish(new Date('2026-03-01T11:30:00Z'));
  session.finish(new Date('2026-03-02T11:30:00Z'));
  expect(session.answers()['finished']).toBe('2026-03-02T12:30:00.000+01:00');
});

test('at the end the clock is read again, as the server will', () => {
  const body = [
    { type: 'calculate', name: 'at', calculation: 'now()' },
    { type: 'calculate', name: 'first', calculation: 'once(now())' },
    { type: 'date', name: 'visit', constraint: '. <= today()' }
  ];
  const clock = compile({ ...visit, body });
  const session = new Session(clock, environment, { visit: '2026-03-02' });
  expect(session.violations().map(({ code }) => code)).toEqual(['constraint']);
  const end = new Date('2026-03-02T08:00:00Z');
  session.finish(end);
  expect(session.answers()).toEqual({ at: '2026-03-02T09:00:00.000+01:00', first: '2026-03-01T11:00:00.000+01:00', visit: '2026-03-02' });
  expect(evaluate(clock, { ...environment, now: end }, session.answers()).violations).toEqual([]);
});

test('an unknown question is an error, not an answer', () => {
  const session = new Session(form, environment);
  expect(() => session.set('nobody', 1)).toThrow(RangeError);
  expect(() => session.state('nobody')).toThrow('nobody');
});

test('a calculation that grows without bound is blank and told', () => {
  const doubling = Array.from({ length: 20 }, (_, index) => ({
    type: 'calculate',
    name: `c${index}`,
    calculation: index === 0 ? "'0123456789'" : `concat(\${c${index - 1}}, \${c${index - 1}})`
  }));
  const session = new Session(compile({ ...visit, body: doubling }), environment);
  expect(session.violations().map(({ question, code }) => `${question} ${code}`)).toEqual(['c14 budget']);
  expect(session.answers()['c13']).toHaveLength(81_920);
});

test('randomised choices keep their order in a session, and the outsiders last', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const choices = [{ name: 'none', exclusive: true }, ...names.map((name) => ({ name }))];
  const body = [{ type: 'select_multiple', name: 'q', choices: 'l', parameters: { randomize: true } }];
  const shuffling = compile({ ...visit, choices: { l: choices }, body });
  const order = (seed: number) => new Session(shuffling, { ...environment, seed }).state('q').choices.map(({ name }) => name);
  expect(order(1)).toEqual(order(1));
  expect(order(1).at(-1)).toBe('none');
  expect([...order(1)].sort()).toEqual([...names, 'none']);
  expect(new Set(Array.from({ length: 20 }, (_, seed) => order(seed).join(''))).size).toBeGreaterThan(10);
});

test('evaluate gives no defaults and tells what is unknown, wrong or calculated otherwise', () => {
  const result = evaluate(form, environment, { greeted: 'no', by: 'Ana', staff: 5, extra: 1, label: 'Yes' });
  expect(result.answers).toEqual({ greeted: 'no', label: 'No' });
  expect(result.unknown).toEqual({ staff: 5, extra: 1 });
  expect(result.relevant['by']).toBe(false);
  expect(result.violations.map(({ question, code }) => `${question} ${code}`)).toEqual(['staff type', 'label calculation', 'extra unknown']);
});
