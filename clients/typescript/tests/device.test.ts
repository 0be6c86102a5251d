// What a desktop runs for an agent: approve, reject, edit.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { type Propose, StillWaiting } from '../src/index.ts';
import { Desk, approve, edit, reject } from './desk.ts';

let desk: Desk;
before(async () => {
  desk = await Desk.start();
});
after(() => desk.server.remove());
beforeEach(() => {
  for (const name of ['greeting', 'proposed', 'edited']) rmSync(file(name), { force: true });
});

const file = (name: string) => path.join(desk.server.workspace, name);
const proposal = (script: string): Propose => ({
  desktopId: desk.desktop,
  title: 'Write a greeting',
  interpreter: 'sh',
  script,
  cwd: desk.server.workspace,
  description: 'Writes a file and prints nothing else.',
});

test('an approved proposal runs once and its result comes back', async () => {
  const agent = desk.agent();
  const proposed = await agent.propose(proposal('echo once >> greeting && echo written'));
  const [done] = await Promise.all([agent.wait(proposed.id), desk.answers(approve)]);
  assert.equal(done.state, 'succeeded');
  assert.equal(done.result?.stdout, 'written\n');
  assert.equal(readFileSync(file('greeting'), 'utf8'), 'once\n');
});

test('a rejected proposal never runs and says why', async () => {
  const agent = desk.agent();
  const proposed = await agent.propose(proposal('touch greeting'));
  const [done] = await Promise.all([agent.wait(proposed.id), desk.answers(reject('Use the staging database.'))]);
  assert.equal(done.state, 'rejected');
  assert.equal(done.decision?.feedback, 'Use the staging database.');
  assert.ok(!existsSync(file('greeting')));
});

test('an edit is a new revision with a new digest, and only that runs', async () => {
  const agent = desk.agent();
  const proposed = await agent.propose(proposal('touch proposed'));
  const [done] = await Promise.all([agent.wait(proposed.id), desk.answers(edit('touch edited'), approve)]);
  assert.deepEqual([done.state, done.revision, done.editedBy?.name], ['succeeded', 2, 'Ana']);
  assert.equal((await agent.action(proposed.id)).supersededBy, done.id);
  assert.notEqual(done.digest, proposed.digest);
  assert.ok(existsSync(file('edited')));
  assert.ok(!existsSync(file('proposed')));
});

test('nobody answers in time and nothing is decided', async () => {
  const agent = desk.agent();
  const proposed = await agent.propose(proposal('touch greeting'));
  await assert.rejects(agent.wait(proposed.id, { seconds: 0.2 }), StillWaiting);
  assert.equal((await agent.withdraw(proposed.id)).state, 'withdrawn');
});
