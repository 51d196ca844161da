// Two releases of the pages before one server: after the second comes out every script and style
// has another name and content, and the files of the first are gone, as after an update.
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server as Listener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const mark = '.second';
const written = /^(text|application)\/(html|css|javascript|x-javascript)/;

export class Releases {
  /** The names of all scripts and styles of the first release. */
  #names: string[] = [];
  #second = false;

  private constructor(
    private readonly listener: Listener,
    private readonly server: number
  ) {}

  static async open(server: number): Promise<Releases> {
    const listener = createServer();
    const releases = new Releases(listener, server);
    const worker = await (await fetch(`http://localhost:${server}/service-worker.js`)).text();
    releases.#names = [...new Set([...worker.matchAll(/\/assets\/([\w.-]+\.(?:js|css))/g)].map(([, name]) => name ?? ''))];
    if (releases.#names.length === 0) throw new Error('the service worker names no files');
    listener.on('request', (asked, answer) => releases.#pass(asked, answer));
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    return releases;
  }

  get address(): string {
    return `http://localhost:${(this.listener.address() as AddressInfo).port}`;
  }

  /** Publishes the second release. */
  publish(): void {
    this.#second = true;
  }

  end(): void {
    this.listener.closeAllConnections();
    this.listener.close();
  }

  #pass(asked: IncomingMessage, answer: ServerResponse): void {
    const url = asked.url ?? '/';
    const asset = url.startsWith('/assets/');
    if (asset && this.#second !== url.includes(mark)) {
      answer.writeHead(404).end();
      return;
    }
    const headers = { ...asked.headers };
    delete headers['accept-encoding'];
    if (this.#second) delete headers['if-none-match'];
    const path = asset ? url.replace(mark, '') : url;
    const upstream = request({ host: '127.0.0.1', port: this.server, method: asked.method, path, headers, agent: false }, async (given) => {
      const text = written.test(given.headers['content-type'] ?? '') && this.#second;
      if (!text) {
        answer.writeHead(given.statusCode ?? 502, given.headers);
        given.pipe(answer);
        return;
      }
      const parts: Buffer[] = [];
      for await (const part of given) parts.push(part as Buffer);
      const content = Buffer.from(this.#renamed(Buffer.concat(parts).toString(), url));
      answer.writeHead(given.statusCode ?? 502, { ...given.headers, 'content-length': content.length, etag: `"second-${content.length}"` });
      answer.end(content);
    });
    upstream.on('error', () => answer.destroy());
    asked.pipe(upstream);
  }

  #renamed(text: string, url: string): string {
    const names = this.#names.reduce((all, name) => all.replaceAll(name, name.replace(/\.(js|css)$/, `${mark}.$1`)), text);
    if (url !== '/service-worker.js') return names;
    const version = /(touchstone-shell-[`'"],\w+=\w+\+[`'"])[0-9a-f]{12}/;
    if (!version.test(names)) throw new Error('the service worker names no version');
    return names.replace(version, '$1second');
  }
}
