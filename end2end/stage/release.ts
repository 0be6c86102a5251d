import { createServer, request, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Server } from './server.ts';

/**
 * Another release in front of a server: its files have an address of their own and may be kept for ever, as those of a
 * release binary, and become others when the hash does.
 */
export class Release {
  url = '';
  /** The hash in the addresses of its files. */
  hash = 'first';
  /** Whether pages name a service worker. */
  worker = true;
  /** What was asked for. */
  asked: string[] = [];
  private own = '';
  private http: HttpServer | undefined;

  constructor(private readonly behind: Server) {}

  /** Starts it, on a free port or on the one that is given. */
  async listen(port = 0): Promise<void> {
    const page = await (await fetch(`${this.behind.url}/login`)).text();
    this.own = /\/pkg\/([^/"]+)\//.exec(page)![1]!;
    this.http = createServer((asked, answer) => {
      const path = asked.url ?? '/';
      this.asked.push(path);
      const file = /^\/pkg\/([^/]+)\//.exec(path);
      if (file && file[1] !== this.hash) return void answer.writeHead(404).end();
      const { 'accept-encoding': _, ...headers } = asked.headers;
      const to = { port: this.behind.port, host: '127.0.0.1', method: asked.method, path: path.replace(`/pkg/${this.hash}/`, `/pkg/${this.own}/`), headers };
      const passed = request(to, (came) => {
        const lasts = file ? 'public, max-age=31536000, immutable' : came.headers['cache-control']!;
        const { 'content-length': __, ...kept } = came.headers;
        const html = came.headers['content-type']?.startsWith('text/html');
        answer.writeHead(came.statusCode!, { ...kept, 'cache-control': lasts });
        if (!html) return void came.pipe(answer);
        let text = '';
        came.setEncoding('utf8').on('data', (part) => (text += part));
        came.on('end', () => answer.end(this.rewritten(text)));
      });
      passed.on('error', () => answer.destroy());
      asked.pipe(passed);
    });
    await new Promise<void>((done) => this.http!.listen(port, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  private rewritten(page: string): string {
    const named = page.replaceAll(`/pkg/${this.own}/`, `/pkg/${this.hash}/`);
    const worker = this.worker ? `/service-worker.js?release=${this.hash}` : '';
    return named.replace(/\/service-worker\.js\?release=[^"]*/, worker);
  }

  async close(): Promise<void> {
    this.http?.closeAllConnections();
    await new Promise((done) => this.http?.close(done));
  }
}
