import { clock } from '$lib/client/clock';
import type { FieldAssignment } from '$lib/client/field-assignment';
import { type AttachmentRef, type Capture, type Expense, type Obstacle, type Place, type Presence, proofOf, type Visit } from '$lib/client/response';
import { digestOf } from '$lib/controls/digest';
import { preparePhoto } from '$lib/controls/photo';
import type { Draft } from '$lib/offline/db';
import { Stopwatch } from './stopwatch';
import { distance, whereabouts } from './whereabouts';
import { placePosition } from './place';
import { hoursAt } from './visit-window';

/** What a shopper should know of a check-in; it is recorded and never keeps anybody from going on. */
export type Warning = 'outsideRadius' | 'outsideWindow' | 'outsideHours' | 'positionMissing';

type Remembered = Pick<Draft, 'visit' | 'expenses' | 'beside' | 'corrects'>;

/** How a visit goes beside the answers: being there, what stood in the way, notes, expenses, time. */
export class VisitRecord {
  visit = $state.raw<Visit>({});
  expenses = $state.raw<Expense[]>([]);
  /** Files that answer no question. */
  beside = $state.raw<AttachmentRef[]>([]);
  /** The visit is over: only expenses can still change. */
  readonly correcting: boolean;
  /** The position is being looked for. */
  locating = $state(false);
  readonly #watch: Stopwatch;
  readonly #sittings: number;
  readonly #gone = new AbortController();

  constructor(
    private readonly given: FieldAssignment,
    earlier: Remembered,
    private readonly store: {
      save: (id: string, content: Blob) => Promise<void>;
      changed: () => void;
      /** Tells the server of the arrival as soon as that can be. */
      arrived: (at: string) => void;
    }
  ) {
    this.correcting = earlier.corrects !== undefined;
    this.visit = earlier.visit ?? {};
    this.expenses = earlier.expenses ?? [];
    this.beside = earlier.beside ?? [];
    this.#watch = new Stopwatch(this.visit.seconds);
    this.#sittings = (this.visit.sittings ?? 0) + 1;
  }

  /** As it goes into the draft and the report. */
  remembered(): Omit<Remembered, 'corrects'> {
    const { expenses, beside } = this;
    if (this.correcting) return { expenses, beside };
    const visit = {
      ...this.visit,
      seconds: this.#watch.seconds,
      sittings: this.#sittings,
      ...(clock.offset === undefined ? {} : { clockOffset: clock.offset })
    };
    return { visit, expenses, beside };
  }

  end(): void {
    this.#gone.abort();
    this.#watch.end();
  }

  get #place(): Place | undefined {
    return placePosition(this.given);
  }

  /** Metres from the location; undefined when either is not known. */
  get distance(): number | undefined {
    const position = this.visit.checkIn?.position;
    const place = this.#place;
    return position && place && distance(position, place);
  }

  /** Whether there is anything to spend. */
  get spending(): boolean {
    return this.given.assignment.expenses !== undefined || this.expenses.length > 0;
  }

  /** The sums of the expenses by currency. */
  get spent(): Expense['amount'][] {
    const sums = new Map<string, number>();
    for (const { amount } of this.expenses) sums.set(amount.currency, (sums.get(amount.currency) ?? 0) + amount.amount);
    return [...sums].map(([currency, amount]) => ({ currency, amount }));
  }

  get radius(): number {
    return this.given.location.radius ?? this.given.rules?.radius ?? 200;
  }

  get warnings(): Warning[] {
    const { checkIn } = this.visit;
    if (!checkIn) return [];
    const at = new Date(Date.parse(checkIn.at) + (clock.offset ?? 0));
    const hours = hoursAt(this.given, at);
    return [
      ...((this.distance ?? 0) > this.radius + (checkIn.position?.accuracy ?? 0) ? (['outsideRadius'] as const) : []),
      ...(hours === 'day' ? (['outsideWindow'] as const) : []),
      ...(hours === 'time' ? (['outsideHours'] as const) : []),
      ...(checkIn.missing && !this.locating ? (['positionMissing'] as const) : [])
    ];
  }

  /** Notes the moment at once and the position as soon as it is found. */
  async checkIn(): Promise<void> {
    if (this.visit.checkIn) return;
    const at = new Date().toISOString();
    this.store.arrived(at);
    await this.#be('checkIn', at);
  }

  async checkOut(): Promise<void> {
    await this.#be('checkOut', new Date().toISOString());
  }

  /** Takes a check-out back that was pressed by mistake. */
  stay(): void {
    const { checkOut: _, ...rest } = this.visit;
    this.visit = rest;
    this.store.changed();
  }

  async #be(moment: 'checkIn' | 'checkOut', at: string): Promise<void> {
    this.#change({ [moment]: { at, missing: 'unavailable' } });
    this.locating = true;
    const now = (presence: Omit<Presence, 'at'>) => {
      if (this.visit[moment]?.at === at) this.#change({ [moment]: { at, ...presence } });
    };
    const found = await whereabouts((position) => now({ position }), this.#gone.signal);
    this.locating = false;
    now(found);
  }

  note(notes: string): void {
    this.#change({ notes });
  }

  /** Says why the visit cannot be made; undefined: it can after all. */
  obstruct(notPossible: { reason: Obstacle; note: string } | undefined): void {
    const { notPossible: _, ...rest } = this.visit;
    this.visit = notPossible ? { ...rest, notPossible } : rest;
    this.store.changed();
  }

  /** Adds an expense, with its receipt if there is one. Rejects when the device cannot keep it. */
  async spend(what: string, amount: Expense['amount'], receipt?: File): Promise<void> {
    const kept = receipt && (await this.#keep(receipt, proofOf.expense));
    this.expenses = [...this.expenses, { what, amount, ...(kept ? { attachment: kept.id } : {}) }];
    this.store.changed();
  }

  /** Takes an expense out; gives how to have it back. */
  unspend(expense: Expense): () => void {
    const before = this.expenses;
    this.expenses = before.filter((one) => one !== expense);
    this.store.changed();
    return () => {
      this.expenses = before;
      this.store.changed();
    };
  }

  /** Adds a photo that proves what stood in the way. Rejects when the device cannot keep it. */
  async prove(photo: File): Promise<void> {
    await this.#keep(photo, proofOf.notPossible);
    this.store.changed();
  }

  withdraw(id: string): void {
    this.beside = this.beside.filter((one) => one.id !== id || one.question !== proofOf.notPossible);
    this.store.changed();
  }

  /** The files that go along: proofs while the visit is not possible, receipts of the expenses that are still there. */
  get attachments(): AttachmentRef[] {
    return this.beside.filter(({ id, question }) =>
      question === proofOf.expense ? this.expenses.some(({ attachment }) => attachment === id) : this.correcting || this.visit.notPossible !== undefined
    );
  }

  async #keep(file: File, question: string): Promise<AttachmentRef> {
    const picture = file.type !== 'application/pdf';
    const content = picture ? await preparePhoto(file) : file;
    const { captureOf } = await import('$lib/controls/exif-time');
    const capture: Capture = picture ? await captureOf(file, 'file') : {};
    const id = await digestOf(content);
    await this.store.save(id, content);
    const name = `${question.slice(1)}-${id.slice(0, 8)}.${picture ? 'jpg' : 'pdf'}`;
    const kept = { ...capture, id, question, name, type: content.type, size: content.size };
    this.beside = [...this.beside.filter((one) => one.id !== id || one.question !== question), kept];
    return kept;
  }

  #change(change: Visit): void {
    this.visit = { ...this.visit, ...change };
    this.store.changed();
  }
}
