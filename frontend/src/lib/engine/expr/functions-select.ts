/** Functions of choices. */
import { type Rules, rule } from './eval';
import { chosen, toNumber, toText } from './value';

export const selectFunctions: Rules = {
  selected: rule(2, 2, ([value = '', name = '']) => chosen(value).includes(toText(name).trim())),
  'selected-at': rule(2, 2, ([value = '', position = ''], { zone }) => {
    const index = Math.trunc(toNumber(position, zone));
    return chosen(value)[index] ?? '';
  }),
  'count-selected': rule(1, 1, ([value = '']) => chosen(value).length),
  'jr:choice-name': {
    ...rule(2, 2, ([value = '', question = ''], context) => context.choiceLabel(toText(question), toText(value))),
    list: 1
  }
};
