import type { Page } from '@playwright/test';
import { approve, arrived } from '../stage/decision.ts';
import { watchForReloads } from '../stage/reloads.ts';
import type { Task } from '../stage/rest.ts';
import { expect, test } from '../stage/test.ts';

/** The request that is open in the pane. */
function open(page: Page, task: Task) {
  return page.getByRole('region', { name: 'Request' }).getByRole('heading', { name: task.title });
}

function row(page: Page, task: Task) {
  return page.locator('[data-row]').filter({ hasText: task.title });
}

test('walking through the list puts in the request and nothing else, and a second key while it loads goes two rows on', async ({ page, rest }) => {
  const tasks = [
    await rest.taskInReview('First of three', 'echo one'),
    await rest.taskInReview('Second of three', 'echo two'),
    await rest.taskInReview('Third of three', 'echo three'),
  ] as const;
  const third = await rest.approvalOf(tasks[2]);
  // The page of another row takes its time, also when it is fetched ahead.
  await page.route(/\/approvals\?.*id=/, async (route) => {
    await new Promise((go) => setTimeout(go, 1_500));
    await route.continue();
  });
  await page.goto('/approvals?order=oldest');
  await expect(open(page, tasks[0])).toBeVisible();
  await arrived(page);
  const stayed = watchForReloads(page);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(row(page, tasks[2])).toHaveAttribute('aria-current', 'true');
  // What stands in the pane meanwhile is not what the list says: it takes no answer.
  await expect(approve(page)).toHaveAttribute('aria-disabled', 'true');
  await expect(open(page, tasks[2])).toBeFocused();
  await expect(row(page, tasks[2])).toHaveAttribute('aria-current', 'true');
  await expect(page.locator('[data-row][aria-current]')).toHaveCount(1);
  await expect(page).toHaveURL(new RegExp(`id=${third.id}$`));
  await page.unroute(/\/approvals\?.*id=/);

  // A click leaves a trail, and the way back follows it.
  await row(page, tasks[0]).getByRole('link', { name: tasks[0].title }).first().click();
  await expect(open(page, tasks[0])).toBeFocused();
  await page.goBack();
  await expect(open(page, tasks[2])).toBeVisible();
  await page.goForward();
  await expect(open(page, tasks[0])).toBeVisible();
  stayed();
  await page.reload();
  await expect(open(page, tasks[0])).toBeVisible();
});

test('a request that is put in is as new: it takes no answer in its first half second, and has to be read', async ({ page, rest }) => {
  const first = await rest.taskInReview('Already there', 'echo there');
  const content = Array.from({ length: 200 }, (_, at) => `echo ${at + 1}`).join('\n');
  const long = await rest.createTask({ title: 'Two hundred lines', content, approveBeforeRun: true });
  const approval = await rest.approvalOf(long);
  await page.goto('/approvals?order=oldest');
  await expect(open(page, first)).toBeVisible();
  await arrived(page);
  await page.keyboard.press('j');
  await expect(open(page, long)).toBeVisible();
  await page.keyboard.press('a');
  await expect(approve(page)).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByText('Read to line 200 to approve')).toBeVisible();
  expect((await rest.approval(approval.id)).state).toBe('pending');

  // Back to the one before: A at once is not an answer to it.
  await page.keyboard.press('k');
  await expect(open(page, first)).toBeVisible();
  await page.keyboard.press('a');
  expect((await rest.task(first.id)).status).toBe('review');
});

test('what happens elsewhere does not bring the request back that was left', async ({ page, rest }) => {
  const one = await rest.taskInReview('First of two', 'echo one');
  const two = await rest.taskInReview('Second of two', 'echo two');
  await page.goto('/approvals?order=oldest');
  await arrived(page);
  await page.keyboard.press('j');
  await expect(open(page, two)).toBeFocused();
  await rest.taskInReview('Comes in later', 'echo late');
  await expect(page.getByRole('navigation', { name: 'Approvals' })).toContainText('3');
  await expect(open(page, two)).toBeVisible();
  await expect(open(page, one)).toHaveCount(0);
});

test('after a decision the next request comes in, and a toast says what was decided and that it is final', async ({ page, rest }) => {
  const one = await rest.taskInReview('First of two', 'echo one');
  const two = await rest.taskInReview('Second of two', 'echo two');
  await page.goto('/approvals?order=oldest');
  await expect(open(page, one)).toBeVisible();
  await arrived(page);
  await page.keyboard.press('a');
  const toast = page.getByRole('status').filter({ hasText: 'Approved. MC-1 is Done.' });
  await expect(toast).toContainText('A decision is final.');
  await expect(page.getByRole('button', { name: /undo/i })).toHaveCount(0);
  await expect(open(page, two)).toBeFocused();
});
