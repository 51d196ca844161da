// The real server process, started, stopped and killed as an operator would.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const binary = process.env['TOUCHSTONE_BINARY'] ?? fileURLToPath(new URL('../../bin/touchstone', import.meta.url));

const setupAddress = /\/desk\/setup#([\w-]+)/;

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** A server on a data folder of its own; stopping keeps the folder, ending removes it. */
export class Server {
  private process: ChildProcess | undefined;
  private printed = '';

  private constructor(
    readonly port: number,
    readonly data: string,
    private readonly environment: Record<string, string>
  ) {}

  static async start(environment: Record<string, string> = {}): Promise<Server> {
    const server = new Server(await freePort(), mkdtempSync(join(tmpdir(), 'touchstone-story-')), environment);
    await server.resume();
    // What the process printed may reach this one after its first answer does.
    const deadline = Date.now() + 5_000;
    while (!setupAddress.test(server.printed) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10));
    return server;
  }

  get address(): string {
    return `http://localhost:${this.port}`;
  }

  /** What the server has printed since its first start. */
  get output(): string {
    return this.printed;
  }

  /** The one-time token printed at the first start. */
  get setupToken(): string {
    const token = setupAddress.exec(this.printed)?.[1];
    if (!token) throw new Error(`no set-up address in the output:\n${this.printed}`);
    return token;
  }

  /** Starts the process on the same port and data folder, and waits until it is ready. */
  async resume(): Promise<void> {
    const child = spawn(binary, ['serve'], {
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        TOUCHSTONE_ADDR: `127.0.0.1:${this.port}`,
        TOUCHSTONE_DATA: this.data,
        ...this.environment
      },
      stdio: ['ignore', 'pipe', 'pipe']
    });
    this.process = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (this.printed += chunk.toString()));
    }
    const deadline = Date.now() + 20_000;
    while (Date.now() < deadline) {
      if (child.exitCode !== null) break;
      const ready = await fetch(`${this.address}/readyz`).then((answer) => answer.ok, () => false);
      if (ready) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the server did not become ready:\n${this.printed}`);
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  async end(): Promise<void> {
    await this.stop('SIGKILL');
    rmSync(this.data, { recursive: true, force: true });
  }

  /** Runs the command line on the same data, also while the server runs. */
  async command(...words: string[]): Promise<{ code: number; output: string }> {
    const child = spawn(binary, words, {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TOUCHSTONE_DATA: this.data, ...this.environment },
      stdio: ['ignore', 'pipe', 'pipe']
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    }
    const [code] = (await once(child, 'close')) as [number];
    return { code, output };
  }
}
