import type { Page } from '@playwright/test';
import { approve, arrived, reject } from '../stage/decision.ts';
import { expect, test } from '../stage/test.ts';

const box = (page: Page, number: number) => page.getByRole('checkbox', { name: `Select MC-${number}`, exact: true });
const became = (page: Page) => page.getByRole('region', { name: 'What became of each' });

test('rows are ticked with X and with Shift, and what cannot be decided with others cannot be ticked', async ({ page, rest }) => {
  for (const n of [1, 2, 3]) await rest.taskInReview(`Result ${n}`, `echo ${n}`);
  await rest.createTask({ title: 'Deletes the build', content: 'rm -rf build', approveBeforeRun: true });
  await page.goto('/approvals?order=oldest');
  await arrived(page);
  await expect(page.getByRole('button', { name: /^Review/ })).toBeHidden();
  await page.keyboard.press('x');
  await expect(box(page, 1)).toBeChecked();
  await expect(page.getByText('1 selected')).toBeVisible();
  await box(page, 3).click({ modifiers: ['Shift'] });
  await expect(box(page, 2)).toBeChecked();
  await expect(page.getByText('3 selected')).toBeVisible();
  await expect(box(page, 4)).toBeDisabled();
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(box(page, 1)).not.toBeChecked();
  await expect(page.getByRole('button', { name: /^Review/ })).toBeHidden();
});

test('several are read whole, one is left out, and the page says what became of each', async ({ page, rest }) => {
  const long = Array.from({ length: 150 }, (_, at) => `echo ${at + 1}`).join('\n');
  const one = await rest.taskInReview('A long one', long);
  const two = await rest.taskInReview('Decided elsewhere', 'echo two');
  const three = await rest.taskInReview('Left out', 'echo three');
  await page.goto('/approvals?order=oldest');
  await arrived(page);
  for (const number of [1, 2, 3]) await box(page, number).check();
  await page.getByRole('button', { name: 'Review 3' }).click();
  await expect(page.getByRole('heading', { name: 'Review 3 requests' })).toBeVisible();
  // Every command is there, and has to have been in view.
  await arrived(page);
  await expect(approve(page)).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByText(/^Read all \d+ lines to approve$/)).toBeVisible();
  for (const body of await page.getByRole('region', { name: /^Full command/ }).all()) {
    await body.getByRole('listitem').last().scrollIntoViewIfNeeded();
  }
  await expect(approve(page)).not.toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('region', { name: 'Left out' }).getByRole('checkbox', { name: 'Answer with the others' }).uncheck();
  await page.getByLabel('Note').fill('All of it was read.');
  await rest.review(two, 'reject', 'Too early');
  await approve(page).click();
  await expect(page.getByRole('heading', { name: '1 answered, 1 not.' })).toBeVisible();
  await expect(became(page).getByRole('listitem').filter({ hasText: one.title })).toContainText('You approved it.');
  await expect(became(page).getByRole('listitem').filter({ hasText: two.title })).toContainText('Ana rejected this at');
  expect((await rest.task(one.id)).feedback).toBe('All of it was read.');
  expect((await rest.task(two.id)).feedback).toBe('Too early');
  expect((await rest.task(three.id)).status).toBe('review');
});

test('high risk that was asked for by its address is named and left out', async ({ page, rest }) => {
  const low = await rest.taskInReview('A result', 'echo one');
  const high = await rest.createTask({ title: 'Deletes first', content: 'rm -rf build', approveBeforeRun: true });
  const picks = [await rest.approvalOf(low), await rest.approvalOf(high)].map((approval) => `pick=${approval.id}`);
  await page.goto(`/approvals?tab=batch&${picks.join('&')}`);
  const left = page.getByRole('region', { name: 'Not in a batch' });
  await expect(left).toContainText(high.title);
  await expect(left).toContainText('never decided in a batch');
  await expect(page.getByRole('heading', { name: 'Review 1 request' })).toBeVisible();
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('rows are ticked, reviewed and rejected by forms', async ({ page, rest }) => {
    const tasks = [await rest.taskInReview('First', 'echo one'), await rest.taskInReview('Second', 'echo two')];
    await page.goto('/approvals?order=oldest');
    for (const number of [1, 2]) await box(page, number).check();
    await page.getByRole('button', { name: 'Review what is ticked' }).click();
    await page.getByLabel('Note').fill('Not this week.');
    await reject(page).click();
    await expect(page.getByRole('heading', { name: '2 answered.' })).toBeVisible();
    for (const task of tasks) {
      expect((await rest.task(task.id)).status).toBe('failed');
      expect((await rest.task(task.id)).feedback).toBe('Not this week.');
    }
  });
});
