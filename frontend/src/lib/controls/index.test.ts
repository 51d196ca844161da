import { describe, expect, it } from 'vitest';
import { questionTypes } from '$lib/engine/question-types';
import { controls } from './index';
import { isShown } from './pages';

describe('controls', () => {
  it('has one for every question type that is shown, and no other', () => {
    const shown = Object.keys(questionTypes).filter((type) => isShown({ type, name: 'q', label: { en: 'Q' }, body: [{ type: 'text', name: 'inside' }] }));
    expect(Object.keys(controls).sort()).toEqual(shown.sort());
  });
});
