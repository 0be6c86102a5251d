import type { Page } from '@playwright/test';
import { Agent } from '../stage/agent.ts';
import { answer, arrived, reject } from '../stage/decision.ts';
import { addPerson, browserOf } from '../stage/people.ts';
import { expect, test } from '../stage/test.ts';

const tab = (page: Page, name: string) => page.getByRole('navigation', { name: 'Approvals' }).getByRole('link', { name });

test('N puts a request aside for one person until later, and it can be had back', async ({ page, rest, server, browser }) => {
  const bo = await browserOf(browser, server, await addPerson(server, 'Bo', 'approver'));
  const one = await rest.taskInReview('First of two', 'echo one');
  const two = await rest.taskInReview('Second of two', 'echo two');
  await page.goto('/approvals?order=oldest');
  await arrived(page);
  await page.keyboard.press('n');
  await expect(page.getByRole('button', { name: 'For an hour' })).toBeFocused();
  await expect(page.getByRole('button', { name: 'Until tomorrow, 9:00' })).toHaveAttribute('value', /^\d{4}-\d\d-\d\dT.*Z$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'MC-1 is put aside for you.' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Request' })).toContainText(two.title);
  await expect(page.locator('[data-row]')).toHaveCount(1);
  expect((await rest.task(one.id)).status).toBe('review');

  const other = await bo.newPage();
  await other.goto('/approvals');
  await expect(other.locator('[data-row]').filter({ hasText: one.title })).toBeVisible();

  await tab(page, 'Not now').click();
  const row = page.locator('[data-row]').filter({ hasText: one.title });
  await expect(row).toContainText('comes back at');
  await page.getByRole('button', { name: 'Bring it back now' }).click();
  await expect(page.getByText('MC-1 waits for you again.')).toBeVisible();
  await expect(page.locator('[data-row]')).toHaveCount(2);
  await bo.close();
});

test('a request that is put aside until it changes can still be decided by others', async ({ page, rest }) => {
  const task = await rest.taskInReview('Sort the mail', 'echo sorted');
  const approval = await rest.approvalOf(task);
  await page.goto(`/approvals/${approval.id}`);
  await page.locator('details.not-now > summary').click();
  await page.getByRole('button', { name: 'Until it changes' }).click();
  await expect(page.getByText('Nothing waits for you')).toBeVisible();
  await tab(page, 'Not now').click();
  await expect(page.locator('[data-row]')).toContainText('comes back when it changes');
  await rest.review(task, 'approve');
  await expect(page.getByText('Nothing is put aside')).toBeVisible();
});

test('under the three dots of an action are the note for changes, by C, and every choice of not now', async ({ page, rest, server }) => {
  const fae = await Agent.join(server, 'Fae');
  const task = await fae.task(rest, 'Free some disk');
  const first = await fae.propose(task, { script: 'rm -rf ./cache\n', title: 'Empty the cache', description: 'Deletes the cache.' });
  await page.goto(`/tasks/${task.id}`);
  await page.locator('.decision-more > summary').click();
  await page.getByRole('link', { name: /^Request changes/ }).click();
  await expect(page.getByLabel('Note', { exact: true })).toBeFocused();
  await page.goto(`/approvals?id=${first.approvalId}`);
  await arrived(page);
  await page.keyboard.press('c');
  const note = page.getByLabel('Note', { exact: true });
  await expect(note).toBeFocused();
  await note.fill('Only what is older than a week.');
  await answer(reject(page));
  await fae.until(first, 'rejected');
  const told = (await fae.action(first)) as unknown as { decision: { feedback: string } };
  expect(told.decision.feedback).toBe('Only what is older than a week.');

  const second = await fae.propose(task, { script: 'find ./cache -mtime +7 -delete\n', title: 'Thin the cache', description: 'Deletes old files.' });
  await page.goto(`/tasks/${task.id}`);
  await arrived(page);
  const menu = page.locator('.decision-more');
  await menu.locator('summary').click();
  await expect(menu.getByRole('button', { name: 'For an hour' })).toBeVisible();
  await expect(menu.getByRole('button', { name: 'Until it changes' })).toBeVisible();
  await menu.getByRole('button', { name: 'Until tomorrow, 9:00' }).click();
  await expect(page.getByRole('status').filter({ hasText: `MC-${task.number} is put aside for you.` })).toBeVisible();
  expect((await fae.action(second)).state).toBe('pending');
  await page.goto('/approvals');
  await expect(page.getByText('Nothing waits for you')).toBeVisible();
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a request is put aside and brought back by forms', async ({ page, rest }) => {
    const task = await rest.taskInReview('Sort the mail', 'echo sorted');
    await page.goto('/approvals');
    await page.locator('details.not-now > summary').click();
    await page.getByRole('button', { name: 'Until tomorrow, 9:00 UTC' }).click();
    await expect(page.getByText('Nothing waits for you')).toBeVisible();
    await page.goto('/approvals?tab=snoozed');
    await expect(page.getByRole('main')).toContainText(task.title);
    await page.getByRole('button', { name: 'Bring it back now' }).click();
    await expect(page.locator('[data-row]')).toHaveCount(1);
  });
});
