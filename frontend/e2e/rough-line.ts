// A line that goes wrong at random but repeatably: a share of the requests to the API fails before
// the server, is answered with 500 although the server did it, hangs, or loses its answer.
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server as Listener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Fate = 'through' | 'cut' | 'answerLost' | 'error' | 'errorAfter' | 'hang';

/** Milliseconds that a hanging request hangs before its connection goes. */
const hanging = 4_000;

export class RoughLine {
  /** What became of the requests to the API, in order. */
  readonly fates: Fate[] = [];

  private constructor(
    private readonly listener: Listener,
    private readonly server: number,
    /** What becomes of the next request to the API. */
    public fate: (path: string, method: string) => Fate
  ) {}

  static async open(server: number, fate: (path: string, method: string) => Fate = () => 'through'): Promise<RoughLine> {
    const listener = createServer();
    const line = new RoughLine(listener, server, fate);
    listener.on('request', (asked, answer) => line.#pass(asked, answer));
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    return line;
  }

  get address(): string {
    return `http://localhost:${(this.listener.address() as AddressInfo).port}`;
  }

  end(): void {
    this.listener.closeAllConnections();
    this.listener.close();
  }

  #pass(asked: IncomingMessage, answer: ServerResponse): void {
    const { method = 'GET', url = '/', headers } = asked;
    const fate = url.startsWith('/api/') ? this.fate(url, method) : 'through';
    if (url.startsWith('/api/')) this.fates.push(fate);
    if (fate === 'cut') return void asked.socket.destroy();
    if (fate === 'hang') return void setTimeout(() => asked.socket.destroy(), hanging);
    if (fate === 'error') return void asked.resume().on('end', () => broken(answer));
    const upstream = request({ host: '127.0.0.1', port: this.server, method, path: url, headers, agent: false }, (given) => {
      if (fate === 'answerLost') return void given.resume().on('end', () => asked.socket.destroy());
      if (fate === 'errorAfter') return void given.resume().on('end', () => broken(answer));
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answer);
      given.on('error', () => answer.destroy());
    });
    upstream.on('error', () => answer.destroy());
    answer.on('close', () => upstream.destroy());
    asked.pipe(upstream);
  }
}

function broken(answer: ServerResponse): void {
  answer.writeHead(500, { 'Content-Type': 'application/problem+json' });
  answer.end(JSON.stringify({ code: 'internal', detail: 'The story broke it.' }));
}

/** Fates drawn from a seed: so many of ten requests go wrong, each in one of the five ways. */
export function drawnFates(seed: number, rate: number): () => Fate {
  const wrong: Fate[] = ['cut', 'answerLost', 'error', 'errorAfter', 'hang'];
  let state = seed >>> 0;
  const chance = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return () => (chance() < rate ? (wrong[Math.floor(chance() * wrong.length)] ?? 'cut') : 'through');
}
