// One HTTP call, repeated while the server is away. It must never repeat a call that could happen twice.
import { setTimeout as sleep } from 'node:timers/promises';
import { NotUnderstood, Refused, Unreachable } from './errors.ts';
import type { Problem } from './types.gen.ts';

const BASE = '/api/mission-control';

// What a proxy answers for a server that starts, and what the server answers when it asks for another try. Being stopped by
// a person is not among them: that is an answer.
const AWAY = [502, 503, 504];
const AGAIN = ['busy', 'rate_limited', 'request_in_progress'];

/** What a call is made of. */
export interface Call {
  body?: unknown;
  query?: Record<string, string | number | boolean> | undefined;
  /** A call that changes something is repeated only with one: the server then does it once. */
  idempotencyKey?: string;
  signal?: AbortSignal | undefined;
}

/** A server and a key. */
export class Connection {
  private readonly url: string;

  constructor(
    url: string,
    private readonly key: string,
    /** How long it asks a server that is away, in milliseconds. */
    private readonly patience: number,
  ) {
    this.url = url.replace(/\/+$/, '');
  }

  /** Sends a call and answers the JSON that came back. Throws `Refused`, `Unreachable` or `NotUnderstood`. */
  async call<Answer>(method: string, path: string, call: Call = {}): Promise<Answer> {
    const safe = method === 'GET' || call.idempotencyKey !== undefined;
    const began = performance.now();
    for (let pause = 250; ; pause = Math.min(pause * 2, 5000)) {
      let asked = 0;
      try {
        return await this.once<Answer>(method, path, call);
      } catch (error) {
        const again = error instanceof Unreachable || (error instanceof Refused && AGAIN.includes(error.code));
        if (!again || !safe || performance.now() - began + pause > this.patience) throw error;
        if (error instanceof Refused) asked = (error.retryAfter ?? 0) * 1000;
      }
      await sleep(Math.max(pause, asked), undefined, call.signal ? { signal: call.signal } : {});
    }
  }

  private async once<Answer>(method: string, path: string, call: Call): Promise<Answer> {
    const address = new URL(`${this.url}${BASE}${path}`);
    for (const [name, value] of Object.entries(call.query ?? {})) address.searchParams.set(name, String(value));
    const headers: Record<string, string> = { 'x-api-key': this.key, accept: 'application/json' };
    if (call.idempotencyKey !== undefined) headers['idempotency-key'] = call.idempotencyKey;
    if (call.body !== undefined) headers['content-type'] = 'application/json';
    // The server answers a wait after at most 50 seconds.
    const late = AbortSignal.timeout(15_000 + 1000 * Number(call.query?.['wait'] ?? 0));
    const signal = call.signal ? AbortSignal.any([call.signal, late]) : late;
    let answer: Response;
    let text: string;
    try {
      const body = call.body === undefined ? null : JSON.stringify(call.body);
      // A key goes to the server it was made for, and nowhere else.
      answer = await fetch(address, { method, headers, body, signal, redirect: 'manual' });
      text = await answer.text();
    } catch (error) {
      call.signal?.throwIfAborted();
      throw new Unreachable(`${this.url} does not answer: ${String(error)}`, { cause: error });
    }
    if (answer.headers.get('content-type')?.startsWith('application/problem+json')) {
      throw new Refused(read<Problem>(text, address));
    }
    if (AWAY.includes(answer.status)) throw new Unreachable(`${address} answered ${answer.status}.`);
    if (!answer.ok) throw new NotUnderstood(`${address} answered ${answer.status}, not as Mission Control does.`);
    return (text === '' ? undefined : read(text, address)) as Answer;
  }
}

function read<Answer>(text: string, address: URL): Answer {
  try {
    return JSON.parse(text) as Answer;
  } catch (error) {
    throw new NotUnderstood(`${address} answered something that is not JSON.`, { cause: error });
  }
}
