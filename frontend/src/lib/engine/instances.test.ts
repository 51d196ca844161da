import { describe, expect, test } from 'vitest';
import { compile, type Definition, type Environment, prepareAll, type Question, Session } from './index';

await prepareAll();

const environment: Environment = { now: new Date('2026-03-01T10:00:00Z'), zone: 'UTC', seed: 7, language: 'en' };

const people: Question = {
  type: 'repeat',
  name: 'people',
  body: [
    { type: 'text', name: 'who', label: { en: '${place}. ${who}' } },
    { type: 'integer', name: 'age', default: 1, constraint: '. < 100' },
    { type: 'calculate', name: 'place', calculation: 'position(..)' },
    { type: 'repeat', name: 'visits', appearance: 'minimal', body: [{ type: 'integer', name: 'cost' }] }
  ]
};

const sums: Question[] = [
  { type: 'calculate', name: 'total', calculation: 'sum(${age})' },
  { type: 'calculate', name: 'spent', calculation: 'sum(${cost})' }
];

function begin(body: Question[] = [people, ...sums], answers = {}, more: Partial<Environment> = {}): Session {
  const definition: Definition = { id: 'd', version: 1, kind: 'mystery', title: {}, defaultLanguage: 'en', body };
  return new Session(compile(definition), { ...environment, ...more }, answers);
}

function names(session: Session): unknown[] {
  return session.instances('people').map(({ path }) => session.state(`${path}.who`).value);
}

describe('instances', () => {
  test('keep their keys while their paths shift', () => {
    const session = begin([people, ...sums], { people: [{ who: 'Ana' }, { who: 'Bo' }, { who: 'Cy' }] });
    const before = session.instances('people');
    session.remove('people[2]');
    session.add('people', undefined, 1);
    const after = session.instances('people');
    expect(after.map(({ path }) => path)).toEqual(['people[1]', 'people[2]', 'people[3]']);
    expect(after.slice(1).map(({ key }) => key)).toEqual([before[0]?.key, before[2]?.key]);
    expect(before.map(({ key }) => key)).not.toContain(after[0]?.key);
    expect(names(session)).toEqual([undefined, 'Ana', 'Cy']);
  });

  test('keep their cells, whose paths shift', () => {
    const session = begin([people], { people: [{ who: 'Ana' }, { who: 'Bo' }] });
    const cell = session.cellAt('people[2].who');
    session.remove('people[1]');
    expect([cell.path, session.cellAt('people[1].who') === cell, session.stateOf(cell).label]).toEqual(['people[1].who', true, '1. Bo']);
  });

  test('come back as they were when a removal is undone', () => {
    const session = begin([people, ...sums], { people: [{ who: 'Ana' }, { who: 'Bo', age: null, visits: [{ cost: 3 }, { cost: 4 }], odd: 1 }, { who: 'Cy' }] });
    session.set('people[2].age', null);
    const before = session.remembered();
    const held = session.remove('people[2]');
    expect(held).toEqual({ who: 'Bo', place: 2, visits: [{ cost: 3 }, { cost: 4 }], odd: 1 });
    expect([names(session), session.state('spent').value]).toEqual([['Ana', 'Cy'], 0]);
    expect(session.add('people', held, 2)).toBe('people[2]');
    expect(session.remembered()).toEqual(before);
    expect([session.state('spent').value, session.state('total').value]).toEqual([7, 2]);
  });

  test('new ones begin with their defaults', () => {
    const session = begin();
    expect(session.add('people')).toBe('people[2]');
    expect(session.answers()).toEqual({ people: [{ age: 1, place: 1 }, { age: 1, place: 2 }], total: 2, spent: 0 });
  });

  test('set tells the paths that may look different, in its own instance and outside', () => {
    const session = begin([people, ...sums], { people: [{}, {}] });
    expect(session.set('people[2].age', 5).sort()).toEqual(['people[2].age', 'total']);
  });

  test('mistakes go by the paths of now', () => {
    const session = begin([people], { people: [{}, { age: 200 }] });
    expect(session.violations().map(({ question }) => question)).toEqual(['people[2].age']);
    session.remove('people[1]');
    expect(session.violations().map(({ question }) => question)).toEqual(['people[1].age']);
  });

  test('a draft resumes with as many as it had', () => {
    const session = begin();
    session.remove('people[1]');
    expect(begin([people], session.remembered(), { resumed: true }).instances('people')).toEqual([]);
    session.add('people');
    session.add('people');
    expect(begin([people], session.remembered(), { resumed: true }).remembered()).toEqual({
      people: [{ age: 1, place: 1 }, { age: 1, place: 2 }],
      total: 2,
      spent: 0
    });
  });

  test('paths that lead nowhere are an error', () => {
    const session = begin();
    for (const path of ['people[2].who', 'people.who', 'who', 'people[1]', 'people[0].who', 'people[1].visits[1].cost', '']) {
      expect(() => session.state(path), path).toThrow(RangeError);
      expect(session.has(path)).toBe(false);
    }
    expect(() => session.remove('people[2]')).toThrow(RangeError);
    expect(() => session.add('people[1].who')).toThrow(RangeError);
  });

  test('counted ones are not added to or taken from by hand', () => {
    const session = begin([{ ...people, count: '2' }]);
    expect(session.extendable('people')).toBe(false);
    expect(() => session.add('people')).toThrow(RangeError);
    expect(() => session.remove('people[1]')).toThrow(RangeError);
    expect(session.instances('people')).toHaveLength(2);
  });

  test('there are at most a thousand, and more are kept aside', () => {
    const many = Array.from({ length: 1003 }, (_, index) => ({ age: index }));
    const session = begin([people], { people: many }, { resumed: true });
    expect(session.extendable('people')).toBe(false);
    expect(session.violations().map(({ question, code }) => `${question} ${code}`).filter((told) => !told.endsWith('constraint'))).toEqual(['people type']);
    expect((session.remembered()['people'] as unknown[]).slice(999)).toEqual([{ age: 999, place: 1000 }, { age: 1000 }, { age: 1001 }, { age: 1002 }]);
    expect((session.answers()['people'] as unknown[])).toHaveLength(1000);
  });
});

describe('a change computes only what depends on it', () => {
  test('ten of a thousand calculations', () => {
    const questions = Array.from({ length: 100 }, (_, index): Question => ({ type: 'integer', name: `q${index}` }));
    const calculations = Array.from({ length: 1000 }, (_, index): Question => ({ type: 'calculate', name: `c${index}`, calculation: `\${q${index % 100}} + 1` }));
    const session = begin([...questions, ...calculations]);
    const before = session.computations;
    session.set('q7', 5);
    expect(session.computations - before).toBe(10);
    expect(session.state('c907').value).toBe(6);
  });

  test('one instance of two hundred, and the sum over all', () => {
    const body: Question[] = [
      { type: 'integer', name: 'rate' },
      {
        type: 'repeat',
        name: 'people',
        body: [
          { type: 'integer', name: 'age' },
          { type: 'calculate', name: 'double', calculation: '${age} * 2 * ${rate}' }
        ]
      },
      { type: 'calculate', name: 'all', calculation: 'sum(${double})' }
    ];
    const session = begin(body, { rate: 1, people: Array.from({ length: 200 }, (_, age) => ({ age })) });
    let before = session.computations;
    session.set('people[77].age', 0);
    expect(session.computations - before).toBe(2);
    expect(session.state('all').value).toBe(199 * 200 - 2 * 76);
    before = session.computations;
    session.set('rate', 2);
    expect(session.computations - before).toBe(201);
  });
});
