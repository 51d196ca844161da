import { catalogue, formatNumber, plural } from '$lib/ui/language.svelte';

const n = (value: number): string => formatNumber(value);

/** A group's name within an English sentence; names in capitals stay. */
const inside = (name: string): string => (/^.[a-z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name);

/** Words of the gap view. */
export const t = catalogue({
  en: {
    page: 'Gaps',
    wave: 'Wave',
    left: 'Compare',
    right: 'with',
    gap: 'Gap',
    better: (who: string) => `Better for ${inside(who)}`,
    alike: 'Alike',
    undecided: 'Undecided',
    noTest: 'No test',
    findingSome: (left: string, right: string, total: number, apart: number, widest: string) =>
      `${left} and ${inside(right)} see ${n(apart)} of ${n(total)} ${plural(total, { one: 'touchpoint', other: 'touchpoints' })} differently; the widest gap is “${widest}”`,
    findingNone: (left: string, right: string, total: number) => `No certain gap between ${inside(left)} and ${inside(right)} in ${n(total)} ${plural(total, { one: 'touchpoint', other: 'touchpoints' })}`,
    findingSomeRows: (left: string, right: string, total: number, apart: number, widest: string) =>
      `${left} and ${inside(right)} differ in ${n(apart)} of ${n(total)} ${plural(total, { one: 'indicator', other: 'indicators' })}; the widest gap is “${widest}”`,
    findingNoneRows: (left: string, right: string, total: number) => `No certain gap between ${inside(left)} and ${inside(right)} in ${n(total)} ${plural(total, { one: 'indicator', other: 'indicators' })}`,
    plotted: (left: string, right: string) => `Level for ${inside(left)} (hollow) and ${inside(right)} (filled), and the gap between them (${inside(right)} minus ${inside(left)}), each with its 95 % interval. Certain gaps first, the widest on top.`,
    alone: (count: number) => plural(count, { one: '1 row was asked of one group only', other: `${n(count)} rows were asked of one group only` }),
    noWaves: 'No waves yet',
    noWavesText: 'Gaps compare groups of respondents within one wave. Plan a wave first.',
    toWaves: 'To the waves',
    oneGroup: 'This wave has only one group of respondents',
    oneGroupText: 'Customers, employees and mystery shoppers are told apart by the kind of their questionnaire, other groups by the link they answered through. As soon as a second group answers, both are put side by side here.',
    toLinks: 'To the links',
    noRows: 'These groups were asked nothing in common',
    noRowsText: 'Rows pair by touchpoint, and by the name of an indicator where its kind and scale agree.',
    computing: 'Comparing the groups …'
  },
  de: {
    page: 'Lücken',
    wave: 'Messwelle',
    left: 'Vergleich von',
    right: 'mit',
    gap: 'Lücke',
    better: (who: string) => `Besser für ${who}`,
    alike: 'Gleich',
    undecided: 'Noch offen',
    noTest: 'Kein Test',
    findingSome: (left: string, right: string, total: number, apart: number, widest: string) =>
      `${left} und ${right} sehen ${n(apart)} von ${n(total)} ${plural(total, { one: 'Kontaktpunkt', other: 'Kontaktpunkten' })} verschieden; die grösste Lücke ist «${widest}»`,
    findingNone: (left: string, right: string, total: number) => `Keine sichere Lücke zwischen ${left} und ${right} bei ${n(total)} ${plural(total, { one: 'Kontaktpunkt', other: 'Kontaktpunkten' })}`,
    findingSomeRows: (left: string, right: string, total: number, apart: number, widest: string) =>
      `${left} und ${right} unterscheiden sich bei ${n(apart)} von ${n(total)} ${plural(total, { one: 'Kennzahl', other: 'Kennzahlen' })}; die grösste Lücke ist «${widest}»`,
    findingNoneRows: (left: string, right: string, total: number) => `Keine sichere Lücke zwischen ${left} und ${right} bei ${n(total)} ${plural(total, { one: 'Kennzahl', other: 'Kennzahlen' })}`,
    plotted: (left: string, right: string) => `Niveau für ${left} (hohl) und ${right} (gefüllt) und die Lücke dazwischen (${right} minus ${left}), je mit 95-%-Intervall. Sichere Lücken zuerst, die grösste zuoberst.`,
    alone: (count: number) => plural(count, { one: 'Nach 1 Zeile wurde nur eine Gruppe gefragt', other: `Nach ${n(count)} Zeilen wurde nur eine Gruppe gefragt` }),
    noWaves: 'Noch keine Messwellen',
    noWavesText: 'Lücken vergleichen Gruppen von Befragten innerhalb einer Messwelle. Planen Sie zuerst eine Messwelle.',
    toWaves: 'Zu den Messwellen',
    oneGroup: 'Diese Messwelle hat nur eine Gruppe von Befragten',
    oneGroupText: 'Kundschaft, Mitarbeitende und Testkunden unterscheiden sich nach der Art ihres Fragebogens, andere Gruppen nach dem Zugang, über den sie antworten. Sobald eine zweite Gruppe antwortet, stehen hier beide nebeneinander.',
    toLinks: 'Zu den Zugängen',
    noRows: 'Diese Gruppen wurden nichts Gemeinsames gefragt',
    noRowsText: 'Zeilen gehören nach Kontaktpunkt zusammen, und nach dem Namen einer Kennzahl, wenn Art und Skala übereinstimmen.',
    computing: 'Die Gruppen werden verglichen …'
  }
});
