/** One control per question type, and how its label belongs to it. */
import type { Component } from 'svelte';
import type { Definition, Question } from '$lib/engine';
import Calculate from './Calculate.svelte';
import { type ControlProperties, hasWord } from './control';
import DateControl from './DateControl.svelte';
import type { Load } from './lazy.svelte';
import NumberControl from './Number.svelte';
import { isRow } from './range';
import Range from './Range.svelte';
import { isDropdown } from './select';
import SelectMultiple from './SelectMultiple.svelte';
import SelectOne from './SelectOne.svelte';
import Text from './Text.svelte';
import TextArea from './TextArea.svelte';
import { isMultiline } from './text-lines';

export interface Control {
  /** Part of the first load, for what nearly every questionnaire has. */
  component?: Component<ControlProperties>;
  /** Fetched when a question first needs it. With neither, only the words are shown. */
  load?: Load;
  /** The room kept free until it is there, in pixels. */
  height?: number;
  /**
   * input: the label points at one input. radiogroup and group: the label is the legend of
   * several. none: there is nothing to answer. whole: the component shows the label itself.
   */
  shape: 'input' | 'radiogroup' | 'group' | 'none' | 'whole';
  /** Other controls for some questions of the type; the first that applies is taken. */
  instead?: readonly (Control & { when: (question: Question) => boolean })[];
}

const listRow = () => import('./ListRow.svelte');

export const controls: Readonly<Record<string, Control>> = {
  text: { component: Text, shape: 'input', instead: [{ when: isMultiline, component: TextArea, shape: 'input' }] },
  integer: { component: NumberControl, shape: 'input' },
  decimal: { component: NumberControl, shape: 'input' },
  range: {
    component: Range,
    shape: 'radiogroup',
    instead: [
      { when: (question) => hasWord(question, 'picker'), load: () => import('./RangePicker.svelte'), shape: 'input' },
      { when: (question) => !isRow(question), load: () => import('./Slider.svelte'), height: 102, shape: 'input' }
    ]
  },
  select_one: {
    component: SelectOne,
    shape: 'radiogroup',
    instead: [
      { when: isDropdown, load: () => import('./Dropdown.svelte'), shape: 'input' },
      { when: (question) => hasWord(question, 'likert'), load: () => import('./Likert.svelte'), height: 72, shape: 'radiogroup' },
      { when: (question) => hasWord(question, 'label'), load: listRow, shape: 'none' },
      { when: (question) => hasWord(question, 'list', 'list-nolabel'), load: listRow, shape: 'radiogroup' }
    ]
  },
  select_multiple: {
    component: SelectMultiple,
    shape: 'group',
    instead: [
      { when: isDropdown, load: () => import('./DropdownMultiple.svelte'), shape: 'input' },
      { when: (question) => hasWord(question, 'label'), load: listRow, shape: 'none' },
      { when: (question) => hasWord(question, 'list', 'list-nolabel'), load: listRow, shape: 'group' }
    ]
  },
  rank: { load: () => import('./Rank.svelte'), height: 200, shape: 'group' },
  acknowledge: { load: () => import('./Acknowledge.svelte'), shape: 'group' },
  date: {
    component: DateControl,
    shape: 'input',
    instead: [{ when: (question) => hasWord(question, 'month-year', 'year', 'no-calendar'), load: () => import('./DateParts.svelte'), height: 76, shape: 'group' }]
  },
  time: { load: () => import('./TimeControl.svelte'), shape: 'input' },
  dateTime: { load: () => import('./DateTimeControl.svelte'), shape: 'input' },
  geopoint: { load: () => import('./Geopoint.svelte'), shape: 'group' },
  image: {
    load: () => import('./Image.svelte'),
    shape: 'group',
    instead: [{ when: (question) => hasWord(question, 'signature', 'draw', 'annotate'), load: () => import('./DrawingControl.svelte'), height: 220, shape: 'group' }]
  },
  geotrace: { load: () => import('./GeoPath.svelte'), height: 160, shape: 'group' },
  geoshape: { load: () => import('./GeoPath.svelte'), height: 160, shape: 'group' },
  audio: { load: () => import('./Audio.svelte'), shape: 'group' },
  video: { load: () => import('./Video.svelte'), shape: 'group' },
  file: { load: () => import('./FileControl.svelte'), shape: 'group' },
  barcode: { load: () => import('./Barcode.svelte'), height: 100, shape: 'input' },
  note: { shape: 'none' },
  section: {
    load: () => import('./Section.svelte'),
    height: 200,
    shape: 'whole',
    instead: [{ when: (question) => hasWord(question, 'table-list'), load: () => import('./TableList.svelte'), height: 300, shape: 'whole' }]
  },
  repeat: { load: () => import('./Repeat.svelte'), height: 160, shape: 'whole' },
  calculate: { component: Calculate, shape: 'none' }
};

const nothing: Control = { shape: 'none' };

export function controlOf(question: Question): Control {
  const known = chosen.get(question);
  if (known) return known;
  const control = controls[question.type] ?? nothing;
  const found = control.instead?.find(({ when }) => when(question)) ?? control;
  chosen.set(question, found);
  return found;
}

/** Asked at every change of a question; a question itself never changes. */
const chosen = new WeakMap<Question, Control>();

/**
 * Whether a question may stay in the page, hidden, while it is not relevant, so that it need not be made anew when it is:
 * it does nothing by itself then, such as recording or playing.
 */
export function mayRest(question: Question, { choices }: Definition): boolean {
  const { load, shape } = controlOf(question);
  const list = choices && question.choices !== undefined && Object.hasOwn(choices, question.choices) ? choices[question.choices] : [];
  return !load && shape !== 'whole' && !question.media && !list?.some(({ media }) => media);
}
