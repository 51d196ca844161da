/** The classes of failure; those of the server plus 'offline' (no answer came at all). */
export type ProblemKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'notFound'
  | 'conflict'
  | 'tooLarge'
  | 'tooMany'
  | 'unavailable'
  | 'internal'
  | 'offline';

/** Which part of the input is wrong. */
export interface ProblemField {
  path: string;
  code: string;
  message: string;
}

const kinds: Partial<Record<number, ProblemKind>> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'notFound',
  409: 'conflict',
  412: 'conflict',
  413: 'tooLarge',
  415: 'invalid',
  422: 'invalid',
  429: 'tooMany',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable'
};

/** A failed request: the server's RFC 9457 problem, or the network's absence. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly kind: ProblemKind,
    /** Stable, for example "response.conflict". */
    readonly code: string,
    /** The server's sentence for people. */
    readonly detail: string,
    readonly fields: readonly ProblemField[] = [],
    /** HTTP status; 0 when no answer came. */
    readonly status: number = 0,
    /** Seconds after which to try again, when the server said so. */
    readonly retryAfter?: number
  ) {
    super(`${code}: ${detail}`);
  }

  /** The message for one field, or ''. */
  of(path: string): string {
    return this.fields.find((field) => field.path === path)?.message ?? '';
  }
}

/** The problem of an absent network or server. */
export function offline(detail = 'No answer from the server.'): Problem {
  return new Problem('offline', 'network.unreachable', detail);
}

/** Reads a failed answer; a body that is no problem document still gives a Problem by its status. */
export async function problemOf(answer: Response): Promise<Problem> {
  const body: unknown = await answer.json().catch(() => null);
  const text = (key: string): string | undefined => {
    const value = isObject(body) ? body[key] : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  const kind = kinds[answer.status] ?? 'internal';
  const after = Number(answer.headers.get('Retry-After') ?? NaN);
  return new Problem(
    kind,
    text('code') ?? `http.${answer.status}`,
    text('detail') ?? text('title') ?? answer.statusText,
    isObject(body) && Array.isArray(body['fields']) ? body['fields'].filter(isField) : [],
    answer.status,
    Number.isFinite(after) ? after : undefined
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isField(value: unknown): value is ProblemField {
  return isObject(value) && typeof value['path'] === 'string' && typeof value['message'] === 'string';
}
