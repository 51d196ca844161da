import { type Code, type Question, scaleOf } from '$lib/engine';
import { t } from './messages';

/** What is wrong and what to do, for a broken rule to which the definition gives no words of its own. */
export function errorText(code: Code, question: Question): string {
  switch (code) {
    case 'required':
      return t.errorRequired;
    case 'constraint':
      return t.errorConstraint;
    case 'choice':
      return t.errorChoice;
    case 'range': {
      if (question.type !== 'range') return question.type === 'geopoint' ? t.errorPlace : t.errorConstraint;
      const { start, end } = scaleOf(question);
      return t.errorRange(Math.min(start, end), Math.max(start, end));
    }
    default:
      return wrongType(question.type);
  }
}

function wrongType(type: string): string {
  const texts: Partial<Record<string, string>> = {
    integer: t.errorWholeNumber,
    decimal: t.errorNumber,
    range: t.errorNumber,
    date: t.errorDate,
    geopoint: t.errorPlace
  };
  return texts[type] ?? t.errorType;
}
