import { describe, expect, it } from 'vitest';
import type { Finding } from '$lib/client/alert';
import { findingText } from './words';

describe('findingText', () => {
  it.each<[string, Finding | undefined, string]>([
    ['nothing', undefined, ''],
    ['a score', { kind: 'scoreBelow', of: 'score', value: 42, threshold: 60 }, 'Score is 42, below 60'],
    ['a score that is nearly it', { kind: 'scoreBelow', of: 'score', value: 59.996, threshold: 60 }, 'Score is 59.996, below 60'],
    ['an indicator', { kind: 'indicatorAbove', of: 'mean', title: { en: 'Waiting' }, value: 12.5, threshold: 10 }, 'Waiting is 12.5, above 10'],
    ['a share', { kind: 'indicatorBelow', of: 'share', title: { en: 'Greeted' }, value: 0, threshold: 0.5 }, 'Greeted is 0%, below 50%'],
    ['a duration', { kind: 'indicatorAbove', of: 'duration', title: { en: 'Time' }, value: 90, threshold: 60 }, 'Time is 90 s, above 60 s'],
    ['a detractor', { kind: 'detractor', title: { en: 'Again' } }, 'Again: would not recommend us'],
    ['critical questions', { kind: 'critical', questions: [{ en: 'Safe?' }, { en: 'Clean?' }] }, 'Critical question failed: Safe?, Clean?']
  ])('%s', (_, finding, want) => expect(findingText(finding).replace(/\u00a0/g, '')).toBe(want));
});
