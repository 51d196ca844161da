/** Random definitions with random changes, and how every question stands after each. */
import type { Cell } from '../cell';
import { compile } from '../compile';
import type { Definition, Question } from '../definition';
import { evaluate } from '../evaluate';
import { ExpressionError } from '../expr/lexer';
import { parse } from '../expr/parser';
import type { Form } from '../form';
import { DefinitionError } from '../problem';
import { Session } from '../session';
import type { Violation } from '../state';
import { type Draw, drawFrom } from './draw';
import { ExpressionMaker } from './expressions';
import { prices, type Standpoint, stores } from './nodes';
import { answerFrom, listFrom, numberFrom, textFrom, zones } from './values';

export interface SessionAgreementCase {
  definition: Definition;
  environment: { now: string; zone: string; seed: number; language: string; device: string; username: string };
  answers: Record<string, unknown>;
  steps: Change[][];
  /** After the beginning and after each step. */
  want: Standing[];
  /** Answers as they might be sent, and what a server makes of them. */
  sent: Record<string, unknown>;
  evaluated: { answers: Record<string, unknown>; relevant: Record<string, boolean>; violations: string[]; unknown: Record<string, unknown> };
}

/** A path and an answer; behind a plus a repeat that gets an instance, behind a minus an instance that goes. */
type Change = [path: string, answer: unknown];

/** Of every question in every instance. */
interface Standing {
  states: Record<string, { relevant: boolean; required: boolean; readOnly: boolean; value: unknown; label: string; choices: string[] }>;
  instances: Record<string, number>;
  violations: string[];
  answers: Record<string, unknown>;
}

const types = [
  ...['text', 'integer', 'decimal', 'range', 'select_one', 'select_multiple', 'rank', 'date', 'time', 'geopoint'],
  ...['calculate', 'hidden', 'note', 'acknowledge', 'deviceid', 'username', 'today', 'audit']
];
const list = ['a', 'b', 'yes', 'no', 'na'].map((name, index) => ({
  name,
  ...(index % 2 ? {} : { label: { en: `label ${name}`, de: `\${q0} ${name}` } }),
  ...(name === 'na' ? { exclusive: true } : {}),
  columns: { size: String(index) }
}));

export function sessionCase(seed: number): SessionAgreementCase {
  const draw = drawFrom(seed);
  const definition = definitionFrom(draw);
  const environment = {
    now: new Date(Date.UTC(2020 + draw.below(12), draw.below(12), draw.below(31), draw.below(24))).toISOString(),
    zone: draw.pick(zones),
    seed: draw.below(1_000_000),
    language: draw.pick(['en', 'de']),
    device: 'phone',
    username: draw.pick(['', 'Ana'])
  };
  const answers = answersFrom(definition.body, draw);
  const form = compile(definition);
  const surroundings = { ...environment, now: new Date(environment.now) };
  const session = new Session(form, surroundings, answers);
  const want = [standing(session)];
  const steps = Array.from({ length: 6 }, () => {
    const step = Array.from({ length: 2 }, () => changeOf(session, draw)).filter((change) => change !== undefined);
    want.push(standing(session));
    return step;
  });
  const sent = { ...session.remembered(), ...answersFrom(definition.body, draw), ...(draw.oneIn(2) ? { stranger: answerFrom(draw) } : {}) };
  const { violations, ...rest } = evaluate(form, surroundings, sent);
  return { definition, environment, answers, steps, want, sent, evaluated: { ...rest, violations: violations.map(told) } };
}

/** A change of the session, made. */
function changeOf(session: Session, draw: Draw): Change | undefined {
  const cells: Cell[] = [];
  session.eachCell((cell) => {
    if (cell.within.alive && !/section|note/.test(cell.node.question.type)) cells.push(cell);
  });
  const { path, node, instances, live } = draw.pick(cells);
  if (node.question.type !== 'repeat') {
    const answer = answerTo(node.question, draw);
    session.set(path, answer);
    return [path, answer];
  }
  if (node.count) return undefined;
  const gone = instances[draw.below(live + 1)];
  if (gone) session.remove(gone.path);
  else session.add(path);
  return [gone ? `-${gone.of?.path}[${gone.at}]` : `+${path}`, null];
}

/** Answers to some of the questions. */
function answersFrom(body: readonly Question[], draw: Draw): Record<string, unknown> {
  const answers: Record<string, unknown> = {};
  for (const question of body) {
    if (question.type === 'section') Object.assign(answers, answersFrom(question.body ?? [], draw));
    else if (question.type === 'repeat' && draw.oneIn(2)) answers[question.name] = instancesFrom(question, draw);
    else if (draw.oneIn(6)) answers[question.name] = answerTo(question, draw);
  }
  return answers;
}

function instancesFrom({ body = [] }: Question, draw: Draw): unknown {
  if (draw.oneIn(12)) return draw.pick(['x', 5, ['a'], [{}, 'a'], { name: 'a' }, [null]]);
  return Array.from({ length: draw.below(4) }, () => ({ ...answersFrom(body, draw), ...(draw.oneIn(8) ? { stranger: 1 } : {}) }));
}

function definitionFrom(draw: Draw): Definition {
  for (;;) {
    const definition = new DefinitionMaker(draw).definition();
    try {
      compile(definition);
      return definition;
    } catch (error) {
      // A path of dots may lead nowhere from within a section, and a late name around in a circle: another is made then.
      if (!(error instanceof DefinitionError) || error.problems.some(({ code }) => code !== 'cycle' && code !== 'name')) throw error;
    }
  }
}

/** Makes a definition whose questions read those before them, mostly. */
class DefinitionMaker {
  /** Questions outside of repeats. */
  private readonly names: string[] = ['q0'];
  /** Names in repeats. */
  private readonly inside: string[] = [];
  private count = 0;

  constructor(private readonly draw: Draw) {}

  definition(): Definition {
    const { draw } = this;
    const body: Question[] = [{ type: 'text', name: 'q0' }];
    const repeatAt = draw.oneIn(3) ? -1 : draw.below(4);
    for (let index = 0; index < 6; index++) {
      if (index === repeatAt) body.push(this.people());
      body.push(this.question(draw.pick(types)));
      if (draw.oneIn(3)) body.push(this.section(index));
    }
    return {
      id: 'random',
      version: 3,
      kind: 'customer',
      title: { en: 'Random' },
      defaultLanguage: 'en',
      choices: { list, stores },
      tables: { prices },
      body
    };
  }

  private section(index: number): Question {
    const { draw } = this;
    const inner = () => this.question(draw.pick(types));
    const relevant = this.sound(1, false);
    const body = [inner()];
    if (draw.oneIn(3)) body.push({ type: 'section', name: `t${index}`, ...(draw.oneIn(2) ? { relevant: this.sound(1, false) } : {}), body: [inner()] });
    body.push(inner());
    return { type: 'section', name: `s${index}`, relevant, body };
  }

  private people(): Question {
    const { draw } = this;
    const condition = draw.oneIn(4) ? { relevant: this.sound(1, false) } : {};
    const count = draw.oneIn(4) ? { count: draw.pick(['2', 'string-length(${q0})', `(${this.sound(1, false)}) mod 4`]) } : {};
    const rules = draw.oneIn(3) ? { required: true, constraint: `count(.) ${draw.pick(['<', '!='])} 2` } : {};
    this.inside.push('people');
    const body = [this.inner('text', 'name', 'people'), this.inner('integer', 'age', 'people')];
    const likes = this.inner('select_multiple', 'likes', 'people');
    body.push(draw.oneIn(2) ? { type: 'section', name: 'tastes', relevant: this.sound(1, false, 'people'), body: [likes] } : likes);
    body.push(this.visits());
    if (draw.oneIn(2)) body.push(this.friend());
    body.push(this.inner('calculate', 'own', 'people'));
    return { type: 'repeat', name: 'people', ...(draw.oneIn(5) ? { appearance: 'minimal' } : {}), ...condition, ...count, ...rules, body };
  }

  private visits(): Question {
    const { draw } = this;
    const count = draw.oneIn(3) ? { count: draw.pick(['${age} mod 4', '../age mod 3', 'count-selected(${likes})', 'position(..)']) } : {};
    const condition = draw.oneIn(4) ? { relevant: this.sound(1, false, 'people') } : {};
    this.inside.push('visits');
    const body = [this.inner('decimal', 'cost', 'visits'), this.inner('select_one', 'kind', 'visits')];
    return { type: 'repeat', name: 'visits', ...count, ...condition, body };
  }

  /** A choice among the others. */
  private friend(): Question {
    const filter = this.draw.pick([{}, { choiceFilter: 'age > 2' }, { choiceFilter: 'position() != position(current()/..)' }, { choiceFilter: '${age} != current()/../age' }]);
    return { type: 'select_one', name: 'friend', choices: '${name}', ...filter };
  }

  private inner(type: string, name: string, at: Standpoint): Question {
    const made = { ...this.features(type, name, at), name };
    this.inside.push(name);
    return made;
  }

  private question(type: string): Question {
    const name = `q${++this.count}`;
    const made = this.features(type, name, 'outside');
    if (!/note|audit/.test(type)) this.names.push(name);
    return made;
  }

  private features(type: string, name: string, at: Standpoint): Question {
    const { draw } = this;
    const sound = (depth: number, self = true) => this.sound(depth, self, at);
    const computed = !/note|geopoint|audit/.test(type);
    const calculated = type === 'calculate' || (computed && draw.oneIn(6));
    const readable = at === 'outside' ? this.names : [...this.names, ...this.inside.filter((inner) => inner !== 'people' && inner !== 'visits')];
    return {
      type,
      name,
      label: { en: `${name}: \${${draw.pick(readable)}}` },
      ...(draw.oneIn(3) ? { relevant: sound(2, false) } : {}),
      ...(draw.oneIn(4) ? { constraint: sound(2) } : {}),
      ...(draw.oneIn(4) ? { required: draw.pick([true, sound(2)]) } : {}),
      ...(draw.oneIn(6) ? { readOnly: draw.pick([true, sound(1)]) } : {}),
      ...(calculated ? { calculation: sound(3) } : {}),
      ...(calculated && draw.oneIn(3) ? { trigger: [draw.pick(readable), draw.pick(readable)] } : {}),
      ...(computed && draw.oneIn(6) ? { default: { expression: sound(2) } } : {}),
      ...(/^select|rank/.test(type) ? { choices: 'list', ...(draw.oneIn(3) ? { choiceFilter: `size >= ${sound(1)}` } : {}) } : {}),
      ...(/^select|rank/.test(type) && draw.oneIn(3) ? { parameters: { randomize: true } } : {}),
      ...(type === 'range' ? { parameters: { start: draw.below(3), end: 10, step: draw.pick([1, 0.5, 0.1]) } } : {})
    };
  }

  /** An expression that can be read; one that reads `.` only where that is allowed. */
  private sound(depth: number, self: boolean, at: Standpoint = 'outside'): string {
    const form = outline();
    const own = form.names.get(at === 'people' ? 'name' : at === 'visits' ? 'cost' : 'q0');
    for (;;) {
      const known = this.inside.length > 0 ? this.inside : undefined;
      const expression = new ExpressionMaker(this.draw, this.names, known && at, known).make(depth);
      try {
        if (!parse(expression, { form, ...(own ? { own } : {}) }).self || self) return expression;
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error;
      }
    }
  }
}

/** The structure that expressions are read against while the definition is still being made. */
function outline(): Form {
  const text = (name: string): Question => ({ type: 'text', name });
  const visits: Question = { type: 'repeat', name: 'visits', body: ['cost', 'kind'].map(text) };
  const people: Question = { type: 'repeat', name: 'people', body: [...['name', 'age', 'likes', 'own', 'friend'].map(text), visits] };
  const questions = Array.from({ length: 40 }, (_, index) => text(`q${index}`));
  return (outlined ??= compile({
    id: 'outline',
    version: 1,
    kind: 'customer',
    title: {},
    defaultLanguage: 'en',
    choices: { list, stores },
    tables: { prices },
    body: [...questions, people]
  }));
}

let outlined: Form | undefined;

/** An answer of the type, mostly; sometimes none or a wrong one. */
export function answerTo(question: Question, draw: Draw): unknown {
  if (question.type === 'repeat') return instancesFrom(question, draw);
  if (draw.oneIn(5)) return draw.oneIn(3) ? answerFrom(draw) : null;
  const answers: Record<string, () => unknown> = {
    integer: () => draw.below(20) - 5,
    decimal: () => numberFrom(draw),
    range: () => draw.below(24) / 2,
    select_one: () => draw.pick(['a', 'b', 'yes', 'no', 'na', 'zz']),
    select_multiple: () => [...new Set(listFrom(draw))],
    rank: () => draw.pick([['b', 'a', 'yes', 'no', 'na'], ['a', 'b']]),
    date: () => `2026-0${1 + draw.below(9)}-1${draw.below(10)}`,
    time: () => draw.pick(['14:30', '07:05:30', '24:00', '23:59:59.5+01:00']),
    geopoint: () => ({ lat: draw.below(100), lon: draw.below(190), ...(draw.oneIn(2) ? { accuracy: 5.5 } : {}) }),
    acknowledge: () => draw.pick(['OK', 'ok'])
  };
  return (answers[question.type] ?? (() => textFrom(draw)))();
}

function told({ question, code }: Violation): string {
  return `${question} ${code}`;
}

function standing(session: Session): Standing {
  const states: Standing['states'] = {};
  const instances: Standing['instances'] = {};
  session.eachCell((cell) => {
    if (!cell.within.alive) return;
    const { relevant, required, readOnly, value, label, choices } = session.stateOf(cell);
    states[cell.path] = { relevant, required, readOnly, value: value ?? null, label, choices: choices.map((choice) => `${choice.name}=${choice.label}`) };
    if (cell.node.question.type === 'repeat') instances[cell.path] = cell.live;
  });
  return { states, instances, violations: session.violations().map(told), answers: session.answers() };
}
