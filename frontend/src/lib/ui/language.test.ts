import { describe, expect, it } from 'vitest';
import { catalogue, formatDifference, formatNear, formatNumber, formatPercent, language, pick, plural } from './language.svelte';

describe('pick', () => {
  const text = { en: 'Yes', de: 'Ja' };
  for (const { name, given, want } of [
    { name: 'wanted language', given: [text, 'de', 'en'], want: 'Ja' },
    { name: 'fallback when wanted is missing', given: [text, 'fr', 'de'], want: 'Ja' },
    { name: 'any language as last resort', given: [{ it: 'Sì' }, 'fr', 'de'], want: 'Sì' },
    { name: 'nothing', given: [undefined, 'fr', 'de'], want: '' },
    { name: 'an empty translation stays empty', given: [{ en: 'Yes', de: '' }, 'de', 'en'], want: '' }
  ] as const) {
    it(name, () => expect(pick(given[0], given[1], given[2])).toBe(want));
  }
});

describe('catalogue', () => {
  const t = catalogue({
    en: { save: 'Save', left: (n: number) => plural(n, { one: '1 question left', other: `${n} questions left` }) },
    de: { save: 'Speichern', left: (n: number) => plural(n, { one: 'Noch 1 Frage', other: `Noch ${n} Fragen` }) }
  });
  it('follows the current language', () => {
    language.current = 'en';
    expect([t.save, t.left(1), t.left(2)]).toEqual(['Save', '1 question left', '2 questions left']);
    language.current = 'de';
    expect([t.save, t.left(1), t.left(2)]).toEqual(['Speichern', 'Noch 1 Frage', 'Noch 2 Fragen']);
  });
});

describe('formats', () => {
  it('writes numbers as the language does', () => {
    language.current = 'en';
    expect(formatNumber(1234.5)).toBe('1,234.5');
    expect(formatPercent(0.256, 1)).toBe('25.6%');
    expect(formatDifference(-0.84)).toBe('−0.8');
    expect(formatDifference(3.2)).toBe('+3.2');
    expect(formatDifference(0)).toBe('0.0');
  });
  it('says near times relatively and far ones as a date', () => {
    language.current = 'en';
    const now = Date.UTC(2026, 2, 1, 12);
    expect(formatNear(now + 2 * 3_600_000, now)).toBe('in 2 hours');
    expect(formatNear(now - 86_400_000, now)).toBe('yesterday');
    expect(formatNear(now - 30 * 86_400_000, now)).toMatch(/2026/);
  });
});
