import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Agent, actionCard } from '../stage/agent.ts';
import { answer, approve, reject } from '../stage/decision.ts';
import { addPerson, browserOf } from '../stage/people.ts';
import { Rest } from '../stage/rest.ts';
import { expect, test } from '../stage/test.ts';

const COSTLY = 'rm -rf old && touch it-ran';

test('a costly command takes the name of its desktop, and without it nothing is decided', async ({ page, rest, server }) => {
  const directory = path.join(server.workspace, 'costly');
  await mkdir(path.join(directory, 'old'), { recursive: true });
  const task = await rest.createTask({ title: 'Clean up', content: COSTLY, approveBeforeRun: true, cwd: 'costly' });
  const approval = await rest.approvalOf(task);
  const { name } = await rest.desktop();
  for (const address of [`/approvals/${approval.id}`, `/approvals?id=${approval.id}`, `/tasks/${task.id}`]) {
    await page.goto(address);
    await expect(page.getByLabel(`Type ${name} to approve`), address).toBeVisible();
  }
  // Ana signed in a moment ago: her password is not asked for again.
  await expect(page.locator('input[type=password]')).toHaveCount(0);
  await page.getByLabel(`Type ${name} to approve`).fill('another-machine');
  await answer(approve(page));
  await expect(page.getByText(`Type ${name} to approve this.`)).toBeVisible();
  expect((await rest.approval(approval.id)).state).toBe('pending');
  await page.getByLabel(`Type ${name} to approve`).fill(name);
  await answer(approve(page));
  await rest.until(task.id, 'review');
  expect(existsSync(path.join(directory, 'it-ran'))).toBe(true);
});

test('a costly command is rejected without typing anything', async ({ page, rest }) => {
  const task = await rest.createTask({ title: 'Clean up', content: COSTLY, approveBeforeRun: true });
  const approval = await rest.approvalOf(task);
  await page.goto(`/approvals/${approval.id}`);
  await answer(reject(page));
  await expect(page.getByRole('main')).toContainText('Rejected by Ana');
});

test('two people approve what a rule asks two about, and its evidence is one signed file', async ({ page, rest, server, browser }) => {
  const bo = await browserOf(browser, server, await addPerson(server, 'Bo', 'approver'));
  await page.goto('/settings/mission-control/policy');
  await page.getByLabel('People who must say yes, if it asks').fill('2');
  await page.getByLabel('Command', { exact: true }).fill('touch *');
  await page.getByRole('button', { name: /Add rule|Create rule/ }).click();
  await expect(page.getByText('2 people')).toBeVisible();
  const fae = await Agent.join(server, 'Fae');
  const task = await fae.task(rest, 'Leave a mark');
  const action = await fae.propose(task, { script: 'touch it-ran', description: 'Makes a file.' });
  await page.goto(`/tasks/${task.id}`);
  await expect(page.getByText('0 of 2 approved. 2 more people are needed. Anyone can reject.')).toBeVisible();
  await answer(approve(page));
  await expect(page.getByText(/^1 of 2 approved\. One more person is needed\. Anyone can reject\./)).toBeVisible();
  await expect(approve(page)).toHaveCount(0);
  await expect(reject(page)).toBeVisible();
  expect((await fae.action(action)).state).toBe('pending');
  await page.goto('/approvals');
  await expect(page.getByText('1 of 2 approved', { exact: true })).toBeVisible();
  await page.goto(`/tasks/${task.id}`);

  const other = await bo.newPage();
  await other.goto(`/approvals/${action.approvalId}`);
  await expect(other.getByText('1 of 2 approved. One more person is needed. Anyone can reject.')).toBeVisible();
  await answer(approve(other));
  await fae.until(action, 'succeeded');
  await expect(actionCard(page, action)).toContainText('Exit code 0');

  await page.goto(`/approvals/${action.approvalId}`);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Evidence' }).click();
  const file = await (await download).path();
  const stated = JSON.parse(JSON.parse(await readFile(file, 'utf8')).statement);
  expect(stated.approval.votes.map((vote: { by: { name: string } }) => vote.by.name)).toEqual(['Ana', 'Bo']);
  await server.command(['verify', file]);
  await bo.close();
});

test('where a second person is needed one cannot approve what one asked for', async ({ page, rest, server, browser }) => {
  const bo = await browserOf(browser, server, await addPerson(server, 'Bo', 'approver'));
  await page.goto('/settings/mission-control/task-approval');
  const second = page.locator('.setting', { hasText: 'Second person' });
  await second.getByRole('switch', { name: 'Second person', exact: true }).click();
  await expect(page.getByText('A second person is needed.')).toBeVisible();
  const task = await rest.createTask({ title: 'Leave a mark', content: 'touch it-ran', approveBeforeRun: true });
  const approval = await rest.approvalOf(task);
  await page.goto(`/approvals/${approval.id}`);
  await expect(page.getByText('You asked for this, so someone else decides. You can still reject it.')).toBeVisible();
  await expect(approve(page)).toHaveCount(0);
  const answered = await rest.call('POST', `/approvals/${approval.id}/resolve`, { decision: 'approve', digest: approval.digest });
  expect([answered.status(), (await answered.json()).code]).toEqual([403, 'self_approval']);
  const theirs = new Rest(bo.request, server);
  const yes = await theirs.call('POST', `/approvals/${approval.id}/resolve`, { decision: 'approve', digest: approval.digest });
  expect(yes.status()).toBe(200);
  await rest.until(task.id, 'review');
  await bo.close();
});
