import { t } from './messages';

const names = {
  choice: () => t.oddChoice,
  number: () => t.oddNumber,
  range: () => t.oddRange,
  date: () => t.oddDate,
  repeated: () => t.oddRepeated,
  tooLong: () => t.oddTooLong,
  shortRow: () => t.oddShortRow,
  longRow: () => t.oddLongRow,
  blankRow: () => t.oddBlankRow,
  noKey: () => t.oddNoKey,
  repeatedKey: () => t.oddRepeatedKey,
  unmapped: () => t.oddUnmapped,
  absent: () => t.oddAbsent,
  notRelevant: () => t.oddNotRelevant,
  location: () => t.oddLocation,
  language: () => t.oddLanguage,
  differs: () => t.oddDiffers,
  required: () => t.oddRequired,
  constraint: () => t.oddConstraint
} satisfies Record<string, () => string>;

/** What is odd about a cell, row or column, by the server's code; its own message for codes not known here. */
export function oddityName(code: string, message = code): string {
  return code in names ? names[code as keyof typeof names]() : message;
}
