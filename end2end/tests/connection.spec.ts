import { card } from '../stage/board.ts';
import { answer, approve, reject } from '../stage/decision.ts';
import { Rest } from '../stage/rest.ts';
import { watchForReloads } from '../stage/reloads.ts';
import { expect, test } from '../stage/test.ts';

// A browser writes each failed connection to its console.
test.use({ consoleMayComplain: true });

test('without the server a page says so and decides nothing, and catches up when it is back', async ({ page, rest, server }) => {
  const task = await rest.taskInReview('Before the break', 'echo before');
  const port = server.port;
  await page.goto('/');
  await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();
  const stayed = watchForReloads(page);

  await server.stop();
  const banner = page.getByRole('alert');
  await expect(banner).toContainText('Connection lost.');
  await expect(banner).toContainText(/This is the (board|page) as of \d\d:\d\d:\d\d\./);
  await expect(banner).toContainText('Approve and Reject are off until we are connected again.');
  await expect(page.getByRole('status').filter({ hasText: 'Not live' })).toBeVisible();
  await expect(card(page, 'Review', task.title)).toBeVisible();

  // Meanwhile somebody decides where this page cannot hear it.
  await server.listen();
  await rest.review(task, 'approve');
  await server.stop();
  await expect(banner).toContainText('Connection lost.');

  await server.listen(port);
  await expect(page.getByText('Connected again.')).toBeVisible({ timeout: 30_000 });
  await expect(card(page, 'Done', task.title)).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();
  await expect(page.getByText('Connection lost.')).toHaveCount(0);

  const later = await rest.createTask({ title: 'After the break', content: 'echo after' });
  await expect(card(page, 'Review', later.title)).toBeVisible();
  stayed();
});

test('Approve and Reject are off while the connection is lost, and a typed note stays', async ({ page, rest, server }) => {
  const task = await rest.taskInReview('Half read', 'echo half');
  const port = server.port;
  await page.goto(`/tasks/${task.id}`);
  await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();
  await page.getByLabel('Feedback').fill('The second half is');

  await server.stop();
  await expect(page.getByText('Connection lost.')).toBeVisible();
  for (const button of [approve(page), reject(page)]) {
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await button.click({ force: true });
  }
  await expect(page.getByRole('heading', { name: task.title, level: 1 })).toBeVisible();
  await expect(page.getByLabel('Feedback')).toHaveValue('The second half is');

  await server.listen(port);
  await expect(page.getByText('Connected again.')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByLabel('Feedback')).toHaveValue('The second half is');
  await page.getByLabel('Feedback').pressSequentially(' missing');
  await expect(reject(page)).not.toHaveAttribute('aria-disabled', 'true');
  await answer(reject(page));
  await expect(page.getByText('Rejected. MC-1 is Failed.')).toBeVisible();
  expect((await new Rest(page.context().request, server).task(task.id)).feedback).toBe('The second half is missing');
});
