import { expect, it } from 'vitest';
import { anyRisk, filterOf, toggledIn } from './filter';

it.each([
  { name: 'nothing', given: '', want: {} },
  { name: 'all members', given: 'wave=w&location=l&tag=t&person=p&definition=d&stage=offered,accepted&risk=declined&overdue=true&search=x+y',
    want: { wave: 'w', location: 'l', tag: 't', person: 'p', definition: 'd', stage: 'offered,accepted', risk: 'declined', overdue: 'true', search: 'x y' } },
  { name: 'what no board knows', given: 'stage=done,accepted&risk=rain&overdue=1&view=map&search=+', want: { stage: 'accepted' } }
])('filter: $name', ({ given, want }) => expect(filterOf(new URLSearchParams(given))).toEqual(want));

it.each([
  { name: 'the first', given: [undefined, 'offered'], want: 'offered' },
  { name: 'another', given: ['offered', 'accepted'], want: 'offered,accepted' },
  { name: 'out again', given: ['offered,accepted', 'offered'], want: 'accepted' },
  { name: 'the last out', given: ['offered', 'offered'], want: null }
] as const)('toggles $name', ({ given: [text, value], want }) => expect(toggledIn(text, value)).toBe(want));

it('knows what at risk means', () => expect(anyRisk.split(',')).toContain('nobodyYet'));
