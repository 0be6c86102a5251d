import { browserOf, addPerson } from '../stage/people.ts';
import { expect, test } from '../stage/test.ts';

test('everything is stopped with one button, every page says so, and it goes on where it was', async ({ page, rest }) => {
  await page.goto('/agents');
  await page.getByRole('button', { name: 'Stop everything' }).click();
  await expect(page.getByText('Everything is stopped.').first()).toBeVisible();
  const task = await rest.createTask({ title: 'Wait for it', content: 'echo here', run: true });
  await page.goto(`/tasks/${task.id}`);
  await expect(page.getByText('Everything is stopped.').first()).toBeVisible();
  await page.waitForTimeout(1500);
  expect((await rest.task(task.id)).status).toBe('pending');
  await page.getByRole('button', { name: 'Let it go on' }).click();
  await expect(page.getByText('Everything is stopped.')).toHaveCount(0);
  await expect.poll(async () => (await rest.task(task.id)).status).toBe('review');
});

test('an open page hears of a stop, and a viewer has no button', async ({ page, rest, server, browser }) => {
  const context = await browserOf(browser, server, await addPerson(server, 'Vic', 'viewer'));
  const vic = await context.newPage();
  await vic.goto('/');
  await page.goto('/agents');
  await page.getByRole('button', { name: 'Stop: Tour' }).click();
  await expect(page.getByText('nothing of it starts', { exact: false }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Let it go on: Tour' })).toBeVisible();
  await rest.call('POST', '/stop', {});
  await expect(vic.getByText('Everything is stopped.').first()).toBeVisible();
  await expect(vic.getByRole('button', { name: 'Let it go on' })).toHaveCount(0);
});
