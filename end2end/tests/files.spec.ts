import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { approve, reject } from '../stage/decision.ts';
import { makeRepository } from '../stage/repository.ts';
import type { Rest, Task } from '../stage/rest.ts';
import type { Server } from '../stage/server.ts';
import { expect, test } from '../stage/test.ts';

const lines = (count: number, word: string): string =>
  Array.from({ length: count }, (_, at) => `let ${word}_${at} = "${at}"; // ${at}`).join('\n') + '\n';

/** A result with one small file, three of 400 new lines and one of 1,200: 2,400 lines and a little. */
async function changed(server: Server, rest: Rest): Promise<Task> {
  const shop = path.join(server.workspace, 'shop');
  await makeRepository(shop, { 'a.env': 'APP=1\nDB=myapp\nLOG=info\n' });
  await writeFile(path.join(server.workspace, 'part.rs'), lines(400, 'part'));
  await writeFile(path.join(server.workspace, 'whole.rs'), lines(1_200, 'whole'));
  const command = [
    "sed -i 's/myapp/myapp_prod/' a.env",
    'for n in b c d; do cp ../part.rs $n.rs; done',
    'cp ../whole.rs e.rs',
  ].join('\n');
  return rest.taskInReview('Point it at its own database', command, { cwd: 'shop' });
}

test('a long result opens in parts, each where it stands', async ({ page, server, rest }) => {
  const task = await changed(server, rest);
  await page.goto(`/tasks/${task.id}?tab=files`);
  await expect(page.locator('#live')).toHaveText('Live');
  const rows = page.locator('.diff tr.add');
  // a.env, b, c and d are 1,201 added lines; a part of e has no room beside them.
  await expect(rows).toHaveCount(1_201);
  const last = page.locator('.diff', { hasText: 'e.rs' });
  await expect(last.getByRole('table')).toHaveCount(0);
  await expect(last).toContainText('+1,200');
  await expect(page.locator('.syn-string').first()).toHaveText('"0"');

  await page.evaluate(() => ((window as unknown as { here: boolean }).here = true));
  await last.getByRole('link', { name: 'Show 500 of 1,200 lines' }).click();
  await expect(last.locator('tr.add')).toHaveCount(500);
  await last.getByRole('link', { name: 'Next 500 of 700 lines' }).click();
  await expect(last.locator('tr.add')).toHaveCount(1_000);
  expect(await page.evaluate(() => (window as unknown as { here?: boolean }).here)).toBe(true);
  // What was opened is in the address: a reload shows the same.
  await page.reload();
  await expect(last.locator('tr.add')).toHaveCount(1_000);
});

test('what is said about a line goes with a no, word for word', async ({ page, server, rest }) => {
  const task = await changed(server, rest);
  await page.goto(`/tasks/${task.id}?tab=files`);
  await expect(page.locator('#live')).toHaveText('Live');
  const row = page.getByRole('row').filter({ hasText: 'DB=myapp_prod' });
  await row.getByRole('link', { name: '2' }).click();
  const text = page.getByRole('textbox', { name: 'Comment on line 2' });
  await expect(text).toBeFocused();
  await text.fill('Not production.\nStaging has its own.');
  await page.getByRole('button', { name: 'Add comment' }).click();
  await expect(page.locator('.line-note')).toContainText('goes with your answer');
  await expect(page.getByRole('form', { name: 'Decision' })).toContainText('1 comment on lines goes with your answer');

  await page.getByLabel('Feedback').fill('Almost.');
  await reject(page).click();
  await expect(page.getByText(/^Rejected\./)).toBeVisible();
  const said = 'Almost.\n\na.env, line 2:\n> DB=myapp_prod\nNot production.\nStaging has its own.';
  expect((await rest.task(task.id)).feedback).toBe(said);
  await page.goto(`/tasks/${task.id}?tab=files`);
  await expect(page.locator('.line-note')).toContainText('Staging has its own.');
  await expect(page.locator('.line-note')).not.toContainText('goes with your answer');
  await expect(page.locator('td.n a')).toHaveCount(0);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('parts, comments and what was viewed are pages and forms', async ({ page, server, rest }) => {
    const task = await changed(server, rest);
    await page.goto(`/tasks/${task.id}?tab=files`);
    const last = page.locator('.diff', { hasText: 'e.rs' });
    await last.getByRole('link', { name: 'Show 500 of 1,200 lines' }).click();
    await expect(last.locator('tr.add')).toHaveCount(500);

    const first = page.locator('.diff', { hasText: 'a.env' });
    await first.getByRole('link', { name: 'Comment', exact: true }).click();
    await first.getByLabel('Line', { exact: true }).fill('99');
    await first.getByRole('textbox', { name: 'Comment', exact: true }).fill('Why?');
    await first.getByRole('button', { name: 'Add comment' }).click();
    await expect(page.getByRole('alert')).toContainText('does not show line 99');
    await first.getByLabel('Line', { exact: true }).fill('2');
    await first.getByRole('button', { name: 'Add comment' }).click();
    await expect(first.locator('.line-note')).toContainText('Why?');

    await first.getByRole('button', { name: 'Viewed' }).click();
    await expect(page.getByText('1 of 5 viewed')).toBeVisible();
    await expect(first.getByRole('button', { name: 'Viewed' })).toHaveAttribute('aria-pressed', 'true');

    await approve(page).click();
    await expect(page.getByText('is Done.')).toBeVisible();
    await page.goto(`/tasks/${task.id}`);
    await expect(page.getByRole('region', { name: 'Thread' })).toContainText('Approved with 1 comment.');
  });
});

test('V marks the changed file in view as viewed, and then the next one', async ({ page, server, rest }) => {
  const task = await changed(server, rest);
  await page.goto(`/tasks/${task.id}?tab=files`);
  await expect(page.locator('#live')).toHaveText('Live');
  const pressed = (file: number) => page.locator(`#f-${file} .diff-viewed`);
  await page.keyboard.press('v');
  await expect(pressed(0)).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('v');
  await expect(pressed(1)).toHaveAttribute('aria-pressed', 'true');
  await expect(pressed(0)).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText('2 of 5 viewed')).toBeVisible();
  await page.getByLabel('Feedback').fill('vv');
  await expect(page.getByText('2 of 5 viewed')).toBeVisible();
});
