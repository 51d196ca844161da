/** A mistake in a definition; the path is a JSON pointer (RFC 6901). */
export interface Problem {
  path: string;
  severity: 'error' | 'warning';
  code: string;
  message: string;
}

/** A definition that cannot be used, with everything found wrong. */
export class DefinitionError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  }
}
