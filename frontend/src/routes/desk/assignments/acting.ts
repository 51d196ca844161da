import { mintId } from '$lib/client/identifier';
import { planning, type BulkAct, type BulkResult, type Left } from '$lib/client/planning';
import { t } from './messages-board';
import type { Step } from './undoing';

/** Ids of a request; more would keep the server's answer too long. */
const most = 1000;

export interface Outcome {
  changed: number;
  left: Left[];
  /** Ids that were sent and are not among those left. */
  done: string[];
}

/** Does the steps one after the other; `told` hears how many assignments have been gone through. Throws Problem. */
export async function perform(project: string, steps: readonly Step[], told: (through: number) => void): Promise<Outcome> {
  const outcome: Outcome = { changed: 0, left: [], done: [] };
  let through = 0;
  for (const { act, ids } of steps) {
    for (let at = 0; at < ids.length; at += most) {
      const part = ids.slice(at, at + most);
      const result: BulkResult = await planning.bulk(project, { ...act, ids: part, event: mintId() });
      const left = new Set(result.left?.map(({ id }) => id));
      outcome.changed += result.changed;
      outcome.left.push(...(result.left ?? []));
      outcome.done.push(...part.filter((id) => !left.has(id)));
      through += part.length;
      told(through);
    }
  }
  return outcome;
}

/** What is said after an act. */
export const doneText = (act: BulkAct, count: number): string =>
  ({ give: t.doneGive, offer: t.doneOffer, board: t.doneBoard, window: t.doneWindow, cancel: t.doneCancel, reinstate: t.doneReinstate })[act](count);

/** What an act is called before it is done. */
export const titleText = (act: BulkAct, count: number): string =>
  ({ give: t.giveTitle, offer: t.offerTitle, board: t.boardTitle, window: t.windowTitle, cancel: t.cancelTitle, reinstate: t.reinstateTitle })[act](count);

/** What it means for the shoppers. */
export const meaningText = (act: BulkAct): string =>
  ({ give: t.giveText, offer: t.offerText, board: t.boardText, window: t.windowText, cancel: t.cancelText, reinstate: t.reinstateText })[act];
