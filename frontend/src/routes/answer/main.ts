import '$lib/ui/tokens.css';
import { mount } from 'svelte';
import Answer from './Answer.svelte';
import { tokenOf } from './inlined';
import { Visit } from './visit.svelte';

const target = document.getElementById('page');
if (!target) throw new Error('the page has no place to be mounted in');
const visit = new Visit(tokenOf(location.pathname));
// The questionnaire is nearly always there at once; a page of placeholders before it would only cost time.
await Promise.race([visit.greet(), new Promise((resolve) => setTimeout(resolve, 100))]);
mount(Answer, { target, props: { visit } });
void visit.begin();
