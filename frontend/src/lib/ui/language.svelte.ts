/**
 * The language of the user interface: a typed catalogue per area, the current choice, and
 * formatters for numbers, dates and plurals in that language.
 */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** A text of a definition or project, by language code; any language may be missing. */
export type TextMap = Partial<Record<string, string>>;

type Word = string | ((...values: never[]) => string);
type Words = Record<string, Word>;
type Translated<T extends Words> = { [K in keyof T]: T[K] extends string ? string : T[K] };

const choiceKey = 'touchstone.language';

function isLanguage(code: string | null | undefined): code is Language {
  return languages.some((language) => language === code);
}

function stored(): string | null {
  try {
    return localStorage.getItem(choiceKey);
  } catch {
    return null;
  }
}

function preferred(): readonly string[] {
  return typeof navigator === 'undefined' ? [] : navigator.languages;
}

function first(): Language {
  const choice = stored();
  if (isLanguage(choice)) return choice;
  for (const tag of preferred()) {
    const code = tag.slice(0, 2).toLowerCase();
    if (isLanguage(code)) return code;
  }
  return 'en';
}

class Speech {
  #current = $state<Language>(first());

  /** The language of the user interface; setting it is remembered on this device. */
  get current(): Language {
    return this.#current;
  }

  set current(next: Language) {
    this.#current = next;
    try {
      localStorage.setItem(choiceKey, next);
    } catch {
      // A browser that refuses storage still switches for this visit.
    }
  }

  /** Shows a language for this visit only, without making it the device's choice. */
  show(next: string): void {
    if (isLanguage(next)) this.#current = next;
  }

  /** The person's own regional variant of the current language, for numbers and dates. */
  get locale(): string {
    const own = preferred().find((tag) => tag.toLowerCase().startsWith(this.#current + '-'));
    return own ?? (this.#current === 'de' ? 'de-CH' : 'en-GB');
  }
}

export const language = new Speech();

/**
 * Makes an area's texts: `const t = catalogue({en: {...}, de: {...}})`, then `t.save` or
 * `t.left(3)`, always in the current language. A key missing in German is a type error.
 */
export function catalogue<const T extends Words>(texts: { en: T; de: NoInfer<Translated<T>> }): Translated<T> {
  const tables: Record<Language, Words> = { en: texts.en, de: texts.de };
  const words = {};
  for (const key of Object.keys(texts.en)) {
    Object.defineProperty(words, key, { enumerable: true, get: () => tables[language.current][key] });
  }
  return words as Translated<T>;
}

/** The text in the wanted language, else in the fallback language, else any; '' when there is none. */
export function pick(text: TextMap | undefined, wanted: string = language.current, fallback = 'en'): string {
  if (!text) return '';
  return text[wanted] ?? text[fallback] ?? Object.values(text).find(Boolean) ?? '';
}

const cache = new Map<string, unknown>();

function cached<T>(kind: string, options: object, make: (locale: string) => T): T {
  const locale = language.locale;
  const key = kind + locale + JSON.stringify(options);
  const known = cache.get(key) as T | undefined;
  if (known) return known;
  const made = make(locale);
  cache.set(key, made);
  return made;
}

/** A number, at most three decimals unless told otherwise. */
export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  return cached('number', options, (locale) => new Intl.NumberFormat(locale, options)).format(value);
}

/** A signed difference such as "+3.2" or "−0.8", with the given number of decimals. */
export function formatDifference(value: number, decimals = 1): string {
  const options = { signDisplay: 'exceptZero', minimumFractionDigits: decimals, maximumFractionDigits: decimals } as const;
  return formatNumber(value, options).replace('-', '−');
}

/** A share from 0 to 1 as per cent. */
export function formatPercent(share: number, decimals = 0): string {
  return formatNumber(share, { style: 'percent', minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** An instant or date; pass timeZone for anything that lives in a project's zone. */
export function formatDate(at: Date | string | number, options: Intl.DateTimeFormatOptions = { dateStyle: 'medium' }): string {
  return cached('date', options, (locale) => new Intl.DateTimeFormat(locale, options)).format(new Date(at));
}

/** An instant with its time of day. */
export function formatInstant(at: Date | string | number, timeZone?: string): string {
  return formatDate(at, { dateStyle: 'medium', timeStyle: 'short', ...(timeZone ? { timeZone } : {}) });
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000]
];

/** "in 2 hours", "yesterday" within a week of now; beyond that the date. */
export function formatNear(at: Date | string | number, now: Date | number = Date.now()): string {
  const distance = new Date(at).getTime() - new Date(now).getTime();
  if (Math.abs(distance) >= 7 * 86_400_000) return formatDate(at);
  const options = { numeric: 'auto' } as const;
  const relative = cached('near', options, (locale) => new Intl.RelativeTimeFormat(locale, options));
  for (const [unit, length] of steps) {
    if (Math.abs(distance) >= length) return relative.format(Math.round(distance / length), unit);
  }
  return relative.format(0, 'minute');
}

/** Chooses by the plural rule of the current language: `plural(n, {one: '1 photo', other: `${n} photos`})`. */
export function plural(count: number, forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }): string {
  const rule = cached('plural', {}, (locale) => new Intl.PluralRules(locale)).select(count);
  return forms[rule] ?? forms.other;
}
