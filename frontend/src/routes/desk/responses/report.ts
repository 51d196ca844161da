/** A report in the order of its definition. */
import type { Geopoint } from '$lib/engine';
import type { Question } from '$lib/engine/definition';
import type { Attachment, QuestionScore, ResponseDetail } from '$lib/client/response-list';
import { answerText, placesOf } from './answers';
import { type Answers, instancesOf, ownLabel } from './paths';
import { t } from './messages';

export type { Attachment };

/** A question with its answer and points. */
export interface Line {
  path: string;
  name: string;
  label: string;
  type: string;
  /** '' when there is no answer. */
  answer: string;
  /** The same as it is stored. */
  given: unknown;
  score: QuestionScore | undefined;
  notRelevant: boolean;
  /** The file that the answer names. */
  attachment: Attachment | undefined;
  /** Of a line or an area. */
  places: readonly Geopoint[] | undefined;
  /** How long the person was at it, in seconds. */
  seconds: number | undefined;
}

/** A section or repeat, an instance of a repeat, or '' for questions that stand outside. */
export interface Group {
  path: string;
  label: string;
  blocks: Block[];
  /** Of a repeat: the points of its questions, those of all instances together. */
  scores: { label: string; score: QuestionScore }[];
}

/** Questions that follow each other, or a group among them. */
export type Block = { kind: 'lines'; lines: Line[] } | { kind: 'section' | 'repeat' | 'instance'; group: Group };

/** Types that ask nothing. */
const silent = new Set(['note', 'start', 'end', 'today', 'deviceid', 'username', 'audit']);

class Reader {
  private readonly points;

  constructor(private readonly detail: ResponseDetail) {
    this.points = new Map(detail.score?.questions?.map((one) => [one.name, one]));
  }

  blocks(body: readonly Question[], instance: string, answers: Answers): Block[] {
    const found: Block[] = [];
    for (const question of body) {
      if (silent.has(question.type)) continue;
      const path = instance ? `${instance}.${question.name}` : question.name;
      const last = found.at(-1);
      if (question.body) found.push(this.group(question, path, instance, answers));
      else if (last?.kind === 'lines') last.lines.push(this.line(question, path, answers));
      else found.push({ kind: 'lines', lines: [this.line(question, path, answers)] });
    }
    return found.filter((block) => block.kind === 'lines' || block.kind === 'repeat' || block.group.blocks.length > 0);
  }

  private label(path: string): string {
    return ownLabel(this.detail.definition, path, this.detail.response.answers);
  }

  private group(question: Question, path: string, instance: string, answers: Answers): Block {
    const label = this.label(path);
    const body = question.body ?? [];
    if (question.type !== 'repeat') return { kind: 'section', group: { path, label, blocks: this.blocks(body, instance, answers), scores: [] } };
    const blocks = instancesOf(answers[question.name]).map((inside, index): Block => {
      const own = `${path}[${index + 1}]`;
      return { kind: 'instance', group: { path: own, label: t.instance(label, index + 1), blocks: this.blocks(body, own, inside), scores: [] } };
    });
    return { kind: 'repeat', group: { path, label, blocks, scores: instance ? [] : this.scores(body) } };
  }

  private scores(body: readonly Question[]): Group['scores'] {
    return body.flatMap((question) => {
      const score = this.points.get(question.name);
      return [...(score && !score.notRelevant ? [{ label: this.label(question.name), score }] : []), ...this.scores(question.body ?? [])];
    });
  }

  private line(question: Question, path: string, answers: Answers): Line {
    const { definition, response } = this.detail;
    const { name, type } = question;
    const given = answers[name];
    const answer = answerText(definition, question, given);
    const own = path === name ? this.points.get(name) : undefined;
    const asked = own ? !own.notRelevant : answer !== '' || !question.relevant;
    return {
      path,
      name,
      label: this.label(path),
      type,
      answer,
      given,
      score: own,
      notRelevant: answer === '' && !asked,
      attachment: response.attachments?.find((attachment) => attachment.question === path && !attachment.superseded),
      places: placesOf(given),
      seconds: response.timing?.questions[path]
    };
  }
}

/** The sections in order; what stands outside of sections gathers where it begins. */
export function reportOf(detail: ResponseDetail): Group[] {
  const blocks = new Reader(detail).blocks(detail.definition.body, '', detail.response.answers);
  const parts: Group[] = [];
  let loose: Group | undefined;
  for (const block of blocks) {
    if (block.kind === 'section') {
      parts.push(block.group);
      loose = undefined;
      continue;
    }
    if (!loose) parts.push((loose = { path: `loose-${parts.length}`, label: '', blocks: [], scores: [] }));
    loose.blocks.push(block);
  }
  return parts;
}

/** Every line of some blocks, however deep. */
export const linesOf = (blocks: readonly Block[]): Line[] => blocks.flatMap((block) => (block.kind === 'lines' ? block.lines : linesOf(block.group.blocks)));
