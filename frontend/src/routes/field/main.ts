import '$lib/ui/tokens.css';
import { followLanguage } from '$lib/ui/follow-language.svelte';
import { keepAttemptIn } from '$lib/client/token';
import { sharedAttempt } from '$lib/offline/shared-attempt';
import { shell } from '$lib/ui/install.svelte';
import { appearance } from '$lib/ui/theme.svelte';
import { mount } from 'svelte';
import Field from './Field.svelte';

const target = document.getElementById('page');
if (!target) throw new Error('the page has no place to be mounted in');
keepAttemptIn(sharedAttempt);
appearance.restore();
followLanguage();
mount(Field, { target });
shell.install();
