/** The form engine in the browser: a pure twin of api/form. */
export type { Answer, Answers, Geopoint, Media } from './answer';
export type { Cell } from './cell';
export { compile } from './compile';
export type { Choice, Definition, DefinitionFile, Indicator, MediaFiles, Question, Scoring, Table, Text } from './definition';
export type { Environment } from './environment';
export { evaluate, type Result } from './evaluate';
export type { Form } from './form';
export { DefinitionError, type Problem } from './problem';
export { prepare, prepareAll } from './prepare';
export { scaleOf, type Scale } from './question-range';
export type { Code } from './question';
export { type InstanceView, Session } from './session';
export type { OfferedChoice, State, Violation } from './state';
export { pick } from './text';
