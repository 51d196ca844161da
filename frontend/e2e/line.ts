// The line between browser and server: it counts the pieces of files that go through, and breaks
// after as many bytes of them as a story wants.
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server as Listener, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A piece of a file as it went through. */
export interface Piece {
  /** Where it begins, as the browser says. */
  from: number;
  /** How much of it went through. */
  bytes: number;
}

export class Line {
  /** Since the line was opened, in order. */
  readonly pieces: Piece[] = [];
  #broken = false;
  #left = Infinity;
  #breaking: () => void = () => undefined;
  readonly #sockets = new Set<Socket>();

  private constructor(
    private readonly listener: Listener,
    private readonly server: number
  ) {}

  static async open(server: number): Promise<Line> {
    const listener = createServer();
    const line = new Line(listener, server);
    listener.on('request', (asked, answer) => line.#pass(asked, answer));
    listener.on('connection', (socket) => {
      line.#sockets.add(socket);
      socket.on('close', () => line.#sockets.delete(socket));
      if (line.#broken) socket.destroy();
    });
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    return line;
  }

  get address(): string {
    return `http://localhost:${(this.listener.address() as AddressInfo).port}`;
  }

  /** Resolves when so many further bytes of files went through and the line broke. */
  breakAfter(bytes: number): Promise<void> {
    this.#left = bytes;
    return new Promise((resolve) => (this.#breaking = resolve));
  }

  repair(): void {
    this.#broken = false;
    this.#left = Infinity;
  }

  end(): void {
    this.listener.closeAllConnections();
    this.listener.close();
  }

  #break(): void {
    this.#broken = true;
    for (const socket of this.#sockets) socket.destroy();
    this.#breaking();
  }

  #pass(asked: IncomingMessage, answer: ServerResponse): void {
    const { method, url, headers } = asked;
    const upstream = request({ host: '127.0.0.1', port: this.server, method, path: url, headers, agent: false }, (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answer);
      given.on('error', () => answer.destroy());
    });
    // What is gone on one side is gone on the other.
    upstream.on('error', () => answer.destroy());
    answer.on('close', () => upstream.destroy());
    const piece = method === 'PATCH' ? { from: Number(headers['upload-offset']), bytes: 0 } : undefined;
    if (piece) this.pieces.push(piece);
    asked.on('data', (chunk: Buffer) => {
      const through = piece ? chunk.subarray(0, this.#left) : chunk;
      if (piece) {
        piece.bytes += through.length;
        this.#left -= through.length;
      }
      if (this.#left > 0) upstream.write(through);
      else if (!this.#broken) upstream.write(through, () => this.#break());
    });
    asked.on('end', () => upstream.end());
  }
}
