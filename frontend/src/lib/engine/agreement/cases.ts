/** Random cases with what this engine makes of them; the Go engine compares. */
import { evaluateExpression, type ExpressionCase, type Outcome } from '../vectors';
import { type Draw, drawFrom } from './draw';
import { broken, ExpressionMaker } from './expressions';
import { prices, type Standpoint, stores } from './nodes';
import { answerFrom, zones } from './values';

export interface AgreementCase {
  given: ExpressionCase;
  /** Written wrongly on purpose: only whether there is an error is compared, not which of several. */
  broken: boolean;
  want: Outcome;
}

const questions = ['a', 'b', 'c', 'd', 'e'];

/** A case for every seed. */
export function expressionCase(seed: number): AgreementCase {
  const draw = drawFrom(seed);
  const repeats = draw.oneIn(3);
  const standpoint: Standpoint | undefined = repeats ? draw.pick(['outside', 'outside', 'people', 'visits']) : undefined;
  const sound = new ExpressionMaker(draw, questions, standpoint).make(1 + draw.below(4));
  const isBroken = draw.oneIn(15);
  const given = {
    expression: isBroken ? broken(sound, draw) : sound,
    answers: { ...Object.fromEntries(questions.map((name) => [name, answerFrom(draw)])), ...(repeats ? { people: peopleFrom(draw) } : {}) },
    ...(standpoint === 'people' ? { at: 'people[1].age' } : standpoint === 'visits' ? { at: 'people[1].visits[1].cost' } : {}),
    ...(repeats ? { choices: { stores }, tables: { prices } } : {}),
    self: answerFrom(draw),
    now: new Date(Date.UTC(1990 + draw.below(60), draw.below(12), draw.below(31), draw.below(24), draw.below(60), draw.below(60), draw.below(1000))).toISOString(),
    zone: draw.pick(zones),
    seed: draw.below(2_000_000) - 1_000_000,
    language: draw.pick(['en', 'de', 'de-CH', 'fr'])
  };
  const carried = JSON.parse(JSON.stringify(given)) as typeof given;
  return { given: carried, broken: isBroken, want: evaluateExpression(carried) };
}

/** One to four people with one to three visits. */
function peopleFrom(draw: Draw): Record<string, unknown>[] {
  const some = <T>(least: number, most: number, make: () => T) => Array.from({ length: least + draw.below(most - least + 1) }, make);
  return some(1, 4, () => ({
    name: draw.pick(['a', 'b', 'x', null, answerFrom(draw)]),
    age: draw.pick([0, 3, 18, 40, null, answerFrom(draw)]),
    likes: draw.pick([['a'], ['a', 'b'], null, answerFrom(draw)]),
    visits: some(1, 3, () => ({ cost: draw.pick([1, 2, 5.5, null, answerFrom(draw)]), kind: draw.pick(['a', 'b', null]) }))
  }));
}
