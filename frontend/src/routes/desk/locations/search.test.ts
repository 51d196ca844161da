import { expect, it } from 'vitest';
import { fits } from './search';

const shop = { code: '0007', title: 'Garden shop North', address: 'Bahnhofstrasse 7\nZürich', brand: 'Own', tags: ['pilot market'] };
it.each([
  { name: 'nothing asked', given: '', want: true },
  { name: 'words of several members', given: 'ZÜRICH pilot 0007', want: true },
  { name: 'one word that is nowhere', given: 'garden south', want: false },
  { name: 'a word across members', given: '7garden', want: false }
])('$name', ({ given, want }) => expect(fits(shop, given)).toBe(want));
