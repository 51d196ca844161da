// A mail server on loopback that keeps what it takes (RFC 5321).
import { createServer, type Server as NetServer, type Socket } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** What Behave answers to RCPT; '' is yes. */
type Answer = (recipient: string) => string;

export class MailServer {
  /** Messages as they came, header and all. */
  readonly mails: { to: string; raw: string }[] = [];
  /** Answers to RCPT instead of yes. */
  answer: Answer = () => '';
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: NetServer) {
    server.on('connection', (socket) => this.serve(socket));
  }

  static async start(): Promise<MailServer> {
    const server = createServer();
    const mails = new MailServer(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return mails;
  }

  get address(): string {
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  end(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => undefined);
    let waiting = '';
    let to = '';
    let content: string | undefined;
    socket.write('220 story ESMTP\r\n');
    socket.on('data', (chunk) => {
      waiting += chunk.toString();
      for (;;) {
        if (content !== undefined) {
          const end = waiting.indexOf('\r\n.\r\n');
          if (end < 0) return;
          this.mails.push({ to, raw: waiting.slice(0, end) });
          waiting = waiting.slice(end + 5);
          content = undefined;
          socket.write('250 taken\r\n');
        }
        const end = waiting.indexOf('\r\n');
        if (end < 0) return;
        const line = waiting.slice(0, end);
        waiting = waiting.slice(end + 2);
        const verb = line.slice(0, 4).toUpperCase();
        if (verb === 'RCPT') to = /<(.*)>/.exec(line)?.[1] ?? '';
        if (verb === 'DATA') content = '';
        if (verb === 'QUIT') {
          socket.end('221 bye\r\n');
          return;
        }
        const reply = verb === 'DATA' ? '354 go on' : verb === 'RCPT' ? this.answer(to) || '250 ok' : '250 ok';
        if (verb === 'RCPT' && !reply.startsWith('2')) to = '';
        socket.write(`${reply}\r\n`);
      }
    });
  }
}
