/** Every function of the language by name; a family per file. */
import type { Rules } from './eval';
import { aggregateFunctions } from './functions-aggregate';
import { controlFunctions } from './functions-control';
import { numberFunctions } from './functions-number';
import { selectFunctions } from './functions-select';
import { stringFunctions } from './functions-string';

/** The functions that are loaded: those most definitions use, and what loadFunctions() has added. */
export const functions: Rules = {
  ...controlFunctions,
  ...selectFunctions,
  ...stringFunctions,
  ...numberFunctions,
  ...aggregateFunctions
};

/** A family that few definitions use; its file is fetched when an expression calls one of the names. */
interface Family {
  names: readonly string[];
  /** Other signs in expressions that ask for it. */
  signs?: RegExp;
  load(): Promise<Rules>;
}

export const families: readonly Family[] = [
  {
    names: ['count', 'position', 'indexed-repeat', 'randomize', 'pulldata', 'version', 'instance', 'current'],
    signs: /[[/]|\.\./,
    load: async () => (await Promise.all([import('./functions-nodes'), import('./paths')]))[0].nodeFunctions
  },
  {
    names: ['today', 'now', 'date', 'date-time', 'decimal-date-time', 'decimal-time', 'format-date', 'format-date-time'],
    load: async () => (await import('./functions-time')).timeFunctions
  },
  {
    names: ['round', 'pi', 'sqrt', 'pow', 'exp', 'exp10', 'log', 'log10', 'sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'atan2'],
    load: async () => (await import('./functions-math')).mathFunctions
  },
  { names: ['distance', 'area', 'geofence'], load: async () => (await import('./functions-geo')).geoFunctions },
  { names: ['regex'], load: async () => (await import('./functions-pattern')).patternFunctions },
  { names: ['digest'], load: async () => (await import('./functions-digest')).digestFunctions },
  { names: ['uuid'], load: async () => (await import('./functions-identity')).identityFunctions }
];

/** Adds the families that the expressions need; the expressions may stand in one text. */
export async function loadFunctions(expressions: string): Promise<void> {
  const text = expressions.replace(/'[^']*'|"[^"]*"/g, "''");
  const called = (name: string) => !Object.hasOwn(functions, name) && new RegExp(`${name}\\s*\\(`).test(text);
  const needed = families.filter(({ names, signs }) => signs?.test(text) || names.some(called));
  await Promise.all(needed.map(async ({ load }) => Object.assign(functions, await load())));
}

/** Adds all families, for whoever wants the whole language: tests and the command line. */
export async function loadAllFunctions(): Promise<void> {
  await Promise.all(families.map(async ({ load }) => Object.assign(functions, await load())));
}
