import type { Money } from './field-assignment';
import { http, send } from './http';
import { within } from './project';
import type { PayState } from './response-list';

/** What one report pays in one currency. */
export interface PayItem {
  response: string;
  assignment: string;
  person: string;
  name: string;
  /** Its code; '' for a visit of an account. */
  location: string;
  locationTitle?: string;
  /** Of the visit, in the project's time zone. */
  day: string;
  fee?: Money;
  /** What the shopper claimed for expenses. */
  claimed?: Money;
  /** What is allowed of it. */
  expenses?: Money;
  total: Money;
  currency: string;
  state: PayState;
  /** 1 to 10. */
  grade?: number;
}

/** Sums in one currency, in its smallest unit. */
export interface PayTotal extends Record<PayState, number> {
  currency: string;
  total: number;
}

export interface PayFilter {
  /** Days of the visits, both included. */
  from?: string | null;
  to?: string | null;
  state?: string | null;
  person?: string | null;
}

export const pay = {
  list: (project: string, filter: PayFilter, signal?: AbortSignal) =>
    http.get<{ items: PayItem[]; totals: PayTotal[] }>(within(project, '/pay'), { search: { ...filter }, signal }),
  /** The same list as a file. */
  file: async (project: string, filter: PayFilter, ending: 'csv' | 'xlsx') =>
    (await send('GET', within(project, `/pay.${ending}`), { search: { ...filter }, timeout: 120_000 })).blob(),
  /** Moves reports between the states, forward or back; the same event again is harmless. */
  mark: (project: string, order: { event: string; responses: string[]; state: PayState }) =>
    http.post<{ changed: number; unchanged: number; left: { id: string; code: string; message: string }[] }>(within(project, '/pay'), order)
};
