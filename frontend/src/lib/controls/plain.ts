import { type Inline, parseMarkdown } from './markdown';

/** A label's words without their marks, for names that are read out. */
export function plain(label: string): string {
  return parseMarkdown(label)
    .flatMap((block) => (block.kind === 'list' ? block.items : [block.content]))
    .map(words)
    .join(' ');
}

function words(parts: readonly Inline[]): string {
  return parts.map((part) => (part.kind === 'text' ? part.text : part.kind === 'break' ? ' ' : words(part.content))).join('');
}
