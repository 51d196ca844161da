/** Random cases with what this engine makes of them; the Go engine compares. */
import { evaluateExpression, type ExpressionCase, type Outcome } from '../vectors';
import { drawFrom } from './draw';
import { broken, ExpressionMaker } from './expressions';
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
  const sound = new ExpressionMaker(draw, questions).make(1 + draw.below(4));
  const isBroken = draw.oneIn(15);
  const given = {
    expression: isBroken ? broken(sound, draw) : sound,
    answers: Object.fromEntries(questions.map((name) => [name, answerFrom(draw)])),
    self: answerFrom(draw),
    now: new Date(Date.UTC(1990 + draw.below(60), draw.below(12), draw.below(31), draw.below(24), draw.below(60), draw.below(60), draw.below(1000))).toISOString(),
    zone: draw.pick(zones),
    seed: draw.below(2_000_000) - 1_000_000,
    language: draw.pick(['en', 'de', 'de-CH', 'fr'])
  };
  const carried = JSON.parse(JSON.stringify(given)) as typeof given;
  return { given: carried, broken: isBroken, want: evaluateExpression(carried) };
}
