import { expect, test } from '../stage/test.ts';

test('a script says what it does, where it ran and what each version changed', async ({ page, rest }) => {
  const script = await rest.createScript({ name: 'Free space', body: 'rm -rf ./cache\necho freed\n' });
  const first = await rest.runScript(script);
  await rest.until(first.id, 'review');
  await rest.changeScript(script, { name: 'Free space', body: 'rm -rf ./cache/*\necho freed\n' });

  await page.goto(`/scripts/${script}`);
  const read = page.getByRole('region', { name: 'Read from the command' });
  await expect(read).toContainText('Deletes ./cache/*');
  await expect(read).toContainText('High risk');
  const runs = page.locator('#runs');
  await expect(runs.getByRole('row').nth(1)).toContainText('Review');
  const versions = page.locator('#versions');
  await versions.getByText('Version 2').click();
  await expect(versions.locator('ins').first()).toBeVisible();

  await page.getByRole('button', { name: 'Run script' }).click();
  await page.waitForURL(/\/tasks\//);
  await page.goto(`/scripts/${script}`);
  await expect(runs.getByRole('row')).toHaveCount(3);
  await expect(runs).toContainText('2 runs in all.');
  await runs.getByRole('link', { name: 'MC-1' }).click();
  await expect(page.getByRole('heading', { name: 'Free space', level: 1 })).toBeVisible();
});
