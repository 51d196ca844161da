/** Every function of the language by name; a family per file. */
import type { Rules } from './eval';
import { dates } from './functions-dates';
import { logic } from './functions-logic';
import { mathematics } from './functions-mathematics';
import { numbers } from './functions-numbers';
import { places } from './functions-places';
import { selects } from './functions-selects';
import { strings } from './functions-strings';

export const functions: Rules = { ...logic, ...strings, ...numbers, ...mathematics, ...dates, ...selects, ...places };
