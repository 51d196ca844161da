/** How wide a line may become before an object or list is broken into several, in characters. */
const width = 110;

/** JSON as an author reads it best: what is short stands on one line, such as a choice with its texts. */
export function written(value: unknown): string {
  return print(value, '') + '\n';
}

function print(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = indent + '  ';
  const list = Array.isArray(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  if (members.length === 0) return list ? '[]' : '{}';
  const [open, close] = list ? ['[', ']'] : ['{', '}'];
  const head = (key: string) => (list ? '' : `${JSON.stringify(key)}: `);
  const parts = members.map(([key, member]) => head(key) + print(member, inner));
  const line = `${open}${list ? '' : ' '}${parts.join(', ')}${list ? '' : ' '}${close}`;
  if (line.length + indent.length <= width && !line.includes('\n')) return line;
  return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`;
}
