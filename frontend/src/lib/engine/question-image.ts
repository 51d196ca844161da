import type { Answer, Media } from './answer';
import { hasMembers, type QuestionType } from './question';

const members = { id: 'string', name: 'string', type: 'string', size: 'number', sha256: 'string' } as const;

export const image: QuestionType = {
  accepts: (answer): answer is Answer => hasMembers(answer, members) && (answer as Media).type.startsWith('image/'),
  value: (answer) => (answer as Media).name
};
