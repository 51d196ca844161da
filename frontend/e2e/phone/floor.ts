/**
 * The floor: the same questions as plain HTML made beforehand, with the least script that shows, checks and calculates.
 * No page that decides these things in the browser can be expected to be much faster.
 */
import { type Item, type Questionnaire, spoken } from './questionnaires';

const style = `body{margin:0 auto;max-width:40rem;padding:1rem;font:16px/1.4 system-ui,sans-serif}
fieldset,p{margin:0 0 1rem;padding:0;border:0}legend,b{display:block;font-weight:600;margin-bottom:.5rem}
label.o{display:flex;gap:.5rem;min-height:44px;align-items:center;border:1px solid #999;border-radius:8px;padding:0 .75rem;margin-bottom:.5rem}
.row{display:grid;grid-auto-flow:column}.row label{display:grid;place-items:center;min-height:44px;border:1px solid #999}
input:not([type=radio],[type=checkbox]){width:100%;min-height:44px;box-sizing:border-box}em{color:#a00}`;

export function floorOf(questionnaire: Questionnaire): string {
  const items = questionnaire.parts.flatMap((part) => part.items);
  const body = questionnaire.parts.map((part) => `<h2>${part.title}</h2>${part.items.map(markup).join('')}`).join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${questionnaire.title}</title><link rel="icon" href="data:,"><style>${style}</style></head><body><main>${body}</main>
<script type="application/json" id="rules">${JSON.stringify(items)}</script><script type="module">${script}</script></body></html>`;
}

function markup(item: Item): string {
  const hidden = item.when ? ' hidden' : '';
  const option = (type: string, name: string, shown: string, look: string) =>
    `<label class="${look}"><input type="${type}" name="${item.name}" value="${name}"> ${shown}</label>`;
  const group = (inside: string) => `<fieldset data-question="${item.name}"${hidden}><legend>${item.label}</legend>${inside}<em></em></fieldset>`;
  switch (item.kind) {
    case 'scale': {
      const [start = 1, end = 5] = item.scale ?? [];
      const steps = Array.from({ length: end - start + 1 }, (_, at) => String(start + at));
      return group(`<div class="row">${steps.map((step) => option('radio', step, step, '')).join('')}</div>`);
    }
    case 'one':
    case 'many':
      return group((item.choices ?? []).map((name) => option(item.kind === 'one' ? 'radio' : 'checkbox', name, spoken(name), 'o')).join(''));
    case 'sum':
    case 'percent':
      return `<p data-question="${item.name}"${hidden}><b>${item.label}</b><output></output></p>`;
    default:
      return `<p data-question="${item.name}"${hidden}><label><b>${item.label}</b><input name="${item.name}"></label><em></em></p>`;
  }
}

const script = `
const items = JSON.parse(document.getElementById('rules').textContent), state = window.model = {}, box = {};
for (const element of document.querySelectorAll('[data-question]')) box[element.dataset.question] = element;
const holds = { equal: (a, v) => a === v, atMost: (a, v) => a !== undefined && Number(a) <= v, above: (a, v) => Number(a) > v, holds: (a, v) => !!a && a.includes(v) };
const wrong = (limit, a) => a === undefined || a === '' ? false : limit.range ? !(a >= limit.range[0] && a <= limit.range[1]) : limit.most ? a.length > limit.most : !new RegExp('^(?:' + limit.pattern + ')$').test(a);
function settle() {
  for (const item of items) {
    if (item.when) { const off = !item.when.every((c) => holds[c.is](state[c.question], c.value)); if (box[item.name].hidden !== off) box[item.name].hidden = off; }
    if (item.of) {
      const sum = item.of.reduce((all, name) => all + (Number(state[name]) || 0), 0), result = String(item.kind === 'sum' ? sum : Math.round(sum / item.full * 100));
      if (state[item.name] !== result) { state[item.name] = result; box[item.name].querySelector('output').textContent = result; }
    }
  }
}
const byName = Object.fromEntries(items.map((item) => [item.name, item]));
document.addEventListener('input', ({ target }) => {
  const item = byName[target.name];
  state[target.name] = item.kind === 'many' ? [...box[target.name].querySelectorAll(':checked')].map((one) => one.value) : target.value;
  if (item.limit) { const words = wrong(item.limit, state[target.name]) ? item.message : '', place = box[target.name].querySelector('em'); if (place.textContent !== words) place.textContent = words; }
  settle();
});
settle();`;
