import type { Decision, Source, State } from '$lib/client/response-list';

/** The decisions offered in each state, the usual ones first; the server has the last word. */
const offered: Record<State, readonly Decision[]> = {
  submitted: ['approve', 'return', 'reject', 'exclude'],
  inReview: ['approve', 'return', 'reject', 'exclude'],
  returned: ['approve', 'return', 'reject', 'exclude', 'reopen'],
  approved: ['reopen'],
  rejected: ['reopen'],
  excluded: ['reopen']
};

/** What a reviewer may decide now; once one has approved, another confirms. Only a shopper's report can be returned to somebody. */
export function decisionsFor({ state, awaitsSecond, source }: { state: State; awaitsSecond?: string | undefined; source?: Source }): readonly Decision[] {
  const decisions = source === 'link' || source === 'import' ? offered[state].filter((one) => one !== 'return') : offered[state];
  return awaitsSecond ? decisions.map((one) => (one === 'approve' ? 'confirm' : one)) : decisions;
}

/** States in which a report is decided: it can be appealed against, and is reopened before anything about it changes. */
const decided: ReadonlySet<State> = new Set(['approved', 'rejected', 'excluded']);
export const isDecided = (state: State): boolean => decided.has(state);

type Words = Record<'en' | 'de', readonly string[]>;

/** Ready sentences for a reason, in the language that the shopper wrote in. */
export const reasonTemplates: Partial<Record<Decision, Words>> = {
  reject: {
    en: [
      'The report is about another location than the assignment.',
      'The visit was outside of the agreed days or hours.',
      'Required photos or receipts are missing, and were not sent after we asked.',
      'Answers and photos contradict each other.',
      'The scenario was not followed, so the visit cannot be compared.'
    ],
    de: [
      'Der Bericht betrifft einen anderen Standort als der Auftrag.',
      'Der Besuch lag ausserhalb der vereinbarten Tage oder Stunden.',
      'Verlangte Fotos oder Belege fehlen und kamen auch auf Nachfrage nicht.',
      'Antworten und Fotos widersprechen sich.',
      'Das Szenario wurde nicht befolgt, der Besuch lässt sich nicht vergleichen.'
    ]
  },
  exclude: {
    en: ['The location was not in normal operation that day.', 'The questionnaire did not fit this visit; that is not the shopper’s fault.', 'There is another report for the same visit.'],
    de: ['Der Standort war an diesem Tag nicht im normalen Betrieb.', 'Der Fragebogen passte nicht zu diesem Besuch; das liegt nicht am Testkunden.', 'Zum gleichen Besuch gibt es einen anderen Bericht.']
  }
};

/** The sentences for a decision in a language; English where there are none in it. */
export function templatesFor(decision: Decision, language: string): readonly string[] {
  const words = reasonTemplates[decision];
  return words ? (language.startsWith('de') ? words.de : words.en) : [];
}
