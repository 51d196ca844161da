/** One control per question type, and how its label belongs to it. */
import type { Component } from 'svelte';
import Calculate from './Calculate.svelte';
import type { ControlProperties } from './control';
import DateControl from './DateControl.svelte';
import Geopoint from './Geopoint.svelte';
import Image from './Image.svelte';
import NumberControl from './Number.svelte';
import Range from './Range.svelte';
import SelectMultiple from './SelectMultiple.svelte';
import SelectOne from './SelectOne.svelte';
import Text from './Text.svelte';

export interface Control {
  /** Absent for what shows only its words. */
  component?: Component<ControlProperties>;
  /**
   * input: the label points at one input. radiogroup and group: the label is the legend of
   * several. none: there is nothing to answer.
   */
  shape: 'input' | 'radiogroup' | 'group' | 'none';
}

export const controls: Readonly<Record<string, Control>> = {
  text: { component: Text, shape: 'input' },
  integer: { component: NumberControl, shape: 'input' },
  decimal: { component: NumberControl, shape: 'input' },
  range: { component: Range, shape: 'radiogroup' },
  select_one: { component: SelectOne, shape: 'radiogroup' },
  select_multiple: { component: SelectMultiple, shape: 'group' },
  date: { component: DateControl, shape: 'input' },
  geopoint: { component: Geopoint, shape: 'group' },
  image: { component: Image, shape: 'group' },
  note: { shape: 'none' },
  section: { shape: 'none' },
  calculate: { component: Calculate, shape: 'none' }
};
