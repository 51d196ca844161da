import { mintId } from '$lib/client/identifier';
import { defaultRules, type Project } from '$lib/client/project';
import type { Problem } from '$lib/client/problem';
import { readResponse, type Decision, type ResponseDetail, type ResponseEvent } from '$lib/client/response-list';
import { review, type ReviewOrder } from '$lib/client/review';
import { todayIn } from '$lib/ui/today';
import { attempt } from '../problem';

/** The form that is open beside a report: a decision, or a correction of answers. */
export type Form = Decision | 'correct';

/** The id of the newest event of a report, which a decision is based on. */
export const newestOf = ({ history, response }: ResponseDetail): string => (history ?? response.events)?.at(-1)?.id ?? '';

/** The day that lies some days after today, in a time zone. */
export function dayFrom(today: string, days: number): string {
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

const without = <Value>(record: Readonly<Record<string, Value>>, key: string): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));

/**
 * What a reviewer has typed about one report and not yet sent. It is kept while the page is
 * open: going to another report and back, or being overtaken by somebody, loses nothing.
 */
export class ReviewWork {
  form = $state<Form>();
  /** Whether the form takes the focus when it opens. */
  takesFocus = true;
  /** By the path of the question; '' is the whole report. */
  comments = $state<Record<string, string>>({});
  reason = $state('');
  /** 1 to 10; 0 is none. */
  grade = $state(0);
  deadline = $state('');
  /** New answers by path, null takes one out. */
  changes = $state<Record<string, unknown>>({});
  busy = $state(false);
  problem = $state.raw<Problem>();
  /** What others did while this was being typed. */
  overtaken = $state.raw<readonly ResponseEvent[]>([]);

  /** The last order, so that repeating it after a lost answer is recognised by its id. */
  #sent: { id: string; content: string } | undefined;

  constructor(project: Project) {
    this.deadline = dayFrom(todayIn(project.timeZone), project.rules?.returnDays || defaultRules.returnDays);
  }

  open(form: Form | undefined): void {
    this.form = form;
    this.takesFocus = true;
    this.problem = undefined;
  }

  /** Makes room for a comment at a question; it has the focus then, not the form. */
  ask(question: string): void {
    this.comments[question] ??= '';
    if (this.form === 'return') return;
    this.open('return');
    this.takesFocus = false;
  }

  drop(question: string): void {
    this.comments = without(this.comments, question);
  }

  /** Sets the corrected answer of a question; undefined leaves the answer as it was. */
  change(path: string, value: unknown): void {
    this.changes = value === undefined ? without(this.changes, path) : { ...this.changes, [path]: value };
  }

  /** The comments that say something, in the order given. */
  written(order: readonly string[]): { question: string; text: string }[] {
    return order.flatMap((question) => {
      const text = this.comments[question]?.trim();
      return text ? [{ question, text }] : [];
    });
  }

  #idOf(content: object): string {
    const text = JSON.stringify(content);
    if (this.#sent?.content !== text) this.#sent = { id: mintId(), content: text };
    return this.#sent.id;
  }

  /**
   * Sends a decision; gives the report as it is then, or undefined when it failed: `problem`
   * says why, and when somebody was faster `overtaken` says what happened and `current` is called.
   */
  decide(project: string, detail: ResponseDetail, order: Omit<ReviewOrder, 'id' | 'base'>, current: (detail: ResponseDetail) => void): Promise<ResponseDetail | undefined> {
    const content = { base: newestOf(detail), ...order };
    return this.#send(project, detail, () => review.decide(project, detail.response.id, { id: this.#idOf(content), ...content }), current);
  }

  correct(project: string, detail: ResponseDetail, current: (detail: ResponseDetail) => void): Promise<ResponseDetail | undefined> {
    const content = { base: newestOf(detail), changes: $state.snapshot(this.changes), reason: this.reason.trim() };
    return this.#send(project, detail, () => review.correct(project, detail.response.id, { id: this.#idOf(content), ...content }), current);
  }

  async #send(project: string, detail: ResponseDetail, work: () => Promise<ResponseDetail>, current: (detail: ResponseDetail) => void): Promise<ResponseDetail | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    this.overtaken = [];
    const outcome = await attempt(work);
    this.problem = 'problem' in outcome ? outcome.problem : undefined;
    if ('problem' in outcome && outcome.problem.code === 'response.stale') await this.#catchUp(project, detail, current);
    this.busy = false;
    return 'value' in outcome ? outcome.value : undefined;
  }

  async #catchUp(project: string, detail: ResponseDetail, current: (detail: ResponseDetail) => void): Promise<void> {
    const outcome = await attempt(() => readResponse(project, detail.response.id));
    if (!('value' in outcome)) return;
    const events = outcome.value.history ?? [];
    this.overtaken = events.slice(events.findIndex(({ id }) => id === newestOf(detail)) + 1);
    this.problem = undefined;
    current(outcome.value);
  }
}

const kept = new Map<string, ReviewWork>();

/** The work on a report, as it was left. */
export function workOn(project: Project, response: string): ReviewWork {
  const known = kept.get(response);
  if (known) return known;
  const fresh = new ReviewWork(project);
  kept.set(response, fresh);
  return fresh;
}

/** Forgets what was typed, once it has arrived. */
export const workDone = (response: string): boolean => kept.delete(response);
