import { describe, expect, it } from 'vitest';
import { match, Router } from './router.svelte';

describe('match', () => {
  for (const { name, given, want } of [
    { name: 'root', given: ['/', ''], want: {} },
    { name: 'parameter', given: ['/projects/:project/waves', '/projects/sfo/waves'], want: { project: 'sfo' } },
    { name: 'decodes', given: ['/locations/:code', '/locations/Z%C3%BCrich%2F1'], want: { code: 'Zürich/1' } },
    { name: 'trailing slash', given: ['/review', '/review/'], want: {} },
    { name: 'too long', given: ['/review', '/review/1'], want: undefined },
    { name: 'too short', given: ['/review/:id', '/review'], want: undefined },
    { name: 'broken escape', given: ['/review/:id', '/review/%E0%A4%A'], want: undefined }
  ] as const) {
    it(name, () => expect(match(given[0], given[1])).toEqual(want));
  }
});

describe('href', () => {
  const router = new Router('/desk', { overview: '/', comparison: '/projects/:project/comparison' });
  it('fills in and escapes parameters', () =>
    expect(router.href('comparison', { project: 'a/b' }, { baseline: '2014', touchpoint: null })).toBe(
      '/desk/projects/a%2Fb/comparison?baseline=2014'
    ));
  it('writes a list as a member that occurs several times', () =>
    expect(router.href('comparison', { project: 'a' }, { tag: ['alps', 'north & south', ''], brand: [], find: '' })).toBe('/desk/projects/a/comparison?tag=alps&tag=north+%26+south&tag='));
  it('writes the root with its slash', () => expect(router.href('overview')).toBe('/desk/'));
});
