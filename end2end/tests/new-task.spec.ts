import type { Page } from '@playwright/test';
import { expect, test } from '../stage/test.ts';

const command = (page: Page) => page.locator('textarea[name=content]');
const foreseen = (page: Page) => page.getByRole('complementary', { name: 'What will happen' });
const depends = (page: Page) => page.getByRole('combobox', { name: 'Depends on' });
const tokens = (page: Page) => page.locator('.tokens .token');

test('what is written is read while it is written, and nothing is stored', async ({ page, rest }) => {
  const desktop = await rest.desktop();
  await page.goto('/tasks/new');
  await expect(foreseen(page)).not.toContainText('Read from the command');
  await expect(foreseen(page)).toContainText(`on ${desktop.name}`);

  await command(page).pressSequentially('rm -rf /srv/app');
  await expect(foreseen(page)).toContainText('Deletes /srv/app');
  await expect(foreseen(page)).toContainText('High risk');
  await expect(foreseen(page)).toContainText('This runs without asking, because a person wrote it');
  await expect(page.getByText('1 line · 15 bytes')).toBeVisible();
  await page.getByRole('switch', { name: 'Ask before it runs' }).check();
  await expect(foreseen(page)).toContainText('This will ask.');
  await expect(foreseen(page)).toContainText('A person approves the command');

  await command(page).fill('echo a\u200bb\nls\n');
  await expect(page.getByText('1 character cannot be seen.')).toBeVisible();
  const shown = page.getByRole('region', { name: 'As it will be shown' });
  await expect(shown).toBeVisible();
  await expect(shown.getByTitle('zero width space')).toBeVisible();
  await expect(page.getByText('2 lines · 14 bytes')).toBeVisible();

  await command(page).fill('echo \u202ex');
  await expect(page.getByText('This would be refused.')).toBeVisible();
  await command(page).fill('ls');
  await expect(page.getByText('This would be refused.')).toHaveCount(0);
  await expect(command(page)).toHaveValue('ls');
  await page.getByRole('radio', { name: 'Prompt' }).check();
  await expect(foreseen(page)).toContainText('Changes something asks');
  expect(await rest.tasks()).toEqual([]);
});

test('a task to wait for is found, taken and taken out with keys', async ({ page, rest }) => {
  const migrate = await rest.createTask({ title: 'Migrate <orders>', content: 'true', run: false });
  const seed = await rest.createTask({ title: 'Seed orders', content: 'true', run: false });
  await page.goto('/tasks/new');
  await page.getByLabel('Title').fill('Deploy');
  await command(page).fill('echo deployed');
  const options = page.getByRole('listbox', { name: 'Tasks' }).getByRole('option');
  await depends(page).pressSequentially('orders');
  await expect(options).toHaveCount(2);
  await expect(depends(page)).toHaveAttribute('aria-expanded', 'true');
  await expect(page.getByRole('status').filter({ hasText: '2 tasks to choose from.' })).toBeAttached();

  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true');
  const marked = await depends(page).getAttribute('aria-activedescendant');
  await expect(page.locator(`#${marked}`)).toContainText('MC-1 Migrate <orders>');
  await page.keyboard.press('ArrowDown');
  await expect(options.nth(0)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(options).toHaveCount(0);
  await expect(depends(page)).toHaveAttribute('aria-expanded', 'false');
  await expect(depends(page)).toHaveValue('orders');

  await depends(page).fill('migrate');
  await expect(options).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(tokens(page)).toHaveCount(1);
  await expect(tokens(page)).toContainText('MC-1');
  await expect(depends(page)).toBeFocused();
  await expect(depends(page)).toHaveValue('');
  await expect(foreseen(page)).toContainText('until MC-1 is Done');

  // A number is enough.
  await page.keyboard.type('mc-2');
  await page.keyboard.press('Enter');
  await expect(tokens(page)).toHaveCount(2);
  await page.keyboard.press('Backspace');
  await expect(tokens(page)).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await options.filter({ hasText: 'Seed orders' }).click();
  await expect(tokens(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'Remove MC-1' }).click();
  await expect(tokens(page)).toHaveCount(1);
  await expect(tokens(page)).toContainText('MC-2');
  expect((await rest.tasks()).length).toBe(2);

  await command(page).focus();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: 'Deploy', level: 1 })).toBeVisible();
  const made = (await rest.tasks()).find((task) => task.title === 'Deploy')!;
  expect(await rest.task(made.id)).toMatchObject({ dependsOn: [seed.id] });
  expect(migrate.id).not.toBe(seed.id);
});

test('Enter in a line sends the form, also beside a task that can be taken out', async ({ page, rest }) => {
  await rest.createTask({ title: 'First', content: 'true', run: false });
  await page.goto('/tasks/new');
  await command(page).fill('echo second');
  await depends(page).fill('MC-1');
  await depends(page).press('Enter');
  await expect(tokens(page)).toHaveCount(1);
  await page.getByLabel('Title').fill('Second');
  await page.getByLabel('Title').press('Enter');
  await expect(page.getByRole('heading', { name: 'Second', level: 1 })).toBeVisible();
});

test('one more of the same kind is a click away', async ({ page, rest }) => {
  await rest.desktop();
  await page.goto('/tasks/new');
  await command(page).fill('echo one');
  await page.getByRole('switch', { name: 'Ask before it runs' }).check();
  await page.getByRole('checkbox', { name: 'Create another' }).check();
  await page.getByRole('button', { name: 'Create task' }).click();
  await expect(page.getByText('MC-1 was made.')).toBeVisible();
  await expect(command(page)).toHaveValue('');
  await expect(page.getByRole('switch', { name: 'Ask before it runs' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'Create another' })).toBeChecked();
  await page.getByRole('main').getByRole('link', { name: 'MC-1' }).click();
  await expect(page.getByRole('heading', { name: 'echo one', level: 1 })).toBeVisible();
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a check reads what was written, and tasks are named in words', async ({ page, rest }) => {
    const first = await rest.createTask({ title: 'First', content: 'true', run: false });
    await page.goto('/tasks/new');
    await page.getByLabel('Title').fill('Second');
    await command(page).fill('rm -rf /srv/app\nls');
    await page.getByLabel('Directory').fill('shop');
    await depends(page).fill('MC-1, nope');
    await page.getByRole('button', { name: 'Check' }).click();
    await expect(foreseen(page)).toContainText('Deletes /srv/app');
    await expect(foreseen(page)).toContainText('until MC-1 is Done');
    await expect(tokens(page)).toContainText('MC-1');
    await expect(depends(page)).toHaveValue('nope');
    await expect(page.getByText('No open task has this number or title.')).toBeVisible();
    await expect(page.getByLabel('Title')).toHaveValue('Second');
    await expect(command(page)).toHaveValue('rm -rf /srv/app\nls');
    await expect(page.getByLabel('Directory')).toHaveValue('shop');
    expect((await rest.tasks()).length).toBe(1);

    await page.getByRole('button', { name: 'Create task' }).click();
    await expect(page.getByRole('alert')).toContainText('“nope” is no task.');
    await expect(tokens(page)).toContainText('MC-1');
    await expect(depends(page)).toHaveAttribute('aria-invalid', 'true');
    await expect(command(page)).toHaveValue('rm -rf /srv/app\nls');
    await depends(page).fill('firs');
    await page.getByRole('button', { name: 'Remove MC-1' }).click();
    await expect(tokens(page)).toHaveCount(0);
    await page.getByRole('option').filter({ hasText: 'First' }).click();
    await expect(tokens(page)).toContainText('MC-1');
    await page.getByRole('button', { name: 'Create task' }).click();
    await expect(page.getByRole('heading', { name: 'Second', level: 1 })).toBeVisible();
    const made = (await rest.tasks()).find((task) => task.title === 'Second')!;
    expect(await rest.task(made.id)).toMatchObject({ dependsOn: [first.id], content: 'rm -rf /srv/app\nls' });
  });
});
