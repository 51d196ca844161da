const numbered = /^\s*(-?\d{1,3})\s*(?:[–—:=.-]\s*(.+))?$/su;

/** What a choice shows in a narrow cell: the number its label begins with ("5 – outstanding"), or undefined. */
export function faceOf(label: string): string | undefined {
  return numbered.exec(label)?.[1];
}

/** The words under the first and the last cell: those labels without their numbers. */
export function endsOf(labels: readonly string[]): { low: string; high: string } {
  const words = (label = '') => (faceOf(label) === undefined ? label : (numbered.exec(label)?.[2] ?? ''));
  return { low: words(labels[0]), high: labels.length > 1 ? words(labels.at(-1)) : '' };
}
