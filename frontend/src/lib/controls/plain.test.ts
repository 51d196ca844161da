import { describe, expect, it } from 'vitest';
import { plain } from './plain';

describe('plain', () => {
  for (const { name, given, want } of [
    { name: 'words stay', given: 'Photo of the shelf', want: 'Photo of the shelf' },
    { name: 'marks go', given: 'Photo of the **whole *long* shelf**', want: 'Photo of the whole long shelf' },
    { name: 'a link keeps its words', given: 'See [the list](https://example.org)', want: 'See the list' },
    { name: 'lines and lists follow each other', given: 'Photo\nof\n\n- shelf\n- till', want: 'Photo of shelf till' },
    { name: 'nothing', given: '', want: '' }
  ]) {
    it(name, () => expect(plain(given)).toBe(want));
  }
});
