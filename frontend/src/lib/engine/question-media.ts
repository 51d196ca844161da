import type { Answer, Media } from './answer';
import type { Question } from './definition';
import { hasMembers, parameterOf, type QuestionType } from './question';

const members = { id: 'string', name: 'string', type: 'string', size: 'number', sha256: 'string' } as const;

/** A SHA-256 as files are told apart and fetched by. */
const digestForm = /^[0-9a-f]{64}$/;

/** The parameter maxSize in bytes; infinite without one. A MB has 1,048,576 bytes. */
export function largestSize(question: Question): number {
  const megabytes = parameterOf(question, 'maxSize', 0);
  return megabytes > 0 ? megabytes * 1_048_576 : Infinity;
}

/** Whether a list such as ".pdf, image/*" lets a file through, as the accept attribute of HTML has it. */
export function fileAccepted({ parameters }: Question, { name, type }: Pick<Media, 'name' | 'type'>): boolean {
  const { accept } = parameters ?? {};
  const words = typeof accept === 'string' ? accept.toLowerCase().split(/[, ]+/).filter(Boolean) : [];
  const kind = type.toLowerCase().split(';', 1)[0]?.trim() ?? '';
  const passes = (word: string) =>
    word === kind ||
    word === '*/*' ||
    (word.endsWith('*') && kind.startsWith(word.slice(0, -1))) ||
    (word.startsWith('.') && name.toLowerCase().endsWith(word));
  return words.length === 0 || words.some(passes);
}

/** Files whose MIME type begins with the prefix. */
function media(prefix: string): QuestionType {
  return {
    accepts: (answer): answer is Answer =>
      hasMembers(answer, members) && digestForm.test((answer as Media).sha256) && (answer as Media).type.startsWith(prefix),
    check: (answer, question) => {
      const { size } = answer as Media;
      if (size < 0 || size > largestSize(question)) return 'range';
      return fileAccepted(question, answer as Media) ? undefined : 'type';
    },
    value: (answer) => (answer as Media).name
  };
}

export const image = media('image/');
export const audio = media('audio/');
export const video = media('video/');
export const file = media('');
