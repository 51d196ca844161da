/** regex(), which brings its own matcher along. */
import { type Rules, rule, spend } from './eval';
import { type Pattern, patternOf } from './pattern';
import { toText } from './value';

/** How much of size times length is one step. */
const pace = 200;

function read(source: string): Pattern | undefined {
  try {
    return patternOf(source);
  } catch {
    return undefined;
  }
}

export const patternFunctions: Rules = {
  regex: {
    ...rule(2, 2, ([text = '', source = ''], context) => {
      const pattern = read(toText(source));
      if (!pattern) return false;
      const signs = Array.from(toText(text));
      spend(context, Math.floor((signs.length * pattern.size) / pace));
      return pattern.matches(signs);
    }),
    check: ([, source]) => {
      if (source?.literal !== undefined) patternOf(source.literal);
    }
  }
};
