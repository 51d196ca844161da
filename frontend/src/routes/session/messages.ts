import { catalogue } from '$lib/ui/language.svelte';

/** Words of signing in, shared by desk and field; German addresses nobody, so it fits both. */
export const t = catalogue({
  en: {
    signIn: 'Sign in',
    email: 'E-mail address',
    password: 'Password',
    wrongCredentials: 'E-mail address and password do not match. Please check both.',
    tooMany: 'Too many attempts. Please wait a moment and try again.',
    unreachable: 'The server does not answer. Please check the network and try again.'
  },
  de: {
    signIn: 'Anmelden',
    email: 'E-Mail-Adresse',
    password: 'Passwort',
    wrongCredentials: 'E-Mail-Adresse und Passwort passen nicht zusammen. Bitte beides prüfen.',
    tooMany: 'Zu viele Versuche. Bitte einen Moment warten und noch einmal versuchen.',
    unreachable: 'Der Server antwortet nicht. Bitte das Netz prüfen und noch einmal versuchen.'
  }
});
