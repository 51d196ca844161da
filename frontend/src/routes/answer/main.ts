import '$lib/ui/tokens.css';
import { shell } from '$lib/ui/install.svelte';
import { mount } from 'svelte';
import Answer from './Answer.svelte';

const target = document.getElementById('page');
if (!target) throw new Error('the page has no place to be mounted in');
mount(Answer, { target });
shell.install();
