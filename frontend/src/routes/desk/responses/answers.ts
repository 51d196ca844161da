/** Answers as people read them. */
import type { Definition, Question } from '$lib/engine/definition';
import type { QuestionScore, ResponseDetail } from '$lib/client/response-list';
import { formatDate, formatNumber, pick } from '$lib/ui/language.svelte';
import { t } from './messages';

/** A line of a report: a question with its answer and points. */
export interface Line {
  name: string;
  label: string;
  type: string;
  /** '' when there is no answer. */
  answer: string;
  score: QuestionScore | undefined;
  notRelevant: boolean;
}

export interface Part {
  name: string;
  label: string;
  lines: Line[];
}

/** Types that ask nothing. */
const silent = new Set(['note', 'start', 'end', 'today', 'deviceid', 'username', 'audit']);

/** The first line of a label without its Markdown marks. */
export const plain = (text: string): string =>
  text
    .replace(/\n[^]*/, '')
    .replace(/\*\*|__|(?<!\w)[*_]|[*_](?!\w)/g, '')
    .trim();

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function choiceText(definition: Definition, question: Question, name: unknown): string {
  const found = definition.choices?.[question.choices ?? '']?.find((choice) => choice.name === name);
  return pick(found?.label, undefined, definition.defaultLanguage) || String(name);
}

export function answerText(definition: Definition, question: Question, value: unknown): string {
  if (value === undefined || value === null || value === '') return '';
  if (Array.isArray(value)) return value.map((one) => choiceText(definition, question, one)).join(', ');
  if (question.choices) return choiceText(definition, question, value);
  if (typeof value === 'number') return formatNumber(value, { maximumFractionDigits: 10 });
  if (question.type === 'date' && typeof value === 'string') return formatDate(`${value}T00:00:00Z`, { dateStyle: 'medium', timeZone: 'UTC' });
  if (isRecord(value)) {
    if (typeof value['lat'] === 'number' && typeof value['lon'] === 'number') {
      const digits = { minimumFractionDigits: 5, maximumFractionDigits: 5 };
      const place = t.position(formatNumber(value['lat'], digits), formatNumber(value['lon'], digits));
      const accuracy = value['accuracy'];
      return typeof accuracy === 'number' ? `${place} (${t.accuracy(formatNumber(accuracy, { maximumFractionDigits: 0 }))})` : place;
    }
    return typeof value['name'] === 'string' ? value['name'] : JSON.stringify(value);
  }
  return String(value);
}

/** The report in the order of its definition; questions outside of sections stand together where they begin. */
export function partsOf({ response, definition, score }: ResponseDetail): Part[] {
  const points = new Map(score?.questions?.map((one) => [one.name, one]));
  const words = (question: Question) => labelOf(definition, question.name, response.answers);
  const lineOf = (question: Question): Line => {
    const answer = answerText(definition, question, response.answers[question.name]);
    const own = points.get(question.name);
    const asked = own ? !own.notRelevant : answer !== '' || !question.relevant;
    return { name: question.name, label: words(question), type: question.type, answer, score: own, notRelevant: answer === '' && !asked };
  };
  const shown = (questions: readonly Question[]) => questions.filter((question) => !silent.has(question.type)).map(lineOf);
  const parts: Part[] = [];
  let loose: Question[] = [];
  const settle = () => {
    const lines = shown(loose);
    if (lines.length > 0) parts.push({ name: `loose-${parts.length}`, label: '', lines });
    loose = [];
  };
  for (const question of definition.body) {
    if (question.body) {
      settle();
      parts.push({ name: question.name, label: words(question), lines: shown(question.body) });
    } else loose.push(question);
  }
  settle();
  return parts;
}

/** The label of a question anywhere in the definition, with piped answers put in. */
export function labelOf(definition: Definition, name: string, answers: Record<string, unknown>): string {
  const all = definition.body.flatMap((question) => [question, ...(question.body ?? [])]);
  const of = (wanted: string) => all.find((question) => question.name === wanted);
  const label = plain(pick(of(name)?.label, undefined, definition.defaultLanguage)) || name;
  return label.replace(/\$\{([^}]+)\}/g, (_, piped: string) => {
    const question = of(piped.trim());
    return (question && answerText(definition, question, answers[question.name])) || '…';
  });
}
