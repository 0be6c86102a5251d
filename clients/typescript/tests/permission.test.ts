// What an agent does itself: it goes on once, with what was approved, and says how it ended.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { MissionControlError, type Propose, Refused, StillWaiting } from '../src/index.ts';
import { Desk, approve, edit, reject } from './desk.ts';

let desk: Desk;
const place = mkdtempSync(path.join(tmpdir(), 'mission-control-agent-'));
before(async () => {
  desk = await Desk.start();
});
after(async () => {
  rmSync(place, { recursive: true });
  await desk.server.remove();
});

const proposal = (command: string): Propose => ({
  desktopId: desk.desktop,
  title: 'Deploy',
  tool: { name: 'Bash', kind: 'execute' },
  exact: { command },
  editable: true,
  timeoutSeconds: 60,
  description: 'Deploys and prints the version.',
});

test('a yes is taken once and its end is reported', async () => {
  const agent = desk.agent();
  const [permission] = await Promise.all([agent.ask(proposal('echo 2.8.0')), desk.answers(approve)]);
  assert.ok(permission.given);
  assert.equal(permission.command, 'echo 2.8.0');
  const again = await agent.take(permission.action.id, { reports: true }).then(undefined, (error: unknown) => error);
  assert.ok(again instanceof Refused && again.code === 'execution_already_claimed', String(again));
  const { status, stdout } = spawnSync('sh', ['-c', permission.command], { encoding: 'utf8' });
  const done = await permission.report(status ?? 1, stdout);
  assert.deepEqual([done.state, done.result?.stdout], ['succeeded', '2.8.0\n']);
});

test('a no gives no permission and its reason', async () => {
  const asks = desk.agent().ask(proposal('./deploy'));
  const [permission] = await Promise.all([asks, desk.answers(reject('Not on a Friday.'))]);
  assert.ok(!permission.given);
  assert.match(permission.why, /Not on a Friday\./);
  assert.throws(() => permission.command, MissionControlError);
  await assert.rejects(permission.report(0), MissionControlError);
});

test('an edit is what may run and nothing else', async () => {
  const agent = desk.agent();
  const proposed = await agent.propose({ ...proposal('touch proposed'), kind: 'agent_permission' });
  const [permission] = await Promise.all([agent.settle(proposed), desk.answers(edit('touch edited'), approve)]);
  assert.deepEqual([permission.given, permission.edited, permission.action.revision], [true, true, 2]);
  assert.notEqual(permission.action.digest, proposed.digest);
  assert.equal((await agent.action(proposed.id)).state, 'superseded');
  const { status } = spawnSync('sh', ['-c', permission.command], { cwd: place });
  await permission.report(status ?? 1);
  assert.deepEqual(readdirSync(place), ['edited']);
});

test('nobody answers, or the wait is ended, and the proposal is withdrawn', async () => {
  const agent = desk.agent();
  const late = await agent.ask(proposal('true'), { seconds: 0.2 }).then(undefined, (error: unknown) => error);
  assert.ok(late instanceof StillWaiting, String(late));
  assert.equal((await agent.action(late.action.id)).state, 'withdrawn');
  const ended = new AbortController();
  const asks = agent.ask(proposal('true'), { signal: ended.signal });
  const waiting = await desk.until(() => desk.waiting());
  ended.abort();
  await assert.rejects(asks, { name: 'AbortError' });
  assert.equal((await agent.action(waiting.id)).state, 'withdrawn');
});

test('long output with colours is reported by its end', async () => {
  const [permission] = await Promise.all([desk.agent().ask(proposal('make')), desk.answers(approve)]);
  const done = await permission.report(2, `\u001b[31mred\u001b[0m\n${'ä'.repeat(100_000)}\nthe end\n`);
  assert.deepEqual([done.state, done.result?.exitCode], ['failed', 2]);
  assert.ok(done.result?.stdout.endsWith('\nthe end\n'));
});
