/**
 * The Markdown of labels, hints and notes: **bold**, *italic*, [links](https://…), line
 * breaks, and lists. It is read into nodes, never into HTML, so a text can bring nothing
 * else into a page. What is not understood stays as it was typed.
 */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'strong'; content: Inline[] }
  | { kind: 'emphasis'; content: Inline[] }
  | { kind: 'link'; href: string; content: Inline[] }
  | { kind: 'break' };

export type Block = { kind: 'paragraph'; content: Inline[] } | { kind: 'list'; ordered: boolean; items: Inline[][] };

const item = /^\s{0,3}(?:([-*+])|(\d{1,3})[.)])\s+(.*)$/;

/** Whether a text is one paragraph without any sign of Markdown. */
export function isPlain(text: string): boolean {
  return text !== '' && !/[\\*_[\n]|^\s|\s$|^(?:[-+]|\d{1,3}[.)])\s/.test(text);
}

export function parseMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  let list: { kind: 'list'; ordered: boolean; items: Inline[][] } | undefined;
  const close = () => {
    if (lines.length) blocks.push({ kind: 'paragraph', content: joined(lines) });
    lines = [];
  };
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    const found = item.exec(line);
    if (found) {
      close();
      const ordered = found[2] !== undefined;
      if (list?.ordered !== ordered) blocks.push((list = { kind: 'list', ordered, items: [] }));
      list.items.push(parseInline(found[3] ?? ''));
      continue;
    }
    list = undefined;
    if (line.trim() === '') close();
    else lines.push(line.trim());
  }
  close();
  return blocks;
}

function joined(lines: string[]): Inline[] {
  return lines.flatMap((line, index) => (index ? [{ kind: 'break' } as const, ...parseInline(line)] : parseInline(line)));
}

const patterns: { expression: RegExp; node: (match: RegExpExecArray, depth: number) => Inline }[] = [
  {
    expression: /\\([\\*_[\]()#`-])/,
    node: (match) => ({ kind: 'text', text: match[1] ?? '' })
  },
  {
    expression: /\*\*(?=\S)([^\n]*?\S)\*\*|__(?=\S)([^\n]*?\S)__/,
    node: (match, depth) => ({ kind: 'strong', content: parseInline(match[1] ?? match[2] ?? '', depth + 1) })
  },
  {
    expression: /\*(?=[^\s*])([^*\n]*[^\s*])\*|(?<![\p{L}\p{N}])_(?=[^\s_])([^_\n]*[^\s_])_(?![\p{L}\p{N}])/u,
    node: (match, depth) => ({ kind: 'emphasis', content: parseInline(match[1] ?? match[2] ?? '', depth + 1) })
  },
  {
    // Any other address stays plain text.
    expression: /\[([^\]\n]+)\]\(((?:https?:\/\/|mailto:|tel:)[^()\s]+)\)/i,
    node: (match, depth) => ({ kind: 'link', href: match[2] ?? '', content: parseInline(match[1] ?? '', depth + 1) })
  }
];

/** Nesting deeper than this is no style but an accident or an attack. */
const deepest = 5;

function parseInline(text: string, depth = 0): Inline[] {
  if (depth > deepest) return [{ kind: 'text', text }];
  const nodes: Inline[] = [];
  let rest = text;
  while (rest) {
    const found = first(rest, depth);
    if (!found) break;
    if (found.at > 0) nodes.push({ kind: 'text', text: rest.slice(0, found.at) });
    nodes.push(found.node);
    rest = rest.slice(found.at + found.length);
  }
  if (rest) nodes.push({ kind: 'text', text: rest });
  return nodes;
}

function first(text: string, depth: number): { at: number; length: number; node: Inline } | undefined {
  let best: { at: number; length: number; node: Inline } | undefined;
  for (const { expression, node } of patterns) {
    const match = expression.exec(text);
    if (!match || (best && match.index >= best.at)) continue;
    best = { at: match.index, length: match[0].length, node: node(match, depth) };
  }
  return best;
}
