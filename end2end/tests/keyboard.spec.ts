import type { Page } from '@playwright/test';
import { approve, arrived, reject } from '../stage/decision.ts';
import type { Task } from '../stage/rest.ts';
import { expect, test } from '../stage/test.ts';

/** The request that is open in the pane. */
function open(page: Page, task: Task) {
  return page.getByRole('region', { name: 'Request' }).getByRole('heading', { name: task.title });
}

async function neverOnApprove(page: Page): Promise<void> {
  await expect(approve(page)).not.toBeFocused();
}

test('J and K move, Enter opens, A approves, R rejects', async ({ page, rest }) => {
  const [one, two, three] = [
    await rest.taskInReview('First of three', 'echo one'),
    await rest.taskInReview('Second of three', 'echo two'),
    await rest.taskInReview('Third of three', 'echo three'),
  ];
  await page.goto('/approvals?order=oldest');
  await expect(open(page, one)).toBeVisible();
  await neverOnApprove(page);
  await arrived(page);

  await page.keyboard.press('j');
  await expect(open(page, two)).toBeFocused();
  await neverOnApprove(page);
  await arrived(page);
  await page.keyboard.press('j');
  await expect(open(page, three)).toBeFocused();
  await arrived(page);
  await page.keyboard.press('k');
  await expect(open(page, two)).toBeFocused();
  await page.getByRole('link', { name: one.title }).first().focus();
  await page.keyboard.press('Enter');
  await expect(open(page, one)).toBeFocused();
  await neverOnApprove(page);

  await arrived(page);
  await page.keyboard.press('a');
  await expect(page.getByText('Approved. MC-1 is Done.')).toBeVisible();
  expect((await rest.task(one.id)).status).toBe('done');
  await expect(open(page, two)).toBeVisible();
  await expect(open(page, two)).toBeFocused();
  await neverOnApprove(page);

  await arrived(page);
  await page.keyboard.press('r');
  await expect(reject(page)).toBeFocused();
  expect((await rest.task(two.id)).status).toBe('review');
  await page.keyboard.press('r');
  await expect(page.getByText('Rejected. MC-2 is Failed.')).toBeVisible();
  expect((await rest.task(two.id)).status).toBe('failed');
  await expect(open(page, three)).toBeVisible();
  await neverOnApprove(page);
  expect((await rest.task(three.id)).status).toBe('review');
});

test('keys do nothing while somebody types, nor with a modifier', async ({ page, rest }) => {
  const task = await rest.taskInReview('A quiet request', 'echo quiet');
  await page.goto('/approvals');
  await arrived(page);
  await expect(open(page, task)).toBeVisible();
  const note = page.getByLabel('Feedback');
  await note.focus();
  await page.keyboard.type('a jar of jam, r');
  await expect(note).toHaveValue('a jar of jam, r');
  await page.getByRole('searchbox', { name: 'Find a task' }).focus();
  await page.keyboard.type('ark');
  await expect(page.getByRole('searchbox', { name: 'Find a task' })).toHaveValue('ark');
  await page.getByRole('heading', { name: 'Approvals', level: 1 }).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Alt+a');
  // Were one of these an answer, the page would be another by the time the next key is known to work.
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Find a task' })).toBeFocused();
  expect((await rest.task(task.id)).status).toBe('review');
});

test('A does not approve what was not read, and goes to what is missing', async ({ page, rest }) => {
  const content = Array.from({ length: 200 }, (_, at) => `echo ${at + 1}`).join('\n');
  const task = await rest.createTask({ title: 'Two hundred lines', content, approveBeforeRun: true });
  const approval = await rest.approvalOf(task);
  await page.goto('/approvals');
  await expect(approve(page)).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByText('Read to line 200 to approve')).toBeVisible();
  const last = page.getByRole('region', { name: /^Full command/ }).getByRole('listitem').last();
  await expect(last).not.toBeInViewport();
  await arrived(page);
  await page.keyboard.press('a');
  await expect(last).toBeInViewport();
  expect((await rest.approval(approval.id)).state).toBe('pending');
  await neverOnApprove(page);
});

test('the question mark lists the keys', async ({ page, rest: _ }) => {
  await page.goto('/approvals');
  await arrived(page);
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog');
  await expect(keys).toContainText('next request');
  await expect(keys).toContainText('copy the command');
  // The switch that turns the keys off is not what a stray space presses.
  await expect(keys.getByRole('button', { name: 'Close' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
});

for (const address of ['/', '/tasks/new', '/settings/profile', '/help']) {
  test(`the question mark lists the keys on ${address}`, async ({ page, rest: _ }) => {
    await page.goto(address);
    await arrived(page);
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toContainText('find a task');
  });
}

test('O and Enter open the page of the request, and C copies its command', async ({ page, context, rest }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const task = await rest.createTask({ title: 'Copy this', content: 'echo "as it is"', approveBeforeRun: true });
  const approval = await rest.approvalOf(task);
  for (const key of ['o', 'Enter']) {
    await page.goto('/approvals');
    await arrived(page);
    await page.keyboard.press(key);
    await expect(page).toHaveURL(new RegExp(`/approvals/${approval.id}$`));
  }
  await page.goto('/approvals');
  await arrived(page);
  await page.keyboard.press('y');
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('echo "as it is"');
});

test('on the page of a task, tabbing reaches Reject and Approve in the order they stand', async ({ page, rest }) => {
  const task = await rest.taskInReview('Tab through', 'echo tab');
  await page.goto(`/tasks/${task.id}`);
  await neverOnApprove(page);
  await page.getByLabel('Feedback').focus();
  await page.keyboard.press('Tab');
  await expect(approve(page)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(reject(page)).toBeFocused();
});
