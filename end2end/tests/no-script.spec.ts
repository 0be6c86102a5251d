import path from 'node:path';
import { card, column } from '../stage/board.ts';
import { approve, reject } from '../stage/decision.ts';
import { makeRepository } from '../stage/repository.ts';
import { signIn } from '../stage/people.ts';
import { Rest } from '../stage/rest.ts';
import { expect, test } from '../stage/test.ts';

test.use({ javaScriptEnabled: false });

test('without script a person sets up, runs, reads, approves and rejects, and switches the mode', async ({ page, server, context }) => {
  const rest = new Rest(context.request, server);
  const ana = { name: 'Ana', password: 'four quiet harbours' };
  await page.goto(server.setupLink);
  await page.getByLabel('Name').fill(ana.name);
  await page.getByLabel('Password').fill(ana.password);
  await page.getByRole('button', { name: 'Create account and sign in' }).click();
  await expect(page.getByText('No tasks yet')).toBeVisible();

  await page.goto('/settings/profile');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await signIn(page, { ...ana, password: 'five quiet harbours' });
  await expect(page.getByRole('alert')).toContainText('Name and password do not match.');
  await signIn(page, ana);
  await expect(page).toHaveURL(server.url + '/');

  await makeRepository(path.join(server.workspace, 'shop'), { 'settings.conf': 'retries = 3\n' });
  await rest.desktop();
  const create = async (title: string, command: string, before: boolean) => {
    await page.goto('/tasks/new');
    await page.getByLabel('Title').fill(title);
    await page.locator('textarea[name=content]').fill(command);
    await page.getByLabel('Directory').fill('shop');
    if (before) await page.getByRole('switch', { name: 'Ask before it runs' }).check();
    await page.getByRole('button', { name: 'Create task' }).click();
    await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
    return (await rest.tasks()).find((task) => task.title === title)!;
  };

  const first = await create('Raise the retries', "sed -i 's/3/5/' settings.conf; echo raised", true);
  await expect(page.getByRole('main')).toContainText('Technician approval required');
  await expect(approve(page)).toBeEnabled();
  await approve(page).click();
  await expect(page.getByText(/^Approved\. .+ is next\.$/)).toBeVisible();
  await rest.until(first.id, 'review');

  await page.goto('/');
  await card(page, 'Review', first.title).getByRole('link', { name: first.title }).click();
  const tabs = page.getByRole('navigation', { name: 'Result' });
  await expect(page.getByRole('region', { name: 'Output' })).toContainText('raised');
  await tabs.getByRole('link', { name: 'Logs' }).click();
  await expect(page.getByRole('region', { name: 'Log', exact: true })).toContainText('raised');
  await tabs.getByRole('link', { name: 'Files changed' }).click();
  await expect(page.getByRole('row').filter({ hasText: '+retries = 5' })).toBeVisible();
  await approve(page).click();
  await expect(page.getByText('Approved. MC-1 is Done.')).toBeVisible();

  const second = await create('Lower the retries', 'echo lowered', false);
  await rest.until(second.id, 'review');
  await page.goto('/approvals');
  await page.getByRole('region', { name: 'Request' }).getByLabel('Feedback').fill('Two is too few.\nThree is right.');
  await reject(page).click();
  await expect(page.getByText('Rejected. MC-2 is Failed.')).toBeVisible();
  expect((await rest.task(second.id)).feedback).toBe('Two is too few.\nThree is right.');
  await page.goto('/');
  await expect(card(page, 'Failed', second.title)).toContainText('Rejected by Ana: Two is too few.');
  await expect(card(page, 'Done', first.title)).toBeVisible();
  await expect(column(page, 'Review')).toContainText('Nothing in Review');

  await page.goto('/settings/mission-control/task-approval');
  await page.getByRole('switch', { name: 'Task Approval Mode' }).click();
  await expect(page.getByText('Task Approval Mode is off.')).toBeVisible();
  expect(await rest.taskApprovalMode()).toBe(false);
});

test('a refused form says why and keeps what was typed', async ({ page, rest }) => {
  await rest.desktop();
  await page.goto('/tasks/new');
  await page.getByLabel('Title').fill('Outside');
  await page.locator('textarea[name=content]').fill('echo outside\necho of it');
  await page.getByLabel('Directory').fill('../elsewhere');
  await page.getByRole('button', { name: 'Create task' }).click();
  await expect(page.getByRole('alert')).toContainText('The field cwd cannot be this.');
  await expect(page.getByLabel('Directory')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('Directory')).toHaveValue('../elsewhere');
  await expect(page.getByLabel('Title')).toHaveValue('Outside');
  await expect(page.locator('textarea[name=content]')).toHaveValue('echo outside\necho of it');
  expect(await rest.tasks()).toEqual([]);
});

test('the second answer is refused with the first one, and the note is not lost', async ({ page, rest }) => {
  const task = await rest.taskInReview('Decided before', 'echo before');
  await page.goto(`/tasks/${task.id}`);
  await rest.review(task, 'approve', 'Good as it is');
  await page.getByLabel('Feedback').fill('I would change the name');
  await reject(page).click();
  await expect(page.getByRole('alert')).toContainText(/Ana approved this at \d\d:\d\d:\d\d UTC\./);
  await expect(page.getByRole('alert')).toContainText('Your answer was not recorded.');
  await expect(page.getByText('I would change the name')).toBeVisible();
  expect((await rest.task(task.id)).status).toBe('done');
});

test('the filter and the order work as plain forms', async ({ page, rest }) => {
  await rest.taskInReview('Alpha', 'echo alpha');
  await rest.taskInReview('Beta', 'echo beta');
  await page.goto('/');
  await page.getByRole('searchbox', { name: 'Find a task' }).fill('Alpha');
  await page.getByRole('searchbox', { name: 'Find a task' }).press('Enter');
  await expect(card(page, 'Review', 'Alpha')).toBeVisible();
  await expect(card(page, 'Review', 'Beta')).toHaveCount(0);
  await page.goto('/approvals');
  await page.getByLabel('Sort').selectOption('oldest');
  await page.getByRole('button', { name: 'Sort' }).click();
  await expect(page).toHaveURL(/order=oldest/);
  await expect(page.getByRole('region', { name: 'Waiting for approval' }).getByRole('heading', { level: 2 })).toHaveText(['Alpha', 'Beta'], { useInnerText: true });
});
