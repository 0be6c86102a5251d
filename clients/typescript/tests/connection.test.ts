// Lost connections, refusals, and servers that are none.
import assert from 'node:assert/strict';
import { type Server as HttpServer, createServer } from 'node:http';
import { type AddressInfo, createServer as listen } from 'node:net';
import { after, before, test } from 'node:test';
import { MissionControl, NotUnderstood, type PageApproval, type Propose, Refused, Unreachable } from '../src/index.ts';
import { Desk, approve } from './desk.ts';

let desk: Desk;
before(async () => {
  desk = await Desk.start();
});
after(() => desk.server.remove());

const proposal = (): Propose => ({
  desktopId: desk.desktop,
  title: 'Say hello',
  interpreter: 'sh',
  script: 'echo hello',
  cwd: desk.server.workspace,
  description: 'Says hello.',
});
const address = (server: { address: () => AddressInfo | string | null }) =>
  `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

test('a refusal has the code and the field of the server', async () => {
  const agent = desk.agent();
  const refusal = async (call: Promise<unknown>) => {
    const error = await call.then(() => undefined, (error: unknown) => error);
    assert.ok(error instanceof Refused, String(error));
    return [error.status, error.code, error.field];
  };
  const wrong = { ...proposal(), colour: 'red' };
  assert.deepEqual(await refusal(agent.propose(wrong)), [422, 'unknown_field', 'colour']);
  assert.deepEqual(await refusal(agent.action('no-such-action')), [404, 'not_found', undefined]);
  assert.equal((await refusal(new MissionControl(desk.server.url, 'wrong').action('any')))[0], 401);
});

test('a server that restarts is waited for', async () => {
  const agent = desk.agent();
  const proposed = await agent.propose(proposal());
  const answer = agent.wait(proposed.id);
  const port = desk.server.port;
  await desk.server.stop();
  await desk.server.listen(port);
  await desk.answers(approve);
  assert.equal((await answer).state, 'succeeded');
});

test('a server that is gone is an error and never a yes', async () => {
  const closed = listen().listen(0, '127.0.0.1');
  await new Promise((resolve) => closed.once('listening', resolve));
  const url = address(closed);
  await new Promise((resolve) => closed.close(resolve));
  const asks = new MissionControl(url, 'key', { patience: 500 }).ask(proposal());
  await assert.rejects(asks, Unreachable);
});

test('an answer that is lost on the way does not propose twice', async () => {
  let lost = 0;
  const proxy = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const headers = request.headers as Record<string, string>;
    const body = Buffer.concat(parts);
    delete headers['connection'];
    delete headers['host'];
    const answer = await fetch(`${desk.server.url}${request.url}`, { method: request.method!, headers, body });
    if (lost++ === 0) return response.destroy();
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type')! });
    return response.end(await answer.text());
  });
  await run(proxy, async (url) => {
    const action = await new MissionControl(url, desk.key).propose(proposal());
    assert.equal(lost, 2);
    const { items } = await desk.ana.call<PageApproval>('GET', '/approvals', { query: { gate: 'action' } });
    assert.deepEqual(items.map((item) => item.action?.id), [action.id]);
    await desk.agent().withdraw(action.id);
  });
});

for (const status of [200, 302, 404, 500]) {
  test(`something that is no Mission Control is an error: ${status}`, async () => {
    const stranger = createServer((_, response) => {
      response.writeHead(status, { location: 'http://127.0.0.1:1/elsewhere' }).end('<p>Welcome</p>');
    });
    await run(stranger, async (url) => {
      await assert.rejects(new MissionControl(url, 'key', { patience: 500 }).action('any'), NotUnderstood);
    });
  });
}

async function run(server: HttpServer, work: (url: string) => Promise<void>): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await work(address(server));
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
