import { describe, expect, it } from 'vitest';
import { SearchIndex } from './search';

const index = new SearchIndex(['Zürich HB', 'Bern', 'Köln Süd', 'Zug', 'Oberzürich', 'Straße', 'São Paulo', 'חיפה', 'Wil (Zürich)'].map((label) => ({ label })));

describe('search in a list', () => {
  for (const { given, want } of [
    { given: 'zurich', want: ['Zürich HB', 'Wil (Zürich)', 'Oberzürich'] },
    { given: 'ZÜ', want: ['Zürich HB', 'Zug', 'Wil (Zürich)', 'Oberzürich'] },
    { given: 'hb zür', want: ['Zürich HB'] },
    { given: ' sud ', want: ['Köln Süd'] },
    { given: 'strasse', want: ['Straße'] },
    { given: 'sao', want: ['São Paulo'] },
    { given: 'חי', want: ['חיפה'] },
    { given: 'nowhere', want: [] }
  ]) {
    it(given.trim(), () => expect(index.find(given).map(({ label }) => label)).toEqual(want));
  }

  it('gives everything for nothing', () => expect(index.find('  ')).toHaveLength(9));

  it('finds parts of words in long lists', () => {
    const many = new SearchIndex(Array.from({ length: 5_000 }, (_, number) => ({ label: `Filiale ${number} Straße der Künste` })));
    const found = many.find('kunste 499').map(({ label }) => label);
    expect(found).toHaveLength(15);
    expect(found[0]).toBe('Filiale 499 Straße der Künste');
    expect(found.at(-1)).toBe('Filiale 4499 Straße der Künste');
  });
});
