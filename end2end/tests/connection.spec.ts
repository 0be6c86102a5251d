import { card } from '../stage/board.ts';
import { answer, approve, reject } from '../stage/decision.ts';
import { Rest } from '../stage/rest.ts';
import { watchForReloads } from '../stage/reloads.ts';
import { expect, test } from '../stage/test.ts';

// A browser writes each failed connection to its console.
test.use({ consoleMayComplain: true });
// It stops and starts the server several times, and each wait for the next try is longer than the one before.
test.setTimeout(120_000);

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
  await expect(page.getByText('Connected again. 1 task changed while you were away.')).toBeVisible({ timeout: 45_000 });
  await expect(card(page, 'Done', task.title)).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();
  await expect(page.getByText('Connection lost.')).toHaveCount(0);

  const later = await rest.createTask({ title: 'After the break', content: 'echo after' });
  await expect(card(page, 'Review', later.title)).toBeVisible();
  stayed();
});

test('it says when it tries again, tries at once when asked to, and moves nothing that is in use', async ({ page, rest, server }) => {
  const task = await rest.taskInReview('In use', 'echo in use');
  const other = await rest.taskInReview('Not in use', 'echo other');
  const port = server.port;
  await page.goto('/');
  await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();
  const stayed = watchForReloads(page);
  await card(page, 'Review', task.title).getByRole('link', { name: task.title }).focus();

  await server.stop();
  const banner = page.getByRole('alert');
  await expect(banner).toContainText('This is the board as of');
  // It counts down: a number is followed by the one below it.
  const seconds = async () => Number(/Next try in (\d+) s/.exec(await banner.innerText())?.[1] ?? 0);
  await expect.poll(seconds, { timeout: 30_000 }).toBeGreaterThan(3);
  const from = await seconds();
  await expect.poll(seconds, { intervals: [200] }).toBe(from - 1);

  await server.listen();
  await rest.review(task, 'approve');
  await rest.review(other, 'reject');
  await server.stop();
  await expect.poll(seconds, { timeout: 30_000 }).toBeGreaterThan(8);
  await server.listen(port);
  await banner.getByRole('button', { name: 'Try now' }).click();
  const back = page.locator('#news').getByRole('status');
  await expect(back).toContainText('Connected again.', { timeout: 5_000 });
  await expect(back).toContainText('2 tasks changed while you were away.');
  // What has the focus waits where it was; the rest is there.
  await expect(card(page, 'Failed', other.title)).toBeVisible();
  await page.locator('#news').getByRole('button', { name: 'Show them' }).click();
  await expect(card(page, 'Done', task.title)).toBeVisible();
  await expect(page.locator('[data-x-changed]')).toHaveCount(2);
  await expect(page.locator('[data-x-changed]').first().getByRole('link')).toBeFocused();
  await expect(page.getByText('Connected again.')).toHaveCount(0);
  stayed();
});

test('a short break in which nothing happened says so and goes away', async ({ page, server, ana: _ }) => {
  const port = server.port;
  await page.goto('/');
  await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();
  await server.stop();
  await expect(page.getByText('Connection lost.')).toBeVisible();
  await server.listen(port);
  await expect(page.getByText('Nothing changed while you were away.')).toBeVisible({ timeout: 45_000 });
  await expect(page.getByText('Connected again.')).toHaveCount(0);
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
  await expect(page.getByText('Connected again.')).toBeVisible({ timeout: 45_000 });
  await expect(page.getByLabel('Feedback')).toHaveValue('The second half is');
  await page.getByLabel('Feedback').pressSequentially(' missing');
  await expect(reject(page)).not.toHaveAttribute('aria-disabled', 'true');
  await answer(reject(page));
  await expect(page.getByText('Rejected. MC-1 is Failed.')).toBeVisible();
  expect((await new Rest(page.context().request, server).task(task.id)).feedback).toBe('The second half is missing');
});
