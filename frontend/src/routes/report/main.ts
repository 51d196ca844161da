import '$lib/ui/tokens.css';
import './print.css';
import { followLanguage } from '$lib/ui/follow-language.svelte';
import { appearance } from '$lib/ui/theme.svelte';
import { mount } from 'svelte';
import SharedPage from './SharedPage.svelte';

const target = document.getElementById('page');
if (!target) throw new Error('the page has no place to be mounted in');
document.documentElement.dataset['density'] = 'desk';
appearance.restore();
followLanguage();
mount(SharedPage, { target, props: { token: decodeURIComponent(location.pathname.split('/')[2] ?? '') } });
