import type { Session } from '$lib/engine';

/** What people call a question: its label, behind the instances it lies in, such as "Members of staff 2 – Age". */
export function calledAt(session: Session, path: string): string {
  const parts: string[] = [];
  for (const match of path.matchAll(/\[(\d+)\]/g)) {
    const repeat = path.slice(0, match.index);
    parts.push(`${session.state(repeat).label || nameOf(repeat)} ${match[1]}`);
  }
  parts.push(session.state(path).label || nameOf(path));
  return parts.join(' – ');
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('].') < 0 ? 0 : path.lastIndexOf('].') + 2);
}
