import type { Job } from '$lib/client/field-assignment';
import type { Place, Presence } from '$lib/client/response';
import { t } from './messages-jobs';
import { placePosition } from './place';
import { distance, whereabouts } from './whereabouts';

export type Order = 'day' | 'distance' | 'fee';
export type Choice = 'all' | 'possible' | 'near5' | 'near25' | 'near100';

const kilometres: Partial<Record<Choice, number>> = { near5: 5, near25: 25, near100: 100 };

export interface Found {
  job: Job;
  /** Metres; undefined while either place is not known. */
  distance: number | undefined;
}

/** Orders and narrows the board; the position stays on the phone. */
export function arrange(jobs: readonly Job[], here: Place | undefined, order: Order, choice: Choice): Found[] {
  const most = kilometres[choice];
  const found = jobs.map((job) => {
    const place = placePosition(job);
    return { job, distance: here && place && distance(here, place) };
  });
  const shown = found.filter((one) => {
    if (choice === 'possible') return !one.job.refusals?.length;
    return most === undefined || (one.distance !== undefined && one.distance <= most * 1000);
  });
  const day = ({ job }: Found) => job.assignment.lastDay ?? '9999';
  const by: Record<Order, (a: Found, b: Found) => number> = {
    day: (a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : 0),
    distance: (a, b) => (a.distance ?? Infinity) - (b.distance ?? Infinity) || 0,
    fee: (a, b) => (b.job.assignment.fee?.amount ?? 0) - (a.job.assignment.fee?.amount ?? 0)
  };
  return shown.sort((a, b) => by[order](a, b) || by.day(a, b));
}

/** How somebody looks at the board; it stays while the page is open. */
class JobSearch {
  order = $state<Order>('day');
  choice = $state<Choice>('all');
  here = $state.raw<Place>();
  missing = $state<Presence['missing']>();
  locating = $state(false);

  get orders() {
    return [
      { value: 'day' as const, label: t.byDay },
      { value: 'distance' as const, label: t.byDistance },
      { value: 'fee' as const, label: t.byFee }
    ];
  }

  /** Distances are offered once the position is known. */
  get choices() {
    const near = this.here ? (['near5', 'near25', 'near100'] as const).map((value) => ({ value, label: t.within(kilometres[value] ?? 0) })) : [];
    return [{ value: 'all' as const, label: t.all }, { value: 'possible' as const, label: t.possible }, ...near];
  }

  of(jobs: readonly Job[]): Found[] {
    return arrange(jobs, this.here, this.order, this.choice);
  }

  /** Only who wants the nearest first is asked for the position. */
  async sort(order: Order): Promise<void> {
    this.order = order;
    if (order !== 'distance' || this.here || this.locating) return;
    this.locating = true;
    const { missing } = await whereabouts((position) => (this.here = position));
    this.locating = false;
    this.missing = missing;
  }
}

export const jobSearch = new JobSearch();
