import { createServer as createHttp } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

const port = (server: Server) => (server.address() as AddressInfo).port;
const listen = (server: Server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

/** Where messages to people go: a mail server and an incoming webhook of this machine. */
export class Post {
  /** Mails as they came. */
  readonly mails: string[] = [];
  /** The texts of what was posted to the webhook. */
  readonly posts: string[] = [];
  /** What the webhook answers. */
  status = 200;
  private readonly smtp = createServer((socket) => this.talk(socket));
  private readonly http = createHttp((request, answer) => {
    let body = '';
    request.on('data', (piece) => (body += piece));
    request.on('end', () => {
      this.posts.push((JSON.parse(body) as { text: string }).text);
      answer.writeHead(this.status).end(this.status === 200 ? 'ok' : 'no_service');
    });
  });

  static async open(): Promise<Post> {
    const post = new Post();
    await Promise.all([listen(post.smtp), listen(post.http)]);
    return post;
  }

  /** What makes a server send here. */
  get flags(): string[] {
    const smtp = ['--smtp-host', '127.0.0.1', '--smtp-port', `${port(this.smtp)}`, '--smtp-tls', 'none'];
    return [...smtp, '--smtp-from', 'mc@example.com', '--webhook-networks', '127.0.0.0/8'];
  }

  get webhook(): string {
    return `http://127.0.0.1:${port(this.http)}/services/T0SECRET`;
  }

  close(): void {
    this.smtp.close();
    this.http.close();
  }

  private talk(socket: Socket): void {
    let rest = '';
    let mail: string | undefined;
    socket.on('error', () => socket.destroy());
    socket.write('220 post.example\r\n');
    socket.on('data', (piece) => {
      rest += piece;
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (mail !== undefined) {
          if (line !== '.') {
            mail += `${line}\n`;
            continue;
          }
          this.mails.push(mail);
          mail = undefined;
          socket.write('250 taken\r\n');
        } else if (line === 'DATA') {
          mail = '';
          socket.write('354 go ahead\r\n');
        } else if (line === 'QUIT') {
          socket.end('221 bye\r\n');
        } else {
          socket.write('250 fine\r\n');
        }
      }
    });
  }
}
