// A person at the API: what a story needs to prepare and to read back, over real HTTP.
import type { Server } from './server';

export const password = 'correct horse battery staple';

/** A signed-in person. */
export class Person {
  private constructor(
    private readonly server: Server,
    private readonly token: string
  ) {}

  /** Does the first set-up, as the printed address offers it, and signs in. */
  static async first(server: Server, options: { demo: boolean }): Promise<Person> {
    await send(server, 'POST', '/setup', {
      token: server.setupToken,
      name: 'Lead of the story',
      email: 'lead@example.org',
      password,
      language: 'en',
      demo: options.demo
    });
    return Person.signIn(server, 'lead@example.org');
  }

  static async signIn(server: Server, email: string): Promise<Person> {
    const session = await send<{ accessToken: string }>(server, 'POST', '/session', { email, password });
    return new Person(server, session.accessToken);
  }

  get<T>(path: string): Promise<T> {
    return send<T>(this.server, 'GET', path, undefined, this.token);
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return send<T>(this.server, 'POST', path, body, this.token);
  }

  /** The bytes of a file. */
  async file(path: string): Promise<Buffer> {
    const answer = await fetch(`${this.server.address}/api/v1${path}`, { headers: { Authorization: `Bearer ${this.token}` } });
    if (!answer.ok) throw new Error(`GET ${path}: ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  }

  /** Sends the bytes of a file. */
  async putFile(path: string, content: Buffer, type: string): Promise<void> {
    const answer = await fetch(`${this.server.address}/api/v1${path}`, {
      method: 'PUT',
      headers: { Authorization: `Bearer ${this.token}`, 'Content-Type': type },
      body: new Uint8Array(content)
    });
    if (!answer.ok) throw new Error(`PUT ${path}: ${answer.status} ${await answer.text()}`);
  }

  patch<T>(path: string, body: unknown): Promise<T> {
    return send<T>(this.server, 'PATCH', path, body, this.token);
  }

  /** Sends a form with files. */
  async upload<T>(path: string, form: FormData): Promise<T> {
    const answer = await fetch(`${this.server.address}/api/v1${path}`, { method: 'POST', headers: { Authorization: `Bearer ${this.token}` }, body: form });
    if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return send<T>(this.server, 'PUT', path, body, this.token);
  }

  delete(path: string): Promise<void> {
    return send(this.server, 'DELETE', path, undefined, this.token);
  }
}

async function send<T>(server: Server, method: string, path: string, body?: unknown, token?: string): Promise<T> {
  const answer = await fetch(`${server.address}/api/v1${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(token ? { Authorization: `Bearer ${token}` } : {})
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return (text ? JSON.parse(text) : undefined) as T;
}
