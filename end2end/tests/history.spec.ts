import type { Page } from '@playwright/test';
import { expect, test } from '../stage/test.ts';

const rows = (page: Page) => page.getByRole('table').getByRole('row').filter({ has: page.getByRole('cell') });

test('the history is searched by what, who and how it ended, and the address keeps it', async ({ page, rest }) => {
  const one = await rest.taskInReview('Empty the cache', 'echo emptied');
  const two = await rest.taskInReview('Rotate the keys', 'echo rotated');
  await rest.review(one, 'approve');
  await rest.review(two, 'reject', 'Not yet');
  await page.goto('/approvals?tab=history');
  await expect(rows(page)).toHaveCount(2);
  const search = page.getByRole('search', { name: 'Search the history' });
  await search.getByRole('searchbox', { name: 'What was asked' }).fill('cache');
  await search.getByRole('button', { name: 'Search' }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText(one.title);
  await expect(page).toHaveURL(/q=cache/);
  await page.reload();
  await expect(search.getByRole('searchbox', { name: 'What was asked' })).toHaveValue('cache');

  await search.getByRole('link', { name: 'Show all' }).click();
  await search.getByRole('combobox', { name: 'Decision' }).selectOption('Rejected');
  await search.getByRole('textbox', { name: 'Decided by' }).fill('ana');
  await search.getByRole('button', { name: 'Search' }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText(two.title);
  await search.getByRole('textbox', { name: 'Decided by' }).fill('nobody');
  await search.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByText('No decision like that')).toBeVisible();
});

test('each line leads to the evidence of its decision', async ({ page, rest }) => {
  const task = await rest.taskInReview('Empty the cache', 'echo emptied');
  const approval = await rest.approvalOf(task);
  await rest.review(task, 'approve');
  await page.goto('/approvals?tab=history');
  const arrives = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Evidence of MC-1' }).click();
  expect((await arrives).suggestedFilename()).toBe(`evidence-${approval.id}.json`);
});
