import type { LocationFinding } from '$lib/client/location';
import { t } from './messages-import';
import type { Chosen } from './table-mapping';

const ofMember: Partial<Record<string, (code: string) => string | undefined>> = {
  code: (code) => (code === 'format' ? t.codeFormat : undefined),
  title: (code) => (code === 'required' ? t.titleRequired : undefined),
  lat: (code) => (code === 'range' ? t.latRange : code === 'format' ? t.degrees : undefined),
  lon: (code) => (code === 'range' ? t.lonRange : code === 'format' ? t.degrees : undefined),
  position: (code) => (code === 'range' ? t.positionRange : code === 'format' ? t.degrees : undefined),
  competitor: (code) => (code === 'format' ? t.yesOrNo : undefined),
  openingHours: (code) => (code === 'length' ? undefined : t.hoursFormat),
  radius: (code) => (code === 'format' ? t.metres : undefined),
  activeFrom: (code) => (code === 'format' ? t.dayFormat : undefined),
  activeUntil: (code) => (code === 'format' ? t.dayFormat : code === 'range' ? t.dayOrder : undefined)
};

/** What is wrong with a row, in the language of the page; what it does not know in the server's words. */
export function importProblemText({ code, column, message }: Pick<LocationFinding, 'code' | 'column' | 'message'>, columns: Chosen): string {
  if (code === 'noCode') return t.codeMissing;
  if (code === 'duplicate') return t.codeTwice;
  const member = columns.find(({ name }) => name === column)?.member ?? column ?? '';
  return ofMember[member]?.(code) ?? (code === 'length' ? t.tooLong : message);
}
