import { expect, it } from 'vitest';
import { slugOf } from './slug';

const vectors = [
  { name: 'words', given: 'Spring 2026', want: 'spring-2026' },
  { name: 'umlauts', given: 'Zürich Süd & Große Straße', want: 'zuerich-sued-grosse-strasse' },
  { name: 'accents', given: 'Café Léman', want: 'cafe-leman' },
  { name: 'other letters', given: '東京', want: '' },
  { name: 'ends', given: ' (x) ', want: 'x' },
  { name: 'long', given: 'a'.repeat(80), want: 'a'.repeat(63) }
];
it.each(vectors)('$name', ({ given, want }) => expect(slugOf(given)).toBe(want));
