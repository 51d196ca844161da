import type { Definition, Question } from '$lib/engine/definition';
import { pick } from '$lib/ui/language.svelte';

const media = ['image', 'audio', 'video', 'file'];

/** The questions of a definition whose answer is a file, which is what proofs mostly are. */
export function provable(definition: Definition): { value: string; label: string }[] {
  const flat = (body: readonly Question[]): Question[] => body.flatMap((question) => (question.body ? flat(question.body) : [question]));
  return flat(definition.body)
    .filter(({ type }) => media.includes(type))
    .map(({ name, label }) => ({ value: name, label: pick(label) || name }));
}
