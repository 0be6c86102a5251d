// The agent with a scripted model, against a real server: approve, reject, edit, two calls at once.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { MockLanguageModelV4 } from 'ai/test';
import { MissionControl, type PageApproval, Unreachable } from 'mission-control-client';
import { type Answer, Desk, approve, edit, reject } from '../../clients/typescript/tests/desk.ts';
import { Gate } from './gate.ts';

let desk: Desk;
let place: string;
before(async () => {
  desk = await Desk.start();
});
after(() => desk.server.remove());
beforeEach(() => {
  place = mkdtempSync(path.join(tmpdir(), 'mission-control-agent-'));
});
afterEach(() => rmSync(place, { recursive: true }));

/** Asks for these commands in one turn, and then is done. */
function model(...commands: string[]): MockLanguageModelV4 {
  const usage = {
    inputTokens: { total: 1, noCache: 1, cacheRead: undefined, cacheWrite: undefined },
    outputTokens: { total: 1, text: 1, reasoning: undefined },
  };
  const calls = commands.map((command, at) => ({
    type: 'tool-call' as const,
    toolCallId: `call_${at}`,
    toolName: 'run_command',
    input: JSON.stringify({ command, why: 'Leaves a file.' }),
  }));
  const turns = [
    { content: calls, finishReason: { unified: 'tool-calls' as const, raw: undefined }, usage, warnings: [] },
    {
      content: [{ type: 'text' as const, text: 'All done.' }],
      finishReason: { unified: 'stop' as const, raw: undefined },
      usage,
      warnings: [],
    },
  ];
  return new MockLanguageModelV4({ doGenerate: async () => turns.shift()! });
}

const run = (scripted: MockLanguageModelV4, client: MissionControl = new MissionControl(desk.server.url, desk.key)) =>
  new Gate(client, desk.desktop, place).run(scripted, 'Tidy up');
const told = (scripted: MockLanguageModelV4) => JSON.stringify(scripted.doGenerateCalls.at(-1)?.prompt);
const actions = async () => {
  const query = { gate: 'action', state: 'all', limit: 200 };
  const { items } = await desk.ana.call<PageApproval>('GET', '/approvals', { query });
  return Promise.all(items.map((item) => desk.ana.action(item.action!.id)));
};

test('approve', async () => {
  const scripted = model('echo once >> kept; cat kept');
  const [last] = await Promise.all([run(scripted), desk.answers(approve)]);
  assert.equal(last, 'All done.');
  assert.equal(readFileSync(path.join(place, 'kept'), 'utf8'), 'once\n');
  assert.match(told(scripted), /exit code 0\\nonce/);
  const action = (await actions()).at(-1)!;
  assert.deepEqual([action.state, action.result?.stdout], ['succeeded', 'once\n']);
});

test('reject', async () => {
  const scripted = model('touch kept');
  await Promise.all([run(scripted), desk.answers(reject('Keep the reports.'))]);
  assert.deepEqual(readdirSync(place), []);
  assert.match(told(scripted), /Keep the reports\./);
  assert.equal((await actions()).at(-1)!.state, 'rejected');
});

test('edit', async () => {
  const scripted = model('touch proposed');
  await Promise.all([run(scripted), desk.answers(edit('touch edited; exit 4'), approve)]);
  assert.deepEqual(readdirSync(place), ['edited']);
  assert.match(told(scripted), /What ran: touch edited; exit 4/);
  const [first, second] = (await actions()).slice(-2);
  assert.deepEqual([first!.state, first!.supersededBy], ['superseded', second!.id]);
  assert.notEqual(first!.digest, second!.digest);
  assert.deepEqual([second!.revision, second!.state, second!.result?.exitCode], [2, 'failed', 4]);
});

test('two calls of one turn are two cards, and each has its own answer', async () => {
  const scripted = model('touch first', 'touch second');
  const said: Record<string, Answer> = { 'touch first': reject('Not this one.'), 'touch second': approve };
  const people = async () => {
    const cards = await desk.until(async () => {
      const waiting = (await actions()).filter((action) => action.state === 'pending');
      return waiting.length === 2 ? waiting : undefined;
    });
    for (const card of cards) await said[card.script!]!(desk, card);
  };
  await Promise.all([run(scripted), people()]);
  assert.deepEqual(readdirSync(place), ['second']);
  assert.match(told(scripted), /Not this one\./);
});

test('a call that nobody allowed runs nothing', async () => {
  const gate = new Gate(new MissionControl(desk.server.url, desk.key), desk.desktop, place);
  const call = { toolCallId: 'call_0', messages: [], context: {} };
  const asked = async () => gate['tools'].run_command.execute!({ command: 'touch kept', why: 'Leaves a file.' }, call);
  await assert.rejects(asked, /Nobody has allowed this call\./);
  assert.deepEqual(readdirSync(place), []);
});

test('a server that goes away is not a yes', async () => {
  const gone = new MissionControl('http://127.0.0.1:9', desk.key, { patience: 300 });
  await assert.rejects(run(model('touch kept'), gone), Unreachable);
  assert.deepEqual(readdirSync(place), []);
});
