/** Every function of the language by name; a family per file. */
import type { Rules } from './eval';
import { aggregateFunctions } from './functions-aggregate';
import { controlFunctions } from './functions-control';
import { geoFunctions } from './functions-geo';
import { numberFunctions } from './functions-number';
import { selectFunctions } from './functions-select';
import { stringFunctions } from './functions-string';
import { timeFunctions } from './functions-time';

export const functions: Rules = {
  ...controlFunctions,
  ...selectFunctions,
  ...stringFunctions,
  ...numberFunctions,
  ...aggregateFunctions,
  ...timeFunctions,
  ...geoFunctions
};
