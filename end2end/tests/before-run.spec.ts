import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { card } from '../stage/board.ts';
import { answer, approve, reject } from '../stage/decision.ts';
import { expect, test } from '../stage/test.ts';

const LINES = 400;
const LONG = ['touch it-ran', ...Array.from({ length: LINES - 1 }, (_, at) => `echo "step ${at + 2} of ${LINES}"`)].join('\n');

test('a long command is shown whole, and Approve is held until its last line was in view', async ({ page, rest, server }) => {
  const directory = path.join(server.workspace, 'steps');
  await mkdir(directory);
  const task = await rest.createTask({ title: 'Four hundred steps', content: LONG, approveBeforeRun: true, cwd: 'steps' });
  const approval = await rest.approvalOf(task);
  await page.goto('/');
  await expect(card(page, 'Pending', task.title)).toContainText('Technician approval required');

  await page.goto(`/approvals?id=${approval.id}`);
  const command = page.getByRole('region', { name: /^Full command, 400 lines/ });
  const lines = command.getByRole('listitem');
  await expect(lines).toHaveCount(LINES);
  await expect(lines.first()).toContainText('touch it-ran');
  await expect(lines.last()).toContainText('step 400 of 400');

  await expect(page.getByText(`Read to line ${LINES} to approve`)).toBeVisible();
  await expect(approve(page)).toHaveAttribute('aria-disabled', 'true');
  await approve(page).click({ force: true });
  expect((await rest.approval(approval.id)).state).toBe('pending');
  await expect(page).toHaveURL(/\/approvals\?id=/);

  await lines.nth(LINES / 2).scrollIntoViewIfNeeded();
  await expect(lines.nth(LINES / 2)).toBeInViewport();
  await expect(approve(page)).toHaveAttribute('aria-disabled', 'true');

  await lines.last().scrollIntoViewIfNeeded();
  await expect(lines.last()).toBeInViewport();
  await expect(approve(page)).not.toHaveAttribute('aria-disabled', 'true', { timeout: 30_000 });
  expect(existsSync(path.join(directory, 'it-ran'))).toBe(false);
  await answer(approve(page));
  await expect(page.getByText(/^Approved\. .+ is next\.$/)).toBeVisible();

  const ran = await rest.until(task.id, 'review');
  expect(ran.output).toContain(`step ${LINES} of ${LINES}`);
  expect(existsSync(path.join(directory, 'it-ran'))).toBe(true);
});

test('Reject never waits for reading, and then nothing ran', async ({ page, rest, server }) => {
  const directory = path.join(server.workspace, 'steps');
  await mkdir(directory);
  const task = await rest.createTask({ title: 'Unread steps', content: LONG, approveBeforeRun: true, cwd: 'steps' });
  const approval = await rest.approvalOf(task);
  await page.goto(`/approvals/${approval.id}`);
  await expect(approve(page)).toHaveAttribute('aria-disabled', 'true');
  await answer(reject(page));
  await expect(page.getByRole('main')).toContainText('Rejected by Ana');
  expect((await rest.task(task.id)).status).toBe('failed');
  expect(existsSync(path.join(directory, 'it-ran'))).toBe(false);
});

test('an answer in the first half second counts for nothing', async ({ page, rest }) => {
  const task = await rest.createTask({ title: 'Quick hands', content: 'echo quick', approveBeforeRun: true });
  const approval = await rest.approvalOf(task);
  // The page's clock stands still, so that its first half second lasts as long as the test wants.
  const now = Date.now();
  await page.clock.setFixedTime(now);
  await page.goto(`/approvals/${approval.id}`);
  await expect(page.getByText('Just arrived')).toBeVisible();
  await reject(page).click();
  await approve(page).click({ force: true });
  await page.keyboard.press('r');
  await page.keyboard.press('r');
  await expect(page.getByText('Just arrived')).toBeVisible();
  await expect(reject(page)).not.toHaveAttribute('aria-busy', 'true');
  expect((await rest.approval(approval.id)).state).toBe('pending');
  await page.clock.setFixedTime(now + 600);
  await reject(page).click();
  await expect(page.getByRole('main')).toContainText('Rejected by Ana');
});

test('the answer is for what was on screen: another digest decides nothing', async ({ page, rest }) => {
  const task = await rest.createTask({ title: 'One step', content: 'echo one', approveBeforeRun: true });
  const approval = await rest.approvalOf(task);
  await page.goto(`/approvals/${approval.id}`);
  const other = `sha256:${'0'.repeat(64)}`;
  await page.locator('input[name=digest]').evaluate((input: HTMLInputElement, value) => (input.value = value), other);
  await answer(approve(page));
  await expect(page.getByRole('alert')).toContainText('What was on your screen is not what is stored.');
  expect((await rest.approval(approval.id)).state).toBe('pending');
});

test('an approval can be taken back while the desktop has not taken it', async ({ page, rest, server }) => {
  // A desktop that nobody runs is offline for good.
  await server.command(['desktop', 'add', 'print-1']);
  const { items } = await (await rest.call('GET', '/desktops')).json();
  const desktopId = items.find((desktop: { name: string }) => desktop.name === 'print-1').id;
  const task = await rest.createTask({ title: 'Clean the tray', content: 'echo clean', approveBeforeRun: true, desktopId });
  const approval = await rest.approvalOf(task);
  await page.goto(`/approvals/${approval.id}`);
  await expect(page.getByRole('main')).toContainText('Offline');
  await answer(approve(page));
  await expect(page.getByRole('main')).toContainText('Waiting for print-1 to take it. You can still stop it.');
  await page.getByRole('button', { name: 'Revoke approval' }).click();
  await expect(page.getByText('The approval was taken back. Nothing ran.')).toBeVisible();
  expect((await rest.approval(approval.id)).state).toBe('revoked');
});
