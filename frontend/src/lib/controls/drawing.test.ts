import { describe, expect, it } from 'vitest';
import { Drawing, type Stroke } from './drawing.svelte';

const stroke = (x: number): Stroke => ({ colour: '#111', width: 3, dots: [{ x, y: 0 }] });

describe('a drawing', () => {
  const steps: Record<string, (drawing: Drawing) => void> = {
    '1': (drawing) => drawing.add(stroke(1)),
    '2': (drawing) => drawing.add(stroke(2)),
    '3': (drawing) => drawing.add(stroke(3)),
    undo: (drawing) => drawing.undo(),
    redo: (drawing) => drawing.redo(),
    clear: (drawing) => drawing.clear(),
    forget: (drawing) => drawing.forget()
  };
  for (const { name, given, want, redo } of [
    { name: 'has its strokes in order', given: '1 2 3', want: [1, 2, 3], redo: false },
    { name: 'takes the last stroke back', given: '1 2 undo', want: [1], redo: true },
    { name: 'brings it again', given: '1 2 undo redo', want: [1, 2], redo: false },
    { name: 'has nothing to bring again after a new stroke', given: '1 2 undo 3 redo', want: [1, 3], redo: false },
    { name: 'takes nothing back from nothing', given: 'undo 1', want: [1], redo: false },
    { name: 'is cleared', given: '1 2 clear', want: [], redo: true },
    { name: 'comes again after clearing in its order', given: '1 2 3 clear redo redo', want: [1, 2], redo: true },
    { name: 'is forgotten', given: '1 2 undo forget', want: [], redo: false }
  ]) {
    it(name, () => {
      const drawing = new Drawing();
      for (const step of given.split(' ')) steps[step]?.(drawing);
      expect(drawing.strokes.map(({ dots }) => dots[0]?.x)).toEqual(want);
      expect(drawing.canRedo).toBe(redo);
    });
  }
});
