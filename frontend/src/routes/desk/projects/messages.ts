import { catalogue } from '$lib/ui/language.svelte';

/** Words of the list of projects. */
export const t = catalogue({
  en: {
    title: 'Projects',
    intro: 'A project is the room for one client’s programme. Its members and data are its own.',
    none: 'No project yet',
    noneLead: 'You are not a member of any project. Ask a lead or an administrator to invite you.',
    noneAdministrator: 'Make the first project, or look around in the demo project: made-up stores, visits and customer answers with a full comparison.',
    create: 'New project',
    loadDemo: 'Load the demo project',
    loadingDemo: 'Making the demo data …',
    demoLoaded: 'The demo project is ready.',
    name: 'Title',
    id: 'Name in addresses',
    idHint: 'Lower-case letters, digits, hyphens. It cannot be changed later.',
    timeZone: 'Time zone',
    timeZoneHint: 'Days of waves and visits are days in this time zone.',
    languages: 'Languages of the questionnaires',
    german: 'German',
    english: 'English',
    created: (title: string) => `Project “${title}” is there.`
  },
  de: {
    title: 'Projekte',
    intro: 'Ein Projekt ist der Raum für das Programm eines Kunden. Mitglieder und Daten gehören ihm allein.',
    none: 'Noch kein Projekt',
    noneLead: 'Sie sind in keinem Projekt Mitglied. Bitten Sie die Projektleitung oder die Administration um eine Einladung.',
    noneAdministrator: 'Legen Sie das erste Projekt an, oder sehen Sie sich im Demoprojekt um: erfundene Filialen, Besuche und Kundenantworten mit einem ganzen Vergleich.',
    create: 'Neues Projekt',
    loadDemo: 'Demoprojekt laden',
    loadingDemo: 'Die Demodaten werden erzeugt …',
    demoLoaded: 'Das Demoprojekt ist bereit.',
    name: 'Titel',
    id: 'Name in Adressen',
    idHint: 'Kleinbuchstaben, Ziffern, Bindestriche. Er lässt sich später nicht ändern.',
    timeZone: 'Zeitzone',
    timeZoneHint: 'Tage von Messwellen und Besuchen sind Tage in dieser Zeitzone.',
    languages: 'Sprachen der Fragebogen',
    german: 'Deutsch',
    english: 'Englisch',
    created: (title: string) => `Projekt «${title}» ist angelegt.`
  }
});
