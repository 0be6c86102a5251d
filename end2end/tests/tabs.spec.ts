import { card } from '../stage/board.ts';
import { expect, test } from '../stage/test.ts';

test('ten tabs of one browser are live at once and all see what happens', async ({ context, rest }) => {
  test.setTimeout(120_000);
  const pages = [];
  for (let number = 0; number < 10; number++) {
    const page = await context.newPage();
    await page.goto('/');
    await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();
    pages.push(page);
  }
  // A tab that is not looked at fetches nothing: each is brought to the front in its turn.
  const task = await rest.createTask({ title: 'Seen by all', content: 'echo all', run: false });
  for (const page of pages) {
    await page.bringToFront();
    await expect(card(page, 'Pending', task.title)).toBeVisible();
  }
  // The tab that holds the stream goes: another one takes it over.
  await pages[0]!.close();
  const next = await rest.createTask({ title: 'Seen by nine', content: 'echo nine', run: false });
  for (const page of pages.slice(1)) {
    await page.bringToFront();
    await expect(card(page, 'Pending', next.title)).toBeVisible();
    await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();
  }
});
