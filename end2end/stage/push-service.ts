import { createDecipheriv, createECDH, createPublicKey, type ECDH, hkdfSync, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';

interface Pushed {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** What a device was told. */
export interface Told {
  title: string;
  body: string;
  url: string;
  tag: string;
  waiting?: number;
  silent: boolean;
}

const part = (text: string) => Buffer.from(text, 'base64url');

/** A push service on this machine, and the keys of one browser that is told through it. */
export class PushService {
  readonly pushed: Pushed[] = [];
  /** What it answers. */
  status = 201;
  private readonly keys: ECDH = createECDH('prime256v1');
  private readonly secret = randomBytes(16);
  private readonly http: Server;

  constructor() {
    this.keys.generateKeys();
    this.http = createServer((asked, answer) => {
      const parts: Buffer[] = [];
      asked.on('data', (part: Buffer) => parts.push(part));
      asked.on('end', () => {
        this.pushed.push({ path: asked.url ?? '', headers: asked.headers, body: Buffer.concat(parts) });
        answer.writeHead(this.status).end();
      });
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((done) => this.http.listen(0, '127.0.0.1', done));
  }

  async close(): Promise<void> {
    this.http.closeAllConnections();
    await new Promise((done) => this.http.close(done));
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  /** Where a browser is told, and what only it can read with. */
  device(name: string): { endpoint: string; p256dh: string; auth: string } {
    return {
      endpoint: `${this.origin}/push/${name}`,
      p256dh: this.keys.getPublicKey('base64'),
      auth: this.secret.toString('base64'),
    };
  }

  /** From now on a page's browser subscribes here, as it would with its maker's service, which a test cannot reach. */
  async serve(page: Page): Promise<void> {
    const made = this.device('phone');
    await page.addInitScript((made) => {
      const bytes = (text: string) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0)).buffer;
      const kept = 'subscription of the test';
      const subscription = () => ({
        endpoint: made.endpoint,
        getKey: (name: string) => bytes(name === 'auth' ? made.auth : made.p256dh),
        unsubscribe: async () => {
          localStorage.removeItem(kept);
          return true;
        },
      });
      const manager = PushManager.prototype as unknown as Record<string, unknown>;
      manager['getSubscription'] = async () => (localStorage.getItem(kept) ? subscription() : null);
      manager['subscribe'] = async (wanted: PushSubscriptionOptionsInit) => {
        if (!wanted.userVisibleOnly) throw new Error('a browser takes only what is shown');
        const key = new Uint8Array(wanted.applicationServerKey as Uint8Array);
        localStorage.setItem(kept, btoa(String.fromCharCode(...key)));
        return subscription();
      };
    }, made);
  }

  /** What the browser would read: sealed for its key (RFC 8291, RFC 8188). */
  read({ body, headers }: Pushed): Told {
    if (headers['content-encoding'] !== 'aes128gcm') throw new Error(`${headers['content-encoding']}`);
    const [salt, length] = [body.subarray(0, 16), body.readUInt8(20)];
    const [theirs, sealed] = [body.subarray(21, 21 + length), body.subarray(21 + length)];
    const derive = (key: Buffer, salt: Buffer, info: Buffer, size: number) => Buffer.from(hkdfSync('sha256', key, salt, info, size));
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.keys.getPublicKey(), theirs]);
    const key = derive(this.keys.computeSecret(theirs), this.secret, info, 32);
    const content = derive(key, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
    const nonce = derive(key, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
    const cipher = createDecipheriv('aes-128-gcm', content, nonce).setAuthTag(sealed.subarray(-16));
    const plain = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
    return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString()) as Told;
  }

  /** Who sent it, as a push service makes sure (RFC 8292): the claims, after the signature was looked at. */
  sender({ headers }: Pushed): { key: string; claims: { aud: string; exp: number; sub?: string } } {
    const [, jwt, key] = /^vapid t=([^,]+), k=(.+)$/.exec(headers.authorization ?? '')!;
    const [head, claims, signature] = jwt!.split('.') as [string, string, string];
    const point = part(key!);
    const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') };
    const known = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' as const };
    if (!verify('sha256', Buffer.from(`${head}.${claims}`), known, part(signature))) throw new Error('the signature is wrong');
    if (JSON.parse(part(head).toString()).alg !== 'ES256') throw new Error('not ES256');
    return { key: key!, claims: JSON.parse(part(claims).toString()) };
  }
}
