/**
 * Two neutral questionnaires: a customer survey of 12 questions, and a report of 200 questions in 10 sections with 60
 * conditions, 40 constraints and 20 calculations. They become a definition for our page and a plain page of HTML as floor.
 */
export type Kind = 'scale' | 'one' | 'many' | 'text' | 'number' | 'sum' | 'percent';

/** All of the comparisons must hold. */
export type Condition = { question: string; is: 'equal' | 'atMost' | 'above' | 'holds'; value: string | number }[];

export interface Item {
  kind: Kind;
  name: string;
  label: string;
  /** scale: first and last step. */
  scale?: [number, number];
  choices?: string[];
  when?: Condition;
  /** number: least and most; many: the most choices; text: a pattern of the whole text. */
  limit?: { range: [number, number] } | { most: number } | { pattern: string };
  message?: string;
  /** sum: what is added up; percent: the same, of this many points. */
  of?: string[];
  full?: number;
}

export interface Part {
  name: string;
  title: string;
  items: Item[];
}

export interface Questionnaire {
  name: string;
  title: string;
  parts: Part[];
  /** What is measured: the first answer; a tap that shows a question, hides it again; a tap that changes a figure. */
  probe: { first: [string, string]; shows: [string, string, string, string]; figure?: [string, string, string, string] };
}

export function survey(): Questionnaire {
  const rate = (name: string, label: string): Item => ({ kind: 'scale', name, label, scale: [1, 5] });
  const items: Item[] = [
    { kind: 'scale', name: 'recommend', label: 'How likely are you to recommend us?', scale: [0, 10] },
    { kind: 'text', name: 'missing', label: 'What did we miss?', when: [{ question: 'recommend', is: 'atMost', value: 6 }] },
    rate('whole', 'All in all, how was it with us?'),
    rate('welcome', 'How were you welcomed?'),
    rate('tidy', 'How tidy was it?'),
    rate('price', 'Was it worth its price?'),
    rate('pace', 'How quickly were you served?'),
    { kind: 'one', name: 'way', label: 'How did you buy?', choices: ['here', 'to_go', 'brought'] },
    { kind: 'scale', name: 'brought_in_time', label: 'Did it arrive in time?', scale: [1, 5], when: [{ question: 'way', is: 'equal', value: 'brought' }] },
    { kind: 'many', name: 'pleased', label: 'What pleased you?', choices: ['meal', 'drink', 'people', 'place', 'price_paid', 'something_else'] },
    { kind: 'one', name: 'again', label: 'Will you come again?', choices: ['surely', 'perhaps', 'hardly'] },
    { kind: 'text', name: 'words', label: 'Is there anything else?' }
  ];
  return {
    name: 'survey',
    title: 'Your visit',
    parts: [{ name: 'visit', title: 'Your visit', items }],
    probe: { first: ['recommend', '0'], shows: ['recommend', '3', '9', 'missing'] }
  };
}

const places = ['Street', 'Door', 'Welcome', 'Desk', 'Shelves', 'Advice', 'Till', 'Washroom', 'Call', 'Goodbye'];

export function report(): Questionnaire {
  const parts = places.map((place, index): Part => {
    const number = index + 1;
    const q = (at: number) => `p${number}_${at}`;
    const equal = (question: string, value: string) => ({ question, is: 'equal' as const, value });
    const points = [q(3), q(5), q(6), q(7)];
    const scale = (at: number, label: string): Item => ({ kind: 'scale', name: q(at), label: `${place}: ${label}`, scale: [1, 5] });
    const text = (at: number, label: string, when?: Condition): Item => ({ kind: 'text', name: q(at), label: `${place}: ${label}`, ...(when ? { when } : {}) });
    const yesNo = (at: number, label: string): Item => ({ kind: 'one', name: q(at), label: `${place}: ${label}`, choices: ['yes', 'no'] });
    const sum: Item = { kind: 'sum', name: `p${number}_points`, label: `${place}: points of 20`, of: points };
    const share: Item = { kind: 'percent', name: `p${number}_share`, label: `${place}: per cent`, of: [sum.name], full: 20 };
    const all: Item = { kind: 'percent', name: 'all_share', label: 'Whole visit: per cent', of: places.map((_, at) => `p${at + 1}_points`), full: 200 };
    return {
      name: `p${number}`,
      title: `${number}. ${place}`,
      items: [
        yesNo(1, 'was everything as it should be?'),
        text(2, 'what was not?', [equal(q(1), 'no')]),
        scale(3, 'how was the first impression?'),
        text(4, 'why was it poor?', [{ question: q(3), is: 'atMost', value: 2 }]),
        scale(5, 'how clean was it?'),
        scale(6, 'how friendly were the people?'),
        scale(7, 'how much did they know?'),
        yesNo(8, 'did they wear a name?'),
        text(9, 'how could you tell who they were?', [equal(q(8), 'no'), { question: q(3), is: 'atMost', value: 3 }]),
        { kind: 'number', name: q(10), label: `${place}: minutes of waiting`, limit: { range: [0, 180] }, message: 'From 0 to 180 minutes' },
        text(11, 'what took so long?', [{ question: q(10), is: 'above', value: 10 }]),
        { kind: 'number', name: q(12), label: `${place}: people at work`, limit: { range: [0, 50] }, message: 'From 0 to 50 people' },
        { kind: 'one', name: q(13), label: `${place}: who served you?`, choices: ['lead', 'skilled', 'trainee', 'not_known'] },
        { kind: 'many', name: q(14), label: `${place}: what struck you?`, choices: ['sound', 'scent', 'line', 'offer', 'more'], limit: { most: 3 }, message: 'Three at most' },
        text(15, 'what more?', [{ question: q(14), is: 'holds', value: 'more' }]),
        { ...text(16, 'number of the slip'), limit: { pattern: '[A-Z]{2}[0-9]{4}' }, message: 'Two capitals, four digits' },
        { kind: 'number', name: q(17), label: `${place}: amount paid` },
        yesNo(18, 'were you offered something more?'),
        { ...yesNo(19, 'did you take it?'), when: [equal(q(18), 'yes'), equal(`p${Math.max(1, number - 1)}_1`, 'yes')] },
        text(20, 'remarks'),
        sum,
        number < places.length ? share : all
      ]
    };
  });
  return {
    name: 'report',
    title: 'A visit',
    parts,
    probe: { first: ['p1_1', 'yes'], shows: ['p1_1', 'no', 'yes', 'p1_2'], figure: ['p1_3', '4', '2', 'p1_share'] }
  };
}

const inEnglish = (text: string) => ({ en: text });
export const spoken = (name: string) => name.replaceAll('_', ' ');

/** As a definition, everything on one page. */
export function definitionOf({ name, title, parts }: Questionnaire): object {
  const choices: Record<string, object[]> = {};
  const listOf = (names: string[]) => {
    const list = names.join('.');
    choices[list] = names.map((one) => ({ name: one, label: inEnglish(spoken(one)) }));
    return list;
  };
  const body = parts.map((part) => ({
    type: 'section',
    name: part.name,
    label: inEnglish(part.title),
    body: part.items.map((item) => ({
      name: item.name,
      label: inEnglish(item.label),
      ...(item.when ? { relevant: item.when.map(expressionOf).join(' and ') } : {}),
      ...(item.limit ? { constraint: constraintOf(item.limit), constraintMessage: inEnglish(item.message ?? '') } : {}),
      ...answerOf(item, listOf)
    }))
  }));
  return { id: name, version: 1, kind: 'customer', title: inEnglish(title), defaultLanguage: 'en', pages: 'all', choices, body };
}

function answerOf(item: Item, listOf: (names: string[]) => string): object {
  const sum = `sum(${(item.of ?? []).map((name) => `\${${name}}`).join(', ')})`;
  switch (item.kind) {
    case 'scale': {
      const [start = 1, end = 5] = item.scale ?? [];
      return { type: 'range', appearance: end === 10 ? 'nps' : 'rating', parameters: { start, end, step: 1 } };
    }
    case 'one':
      return { type: 'select_one', choices: listOf(item.choices ?? []) };
    case 'many':
      return { type: 'select_multiple', choices: listOf(item.choices ?? []) };
    case 'number':
      return { type: 'decimal' };
    case 'sum':
      return { type: 'calculate', calculation: sum };
    case 'percent':
      return { type: 'calculate', calculation: `round(${sum} div ${item.full} * 100)` };
    default:
      return { type: 'text' };
  }
}

function expressionOf({ question, is, value }: Condition[number]): string {
  const answer = `\${${question}}`;
  if (is === 'holds') return `selected(${answer}, '${value}')`;
  return { equal: `${answer} = '${value}'`, atMost: `${answer} <= ${value}`, above: `${answer} > ${value}` }[is];
}

function constraintOf(limit: NonNullable<Item['limit']>): string {
  if ('range' in limit) return `. >= ${limit.range[0]} and . <= ${limit.range[1]}`;
  return 'most' in limit ? `count-selected(.) <= ${limit.most}` : `regex(., '${limit.pattern}')`;
}
