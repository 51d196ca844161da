import { describe, expect, it } from 'vitest';
import { fitting, nextWindow, responsibleNames, rhythmOf, windowText } from './rhythm';

describe('nextWindow', () => {
  for (const [name, nextDue, want] of [
    ['far away: the two weeks up to the day', '2026-12-31', { firstDay: '2026-12-18', lastDay: '2026-12-31' }],
    ['over the end of a month', '2027-03-05', { firstDay: '2027-02-20', lastDay: '2027-03-05' }],
    ['near: from today', '2026-11-25', { firstDay: '2026-11-22', lastDay: '2026-12-05' }],
    ['past: from today', '2026-01-01', { firstDay: '2026-11-22', lastDay: '2026-12-05' }],
    ['no rhythm: from today', undefined, { firstDay: '2026-11-22', lastDay: '2026-12-05' }]
  ] as const) {
    it(name, () => expect(nextWindow(nextDue ? { nextDue } : {}, '2026-11-22')).toEqual(want));
  }
});

describe('fitting', () => {
  const rows = [
    { title: 'Müller AG', code: 'mueller', segment: 'Dealer', contacts: [{ id: '1', name: 'Ann Bee' }] },
    { title: 'Bolt', code: 'bolt', contacts: [] }
  ];
  it('finds by any part, and by contacts', () => {
    expect(fitting(rows, 'MÜL deal').map(({ code }) => code)).toEqual(['mueller']);
    expect(fitting(rows, 'bee').map(({ code }) => code)).toEqual(['mueller']);
    expect(fitting(rows, ' ')).toHaveLength(2);
    expect(fitting(rows, 'bolt dealer')).toHaveLength(0);
  });
});

describe('rhythmOf', () => {
  for (const [text, want] of [['90', 90], [' 0 ', 0], ['3650', 3650], ['3651', undefined], ['', undefined], ['1.5', undefined], ['-1', undefined], ['9e1', undefined]] as const) {
    it(`reads "${text}"`, () => expect(rhythmOf(text)).toBe(want));
  }
});

describe('responsibleNames', () => {
  it('names a person once, and departments alone where people are not seen', () => {
    const sam = { person: 's', name: 'Sam' };
    expect(responsibleNames([{ ...sam, department: 'Sales' }, { person: 'a', name: 'Ann' }, { ...sam, department: 'Service' }])).toEqual(['Sam (Sales, Service)', 'Ann']);
    expect(responsibleNames([{ person: '', department: 'Sales' }, { person: '', department: 'Service' }])).toEqual(['Sales, Service']);
    expect(responsibleNames([])).toEqual([]);
  });
});

describe('windowText', () => {
  it('says one day once', () => {
    expect(windowText({ firstDay: '2026-05-01', lastDay: '2026-05-01' })).not.toContain('–');
    expect(windowText({ firstDay: '2026-05-01', lastDay: '2026-05-02' })).toContain('–');
    expect(windowText({ lastDay: '2026-05-02' })).toContain('2');
    expect(windowText({})).toBe('');
  });
});
