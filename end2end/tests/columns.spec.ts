import { column } from '../stage/board.ts';
import { expect, test } from '../stage/test.ts';

test('a long column shows its newest cards and grows where it stands, with script and without', async ({ page, rest, browser }) => {
  for (let number = 1; number <= 20; number++) {
    await rest.createTask({ title: `Count to ${number}`, content: `seq ${number}`, run: false });
  }
  await page.goto('/');
  await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();
  const pending = column(page, 'Pending');
  const cards = pending.getByRole('heading', { level: 3 });
  await expect(cards).toHaveCount(12);
  await expect(cards.first()).toHaveText('Count to 20');
  await page.evaluate(() => Object.assign(window, { stayed: true }));
  await pending.getByRole('link', { name: '8 more' }).click();
  await expect(cards).toHaveCount(20);
  await expect(cards.last()).toHaveText('Count to 1');
  await expect(pending.getByRole('link', { name: /more$/ })).toHaveCount(0);
  expect(await page.evaluate(() => 'stayed' in window)).toBe(true);
  expect(new URL(page.url()).searchParams.get('column')).toBe('pending');

  // What happens later finds the column as long as it was made.
  await rest.createTask({ title: 'Count to 21', content: 'seq 21', run: false });
  await expect(cards).toHaveCount(21);
  await page.reload();
  await expect(cards).toHaveCount(21);

  const context = await browser.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState(), baseURL: page.url() });
  const plain = await context.newPage();
  await plain.goto('/');
  const there = column(plain, 'Pending').getByRole('heading', { level: 3 });
  await expect(there).toHaveCount(12);
  await column(plain, 'Pending').getByRole('link', { name: '9 more' }).click();
  await expect(there).toHaveCount(21);
  await context.close();
});
