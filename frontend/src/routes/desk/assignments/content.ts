import type { AssignmentContent } from '$lib/client/assignment';
import type { BriefingDocument, Money } from '$lib/client/field-assignment';
import type { TextMap } from '$lib/client/project';
import type { DefinitionRef } from '$lib/client/response';
import { readAmount, typedAmount } from '$lib/ui/money';
import { trimmed } from '../text-map';

/** What a visit says to its shopper, as it stands in a form: numbers are texts, '' where nothing is said. */
export interface TypedContent {
  scenario: TextMap;
  briefing: TextMap;
  documents: BriefingDocument[];
  proofs: { text: TextMap; question: string }[];
  amount: string;
  currency: string;
  /** In the same currency. */
  limit: string;
  what: TextMap;
  minimumRating: string;
  /** "id/version". */
  quiz: string;
  /** Per cent. */
  pass: string;
  attempts: string;
}

export const noContent = (currency = 'CHF'): TypedContent => ({
  scenario: {},
  briefing: {},
  documents: [],
  proofs: [],
  amount: '',
  currency,
  limit: '',
  what: {},
  minimumRating: '',
  quiz: '',
  pass: '80',
  attempts: '3'
});

export const referenceOf = ({ id, version }: DefinitionRef): string => `${id}/${version}`;

/** Reads "id/version" as select fields hold it. */
export function definitionOf(reference: string): DefinitionRef {
  const cut = reference.lastIndexOf('/');
  return { id: reference.slice(0, cut), version: Number(reference.slice(cut + 1)) };
}

export function typedContentOf(given: AssignmentContent): TypedContent {
  const { fee, expenses, quiz } = given;
  return {
    ...noContent(fee?.currency ?? expenses?.limit.currency),
    scenario: given.scenario ?? {},
    briefing: given.briefing ?? {},
    documents: given.documents ?? [],
    proofs: (given.proofs ?? []).map(({ text, question = '' }) => ({ text, question })),
    ...(fee && { amount: typedAmount(fee) }),
    ...(expenses && { limit: typedAmount(expenses.limit), what: expenses.what ?? {} }),
    ...(given.minimumRating && { minimumRating: String(given.minimumRating) }),
    ...(quiz && { quiz: referenceOf(quiz.definition), pass: String(quiz.pass), attempts: String(quiz.attempts) })
  };
}

/** Reads a number with a decimal point or comma between two bounds; undefined for anything else. */
export function numberOf(text: string, least: number, most: number): number | undefined {
  const plain = text.trim().replace(',', '.');
  const value = /^\d{1,6}(\.\d{1,3})?$/.test(plain) ? Number(plain) : NaN;
  return value >= least && value <= most ? value : undefined;
}

export type ContentMistake = 'amount' | 'currency' | 'limit' | 'minimumRating' | 'pass' | 'attempts' | 'proofs';

/** What has to be mended before the content can be sent. */
export function contentMistakes(typed: TypedContent): Set<ContentMistake> {
  const found = new Set<ContentMistake>();
  const priced = typed.amount.trim() !== '' || typed.limit.trim() !== '';
  if (priced && !/^[A-Z]{3}$/.test(typed.currency)) found.add('currency');
  else {
    if (typed.amount.trim() !== '' && readAmount(typed.amount, typed.currency) === undefined) found.add('amount');
    if (typed.limit.trim() !== '' && readAmount(typed.limit, typed.currency) === undefined) found.add('limit');
  }
  if (typed.minimumRating.trim() !== '' && numberOf(typed.minimumRating, 1, 10) === undefined) found.add('minimumRating');
  if (typed.quiz) {
    if (numberOf(typed.pass, 0, 100) === undefined) found.add('pass');
    if (!Number.isInteger(numberOf(typed.attempts, 0, 1000))) found.add('attempts');
  }
  if (typed.proofs.some(({ text }) => Object.keys(trimmed(text)).length === 0)) found.add('proofs');
  return found;
}

const words = <Name extends string>(name: Name, text: TextMap): Partial<Record<Name, TextMap>> => {
  const kept = trimmed(text);
  return Object.keys(kept).length > 0 ? ({ [name]: kept } as Record<Name, TextMap>) : {};
};

function money(text: string, currency: string): Money | undefined {
  const amount = text.trim() === '' ? undefined : readAmount(text, currency);
  return amount === undefined ? undefined : { amount, currency };
}

/** What the form says, once it has no mistakes. */
export function contentOf(typed: TypedContent): AssignmentContent {
  const fee = money(typed.amount, typed.currency);
  const limit = money(typed.limit, typed.currency);
  const rating = numberOf(typed.minimumRating, 1, 10);
  return {
    ...words('scenario', typed.scenario),
    ...words('briefing', typed.briefing),
    ...(typed.documents.length > 0 && { documents: typed.documents }),
    ...(typed.proofs.length > 0 && { proofs: typed.proofs.map(({ text, question }) => ({ text: trimmed(text), ...(question && { question }) })) }),
    ...(fee && { fee }),
    ...(limit && { expenses: { limit, ...words('what', typed.what) } }),
    ...(rating !== undefined && { minimumRating: rating }),
    ...(typed.quiz && { quiz: { definition: definitionOf(typed.quiz), pass: numberOf(typed.pass, 0, 100) ?? 0, attempts: numberOf(typed.attempts, 0, 1000) ?? 0 } })
  };
}
