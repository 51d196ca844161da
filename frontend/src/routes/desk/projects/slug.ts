const spelled: Partial<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', ø: 'o' };

/** Suggests a name for addresses from a title: what `fieldwork.CheckSlug` on the server accepts, or ''. */
export function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[äöüßæø]/g, (letter) => spelled[letter] ?? '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '');
}
