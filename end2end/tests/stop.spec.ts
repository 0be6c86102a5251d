import { browserOf, addPerson } from '../stage/people.ts';
import { expect, test } from '../stage/test.ts';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'without script', () => {
    test.use({ javaScriptEnabled });

    for (const place of ['/', '/agents']) {
      test(`all runs are stopped from ${place} once the question is answered, every page says so, and they start again`, async ({ page, rest }) => {
        await rest.createTask({ title: 'Here before', content: 'echo before', run: false });
        await page.goto(place);
        await page.getByRole('button', { name: 'Stop all runs' }).click();
        const question = page.getByRole('dialog', { name: 'Stop all runs?' });
        await expect(question).toContainText('No desktop takes a new command');
        await question.getByRole('button', { name: 'Cancel' }).click();
        await expect(question).toBeHidden();
        expect(((await (await rest.call('GET', '/stop')).json()) as { items: unknown[] }).items).toEqual([]);
        await page.getByRole('button', { name: 'Stop all runs' }).click();
        await question.getByRole('button', { name: 'Stop all runs' }).click();
        await expect(page.getByText('All runs are stopped by Ana').first()).toBeVisible();
        await expect(page.getByRole('button', { name: 'Stop all runs' })).toHaveCount(0);
        const task = await rest.createTask({ title: 'Wait for it', content: 'echo here', run: true });
        await page.goto(`/tasks/${task.id}`);
        await expect(page.getByText('All runs are stopped by Ana').first()).toBeVisible();
        // It would have been taken by now.
        await page.waitForTimeout(1500);
        expect((await rest.task(task.id)).status).toBe('pending');
        await page.getByRole('button', { name: 'Start again' }).click();
        await expect(page.getByText('All runs are stopped by')).toHaveCount(0);
        await expect.poll(async () => (await rest.task(task.id)).status).toBe('review');
      });
    }
  });
}

test('an open page hears of a stop, and a viewer has no button', async ({ page, rest, server, browser }) => {
  const context = await browserOf(browser, server, await addPerson(server, 'Vic', 'viewer'));
  const vic = await context.newPage();
  await rest.createTask({ title: 'Here before', content: 'echo before', run: false });
  await vic.goto('/');
  await expect(vic.getByRole('button', { name: 'Stop all runs' })).toHaveCount(0);
  await page.goto('/agents');
  await page.getByRole('button', { name: 'Stop: Tour' }).click();
  await expect(page.getByText('nothing of it starts', { exact: false }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start again: Tour' })).toBeVisible();
  await rest.call('POST', '/stop', {});
  await expect(vic.getByText('All runs are stopped by').first()).toBeVisible();
  await expect(vic.getByRole('button', { name: 'Start again' })).toHaveCount(0);
});
