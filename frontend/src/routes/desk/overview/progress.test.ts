import { expect, it } from 'vitest';
import { nextStep, type Existing } from './progress';

const none: Existing = { touchpoints: 0, definitions: 0, waves: 0, responses: { count: 0, more: false } };
const some = { count: 3, more: false };

const vectors: { name: string; given: Existing; want: string | undefined }[] = [
  { name: 'a new project', given: none, want: 'touchpoints' },
  { name: 'touchpoints only', given: { ...none, touchpoints: 4 }, want: 'definitions' },
  { name: 'one wave is not enough', given: { ...none, touchpoints: 4, definitions: 1, waves: 1, responses: some }, want: 'waves' },
  { name: 'nothing came back', given: { ...none, touchpoints: 4, definitions: 1, waves: 2 }, want: 'responses' },
  { name: 'all there', given: { touchpoints: 4, definitions: 1, waves: 2, responses: some }, want: undefined }
];
it.each(vectors)('$name', ({ given, want }) => expect(nextStep(given)).toBe(want));
