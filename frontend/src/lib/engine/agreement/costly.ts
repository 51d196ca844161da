/** Expressions around the bounds of what an evaluation may cost: both engines must refuse the same. */
import { evaluateExpression } from '../vectors';
import type { AgreementCase } from './cases';
import { drawFrom } from './draw';

const forms = [
  'count(${p}[count(${p}[x > 1]) > 0])',
  'count(${p}[count(../p[x > 1]/y) > 0]/y)',
  "sum(${p}[. = '']/x) + count(${p}[${x} = 3])",
  'count(${p}[${x} = ${y}])',
  '${x} = ${y}',
  '${x} < ${y} or ${x} = ${x}',
  "count(instance('rows')/root/item[count(instance('rows')/root/item[a != '']) > 0]/a)",
  'string-length(join(${t}, ${x}))',
  "concat(${t}, ${t}, ${t}) = join('', ${x}, ${p}[position() > 1]/y)",
  "count(${p}[selected(likes, 'a') and string-length(concat(y, ${t})) > 2])"
];

/** A case for every seed. */
export function costlyCase(seed: number): AgreementCase {
  const draw = drawFrom(seed);
  const size = 110 + draw.below(230);
  const given = {
    expression: draw.pick(forms),
    answers: {
      t: 'é'.repeat(size * 3),
      p: Array.from({ length: size }, (_, index) => ({ x: index, y: `v${index}`, likes: index % 2 ? ['a', 'b'] : null }))
    },
    tables: { rows: { columns: ['a'], rows: Array.from({ length: size }, (_, index) => [String(index)]) } },
    self: '',
    now: '2026-03-01T10:00:00Z',
    zone: 'UTC',
    seed: 1,
    language: 'en'
  };
  return { given, broken: false, want: evaluateExpression(given) };
}
