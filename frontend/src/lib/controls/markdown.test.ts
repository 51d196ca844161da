import { describe, expect, it } from 'vitest';
import { type Block, type Inline, parseMarkdown } from './markdown';

/** A compact spelling of the nodes: b(), i(), a(href|), br, p(), ul(), ol(). */
function print(blocks: Block[]): string {
  const inline = (nodes: Inline[]): string =>
    nodes
      .map((node) => {
        if (node.kind === 'text') return node.text;
        if (node.kind === 'break') return 'br';
        if (node.kind === 'link') return `a(${node.href}|${inline(node.content)})`;
        return `${node.kind === 'strong' ? 'b' : 'i'}(${inline(node.content)})`;
      })
      .join('');
  return blocks
    .map((block) =>
      block.kind === 'paragraph' ? `p(${inline(block.content)})` : `${block.ordered ? 'ol' : 'ul'}(${block.items.map(inline).join('|')})`
    )
    .join('');
}

describe('markdown', () => {
  for (const { name, given, want } of [
    { name: 'plain', given: 'How was it?', want: 'p(How was it?)' },
    { name: 'bold and italic', given: '**very** *good* __and__ _so_', want: 'p(b(very) i(good) b(and) i(so))' },
    { name: 'italic in bold', given: '**a *b* c**', want: 'p(b(a i(b) c))' },
    { name: 'link', given: 'see [our page](https://example.org/a?b=1)', want: 'p(see a(https://example.org/a?b=1|our page))' },
    { name: 'mail', given: '[write](mailto:a@example.org)', want: 'p(a(mailto:a@example.org|write))' },
    { name: 'script address stays text', given: '[x](javascript:alert(1))', want: 'p([x](javascript:alert(1)))' },
    { name: 'data address stays text', given: '[x](data:text/html,hi)', want: 'p([x](data:text/html,hi))' },
    { name: 'a refused link does not hide a later one', given: '[x](file:a) [y](https://e.org)', want: 'p([x](file:a) a(https://e.org|y))' },
    { name: 'tags are text', given: '<b onclick=x>hi</b>', want: 'p(<b onclick=x>hi</b>)' },
    { name: 'line break', given: 'one\ntwo', want: 'p(onebrtwo)' },
    { name: 'paragraphs', given: 'one\r\n\r\ntwo', want: 'p(one)p(two)' },
    { name: 'lists', given: 'Please:\n- a\n- **b**\n\n1. c\n2. d', want: 'p(Please:)ul(a|b(b))ol(c|d)' },
    { name: 'multiplication is no style', given: '2 * 3 * 4', want: 'p(2 * 3 * 4)' },
    { name: 'names keep their underscores', given: 'file_name_here', want: 'p(file_name_here)' },
    { name: 'a minus is no list', given: '-5 degrees', want: 'p(-5 degrees)' },
    { name: 'escape', given: String.raw`\*not\*`, want: 'p(*not*)' },
    { name: 'unclosed', given: '**open', want: 'p(**open)' },
    { name: 'empty', given: '', want: '' }
  ]) {
    it(name, () => expect(print(parseMarkdown(given))).toBe(want));
  }

  it('takes long hostile text in its stride', () => {
    const started = performance.now();
    for (const piece of ['**a', '[', '_', '*', '[a](', '\\', '- ', '** *']) parseMarkdown(piece.repeat(3_000));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
