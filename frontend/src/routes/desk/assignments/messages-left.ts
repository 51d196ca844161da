import { catalogue } from '$lib/ui/language.svelte';

/** Why assignments or locations are left as they are. */
export const t = catalogue({
  en: {
    unknownAssignment: 'It is no longer there.',
    unknownLocation: 'There is no location with this code.',
    reported: 'Its report is here already.',
    cancelled: 'It is called off.',
    nobody: 'Nobody has it and it is not on the job board.',
    given: 'Somebody has it.',
    range: 'Its days would be in the wrong order.',
    windowOver: 'The days are over.',
    inactive: 'The location is not active on any of the days.',
    closed: 'The location is not open on any of the days at these times.',
    lockout: 'The shopper has been there too recently, or will be.',
    locationGap: 'Another visit of the location lies too close.',
    perDay: 'The shopper has no day left with fewer visits than allowed.',
    rating: 'The rating is below the minimum.'
  },
  de: {
    unknownAssignment: 'Er ist nicht mehr da.',
    unknownLocation: 'Es gibt keinen Standort mit diesem Code.',
    reported: 'Sein Bericht ist schon da.',
    cancelled: 'Er ist abgesagt.',
    nobody: 'Niemand hat ihn, und er steht nicht auf der Jobbörse.',
    given: 'Jemand hat ihn.',
    range: 'Seine Tage wären in der falschen Reihenfolge.',
    windowOver: 'Die Tage sind vorbei.',
    inactive: 'Der Standort ist an keinem der Tage aktiv.',
    closed: 'Der Standort ist an keinem der Tage zu diesen Zeiten geöffnet.',
    lockout: 'Der Testkunde war vor zu kurzer Zeit dort oder wird es sein.',
    locationGap: 'Ein anderer Besuch des Standorts liegt zu nahe.',
    perDay: 'Der Testkunde hat an keinem Tag mehr Platz für einen Besuch.',
    rating: 'Die Bewertung liegt unter dem Minimum.'
  }
});
