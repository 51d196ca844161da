import { expect, it } from 'vitest';
import type { Wave, WaveKind } from '$lib/client/wave';
import { chosenWaves } from './choice';

const wave = (name: string, kind: WaveKind): Wave => ({ name, kind, title: {}, order: 0 });
const years = [wave('2014', 'baseline'), wave('2015', 'followUp'), wave('test', 'pilot'), wave('2016', 'followUp')];

const vectors: { name: string; known: Wave[]; baseline: string | null; followUp: string | null; want: string[] | undefined }[] = [
  { name: 'nothing asked', known: years, baseline: null, followUp: null, want: ['2014', '2016'] },
  { name: 'both asked', known: years, baseline: '2015', followUp: 'test', want: ['2015', 'test'] },
  { name: 'one asked', known: years, baseline: null, followUp: '2014', want: ['2015', '2014'] },
  { name: 'asked for what is gone', known: years, baseline: '1999', followUp: '2099', want: ['2014', '2016'] },
  { name: 'the same wave twice', known: years, baseline: '2016', followUp: '2016', want: ['2016', '2015'] },
  { name: 'no baseline kind', known: years.slice(1), baseline: null, followUp: null, want: ['2015', '2016'] },
  { name: 'two baselines only', known: [wave('a', 'baseline'), wave('b', 'baseline')], baseline: null, followUp: null, want: ['a', 'b'] },
  { name: 'one wave', known: years.slice(0, 1), baseline: null, followUp: null, want: undefined },
  { name: 'none', known: [], baseline: null, followUp: null, want: undefined }
];

it.each(vectors)('$name', ({ known, baseline, followUp, want }) => {
  const chosen = chosenWaves(known, baseline, followUp);
  expect(chosen && [chosen.baseline.name, chosen.followUp.name]).toEqual(want);
});
